import RuleBook
import SourceFacts

/// Gives a free function its new name at each call.
struct RenameFunction: RuleAction {
  static let verb = "rename-function"
  let name: String

  init(_ argument: RuleValue, in rule: Rule) throws { name = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site else { return .nothingToDo }
    return .edits([.replace(call.namePlace.range, with: name)])
  }
}
