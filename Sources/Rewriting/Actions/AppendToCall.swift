import RuleBook
import SourceFacts

/// Puts a text right after a call, such as a subscript.
struct AppendToCall: RuleAction {
  static let verb = "append-to-call"
  let text: String

  init(_ argument: RuleValue, in rule: Rule) throws { text = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site else { return .nothingToDo }
    return .edits([.insert(text, at: call.place.range.upperBound)])
  }
}
