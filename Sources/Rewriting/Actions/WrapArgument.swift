import RuleBook
import SourceFacts

/// Wraps a labelled argument in a call, such as a number of seconds in `.seconds(…)`.
struct WrapArgument: RuleAction {
  static let verb = "wrap-argument"
  let label: String
  let function: String

  init(_ argument: RuleValue, in rule: Rule) throws {
    label = try rule.entry("label", of: argument, for: Self.verb)
    function = try rule.entry("in", of: argument, for: Self.verb)
  }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site, let argument = call.argument(labelled: label),
      !argument.text.hasPrefix("."), !argument.text.hasPrefix("Duration"), argument.text != "nil"
    else { return .nothingToDo }
    return .edits([
      .insert("\(function)(", at: argument.place.range.lowerBound), .insert(")", at: argument.place.range.upperBound),
    ])
  }
}
