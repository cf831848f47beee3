import RuleBook
import SourceFacts

/// Puts a `partFn` in front of a sink's `assignPart`: the index of the name it gives among the sorted names.
struct IndexPartition: RuleAction {
  static let verb = "index-partition"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, method.parameters.count == 1, let key = method.parameters.first,
      !facts.hasMethod("partFn", beside: method)
    else { return .nothingToDo }
    let list = method.type.flatMap { type in facts.types[type].methods.map { facts.functions[$0] }.first { $0.name == "listParts" } }
    guard !method.isThrowing, list?.isThrowing == false else {
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
    ])
  }
}
