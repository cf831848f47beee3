import RuleBook
import SourceFacts

/// Says what to look at where a labelled argument is a number of at least a given size, or no plain number.
struct ReviewNumber: RuleAction {
  static let verb = "review-number"
  let label: String
  let least: Int
  let message: String

  init(_ argument: RuleValue, in rule: Rule) throws {
    label = try rule.entry("label", of: argument, for: Self.verb)
    least = Int(try rule.entry("least", of: argument, for: Self.verb)) ?? 0
    message = try rule.entry("message", of: argument, for: Self.verb)
  }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site, let argument = call.argument(labelled: label) else { return .nothingToDo }
    if let number = Int(argument.text), number < least { return .nothingToDo }
    return .review(message, at: argument.wholePlace)
  }
}
