import SourceFacts
import SwiftSyntax

/// Gives parameters of a mapper other names, where their own would hide what a builder means, or the body declares them again.
struct ParameterRenaming {
  /// The new names by the old ones.
  private(set) var names: [String: String] = [:]
  private(set) var edits: [Edit] = []

  /// `always` are names to be replaced in any case, such as `_`; `copiesState` says that the body begins with a copy of the state.
  init(_ closure: ClosureExprSyntax, _ always: Set<String>, hiding expression: ExprSyntax, copiesState: Bool, _ facts: FlowFacts) {
    let used = Set(FreeNames.references(in: expression).map { $0.baseName.identifierText })
    for (position, parameter) in closure.parameters.enumerated() {
      let name = parameter.name.identifierText
      let isAgain = position == 0 && !copiesState && facts.declares(name, among: closure.statements)
      guard always.contains(name) && position == 0 || used.contains(name) || isAgain else { continue }
      let places = NameReads.places(of: name, in: closure.statements, file: facts.file)
      let isPlain = places.allSatisfy { place in
        facts.file.tree.token(at: AbsolutePosition(utf8Offset: place.range.lowerBound))?.parent?.is(DeclReferenceExprSyntax.self) == true
      }
      guard isPlain else { continue }
      let fresh = FreshName.unused(position == 0 ? "state" : "value", in: [closure, expression])
      names[name] = fresh
      edits += (places + [facts.file.place(of: parameter.name)]).map { .replace($0.range, with: fresh) }
    }
  }
}
