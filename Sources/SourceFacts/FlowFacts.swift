import SwiftSyntax

/// Everything the rules ask about one file, gathered in one walk.
package struct FlowFacts: Sendable {
  package internal(set) var file: ParsedFile
  package internal(set) var imports: [ImportFact] = []
  package internal(set) var functions: [FunctionFact] = []
  package internal(set) var types: [TypeFact] = []
  package internal(set) var variables: [VariableFact] = []
  package internal(set) var dataflows: [DataflowFact] = []
  package internal(set) var calls: [CallFact] = []
  package internal(set) var typeUses: [TypeUse] = []
  package internal(set) var strings: [StringFact] = []
  /// Names of types, aliases, generic parameters and associated types that the file declares itself.
  package internal(set) var declaredTypes: Set<String> = []
  /// Every identifier in the file, so that a new name can avoid them.
  package internal(set) var identifiers: Set<String> = []
  /// How often each name is read as an expression.
  package internal(set) var reads: [String: Int] = [:]
  /// How often each name stands in an expression, members included.
  package internal(set) var mentions: [String: Int] = [:]
  /// The names that something is assigned to, or that are handed out to be given a value.
  package internal(set) var assignedNames: Set<String> = []
  /// What a compiler says, if one was asked.
  package internal(set) var names: TypedNames?
  private(set) var lists = StatementLists()
  private(set) var declared = DeclaredNames()
  var index = FactIndex()

  /// Gathers the facts of a file; `names` overrules what its text alone seems to say.
  package init(_ file: ParsedFile, names: TypedNames? = nil) {
    self.file = file
    self = FactCollector.collect(file, names)
  }

  init(empty file: ParsedFile) { self.file = file }

  /// Whether the file imports Bytewax at all; without it no name means anything to us.
  package var isFlowFile: Bool { imports.contains { EraVocabulary.eras(ofModule: $0.module) != nil } }

  /// The method of this name that an extension of `Dataflow` has, when the file declares exactly one.
  package func methodOfDataflow(named name: String) -> FunctionFact? {
    let found = functions(named: name).filter(isMethodOfDataflow)
    return found.count == 1 ? found[0] : nil
  }

  /// Whether a function is a method that an extension gives `Dataflow`.
  package func isMethodOfDataflow(_ function: FunctionFact) -> Bool {
    function.type.map { types[$0].isExtension && types[$0].name == "Dataflow" } == true
  }

  /// The type of this name that the file declares.
  package func type(named name: String) -> TypeFact? { types(named: name).first { !$0.isExtension } }

  /// The types, with their extensions, that conform to one of `protocols`.
  package func types(conformingTo protocols: [String]) -> [TypeFact] {
    declarations(ofTypes: Set(protocols.flatMap { heirs(of: $0) }.map(\.name)))
  }

  /// The same, and those that conform through a class or a protocol of this file that does.
  package func types(conformingAtLastTo protocols: [String]) -> [TypeFact] {
    var found = types(conformingTo: protocols)
    var known = Set(found.map(\.name))
    var latest = known
    while !latest.isEmpty {
      latest = Set(latest.flatMap { heirs(of: $0) }.map(\.name)).subtracting(known)
      known.formUnion(latest)
      found += declarations(ofTypes: latest)
    }
    return found
  }

  /// The declarations and extensions of some types, in the order of the file.
  private func declarations(ofTypes names: Set<String>) -> [TypeFact] {
    names.flatMap { types(named: $0) }.sorted { $0.index < $1.index }
  }

  /// The methods of every type that conforms to one of `protocols`, or whose class or protocol does.
  package func methods(named name: String, of protocols: [String]) -> [FunctionFact] {
    types(conformingAtLastTo: protocols).flatMap(\.methods).map { functions[$0] }.filter { $0.name == name }
  }
}
