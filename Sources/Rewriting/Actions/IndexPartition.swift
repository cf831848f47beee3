import RuleBook
import SourceFacts
import SwiftSyntax

/// Puts a `partFn` in front of a sink's `assignPart`: the index of the name it gives among the sorted names.
///
/// `partFn` cannot throw. A `listParts` that says `throws`, as its protocol does, without anything in it that throws, stops saying so.
struct IndexPartition: RuleAction {
  static let verb = "index-partition"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, method.isOriginal, method.parameters.count == 1, let key = method.parameters.first,
      !facts.hasMethod("partFn", beside: method)
    else { return .nothingToDo }
    let list = method.type.flatMap { type in facts.types[type].methods.map { facts.functions[$0] }.first { $0.name == "listParts" } }
    guard !method.isThrowing, let list, let needless = facts.file.needlessThrows(of: list) else {
      return .left(
        "'partFn' cannot throw, but 'assignPart' or 'listParts' does; write 'partFn(_ itemKey: String) -> Int' by hand",
        at: method.namePlace)
    }
    let label = key.label.map { "\($0): " } ?? ""
    return .edits([
      facts.memberBefore(
        method,
        [
          "func partFn(_ itemKey: String) -> Int {",
          "\tlet name = assignPart(\(label)itemKey)",
          "\tguard let index = listParts().sorted().firstIndex(of: name) else {",
          "\t\tpreconditionFailure(\"assignPart gave '\\(name)', which listParts does not name\")",
          "\t}", "\treturn index", "}",
        ])
    ] + needless)
  }
}

extension ParsedFile {
  /// What takes away `throws` from a method in which nothing throws: no edit when it says nothing of it, nil when something may throw.
  fileprivate func needlessThrows(of method: FunctionFact) -> [Edit]? {
    guard method.isThrowing else { return [] }
    guard let signature = method.syntax.as(FunctionDeclSyntax.self)?.signature, let clause = signature.effectSpecifiers?.throwsClause,
      let body = method.body, !body.tokens(viewMode: .sourceAccurate).contains(where: { [.keyword(.try), .keyword(.throw)].contains($0.tokenKind) })
    else { return nil }
    return [.delete(place(of: signature.parameterClause).range.upperBound..<place(of: clause).range.upperBound)]
  }
}
