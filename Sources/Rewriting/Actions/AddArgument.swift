import RuleBook
import SourceFacts

/// Adds a labelled argument to a call that lacks it, so that an old default stays in force.
struct AddArgument: RuleAction {
  static let verb = "add-argument"
  let label: String
  let value: String

  init(_ argument: RuleValue, in rule: Rule) throws {
    label = try rule.entry("label", of: argument, for: Self.verb)
    value = try rule.entry("value", of: argument, for: Self.verb)
  }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site, call.argument(labelled: label) == nil, let paren = call.syntax.rightParen else {
      return .nothingToDo
    }
    let last = call.arguments.last { !$0.isTrailing }
    let offset = last?.place.range.upperBound ?? paren.positionAfterSkippingLeadingTrivia.utf8Offset
    return .edits([.insert((last == nil ? "" : ", ") + "\(label): \(value)", at: offset)])
  }
}
