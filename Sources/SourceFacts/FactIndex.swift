import SwiftSyntax

/// Where a file's facts stand by what they are asked for, because a file may have as many names as statements.
struct FactIndex: Sendable {
  var callOfNode: [SyntaxIdentifier: Int] = [:]
  var callsOfName: [String: [Int]] = [:]
  /// By the plain name that stands before the dot.
  var callsOfBase: [String: [Int]] = [:]
  var callsInFunction: [Int?: [Int]] = [:]
  var functionOfNode: [SyntaxIdentifier: Int] = [:]
  var functionsOfName: [String: [Int]] = [:]
  /// By what they return, whether or not it is optional.
  var functionsOfResult: [String: [Int]] = [:]
  var typesOfName: [String: [Int]] = [:]
  var typeOfMembers: [SyntaxIdentifier: Int] = [:]
  /// The types and extensions that name a type or protocol in what they inherit.
  var heirsOfName: [String: [Int]] = [:]
  var variablesOfName: [String: [Int]] = [:]
  /// The flows by the call that makes them, their names, and those that are made by the letters and digits of their names.
  var flowOfCall: [SyntaxIdentifier: Int] = [:]
  var flowNames: Set<String> = []
  var flowsOfLetters: [String: [String: [Int]]] = [:]

  init() {}

  init(_ facts: FlowFacts) {
    for (index, call) in facts.calls.enumerated() {
      callOfNode[call.syntax.id] = index
      callsOfName[call.name, default: []].append(index)
      if let base = call.baseName { callsOfBase[base, default: []].append(index) }
      callsInFunction[call.function, default: []].append(index)
    }
    for (index, function) in facts.functions.enumerated() {
      functionOfNode[function.syntax.id] = index
      functionsOfName[function.name, default: []].append(index)
      if let result = function.returnType { functionsOfResult[TupleType.wrapped(result) ?? result, default: []].append(index) }
    }
    for (index, type) in facts.types.enumerated() {
      typesOfName[type.name, default: []].append(index)
      typeOfMembers[type.members.id] = index
      for parent in Set(type.inherited) { heirsOfName[parent, default: []].append(index) }
    }
    for (index, variable) in facts.variables.enumerated() { variablesOfName[variable.name, default: []].append(index) }
    flowNames = Set(facts.dataflows.map(\.name))
    for flow in facts.dataflows {
      guard case .constructed(let call) = flow.origin else { continue }
      flowOfCall[call.syntax.id] = flow.index
      flowsOfLetters[Self.letters(of: flow.name), default: [:]][flow.name, default: []].append(flow.index)
    }
  }

  /// What names have in common that are the same but for their case and what parts their words.
  static func letters(of name: String) -> String {
    String(name.lazy.filter { $0.isLetter || $0.isNumber }).lowercased()
  }
}

extension FlowFacts {
  /// The call that an expression is.
  package func call(at node: some SyntaxProtocol) -> CallFact? { index.callOfNode[node.id].map { calls[$0] } }

  /// The calls of this name, in order.
  package func calls(named name: String) -> [CallFact] { (index.callsOfName[name] ?? []).map { calls[$0] } }

  /// The calls of a member of what a plain name holds, in order.
  package func calls(onMembersOf name: String) -> [CallFact] { (index.callsOfBase[name] ?? []).map { calls[$0] } }

  /// The calls that the walk came to after one.
  package func callsBehind(_ call: CallFact) -> ArraySlice<CallFact> { calls[((index.callOfNode[call.syntax.id] ?? -1) + 1)...] }

  /// The calls that stand in a function itself, or outside of all.
  func calls(in function: Int?) -> [CallFact] { (index.callsInFunction[function] ?? []).map { calls[$0] } }

  /// The fact about a declaration of a function.
  package func function(at node: some SyntaxProtocol) -> FunctionFact? { index.functionOfNode[node.id].map { functions[$0] } }

  /// The functions and methods of this name, in order.
  package func functions(named name: String) -> [FunctionFact] { (index.functionsOfName[name] ?? []).map { functions[$0] } }

  /// The functions and methods that return a type or an optional of it, in order.
  package func functions(returning type: String) -> [FunctionFact] { (index.functionsOfResult[type] ?? []).map { functions[$0] } }

  /// The methods of this name that the declarations and extensions of a type have.
  package func methods(named name: String, ofType type: String) -> [FunctionFact] {
    types(named: type).flatMap(\.methods).map { functions[$0] }.filter { $0.name == name }
  }

  /// The declarations and extensions of a type, in order.
  package func types(named name: String) -> [TypeFact] { (index.typesOfName[name] ?? []).map { types[$0] } }

  /// The types and extensions that inherit what has this name, in order.
  package func heirs(of name: String) -> [TypeFact] { (index.heirsOfName[name] ?? []).map { types[$0] } }

  /// The variables of this name, in order.
  package func variables(named name: String) -> [VariableFact] { (index.variablesOfName[name] ?? []).map { variables[$0] } }

  /// Whether a type of the file conforms to one of some protocols, by itself or through what it inherits from the file.
  package func conforms(_ type: String, to protocols: Set<String>) -> Bool {
    var (open, known): ([String], Set<String>) = ([type], [type])
    while let name = open.popLast() {
      let inherited = types(named: name).flatMap(\.inherited)
      if inherited.contains(where: protocols.contains) { return true }
      open += inherited.filter { known.insert($0).inserted }
    }
    return false
  }

  /// The name that a flow made by a call is given.
  package func flow(madeBy call: CallFact) -> DataflowFact? { index.flowOfCall[call.syntax.id].map { dataflows[$0] } }

  /// The flows made before one, of those whose names have the letters of some word, by their names.
  package func flows(lettered word: String, before flow: DataflowFact) -> [(name: String, count: Int)] {
    (index.flowsOfLetters[FactIndex.letters(of: word)] ?? [:]).map { name, flows in (name, flows.firstPlace { $0 >= flow.index })
    }
  }

  /// The type whose members stand in a block.
  func type(ofMembers node: MemberBlockSyntax) -> TypeFact? { index.typeOfMembers[node.id].map { types[$0] } }
}
