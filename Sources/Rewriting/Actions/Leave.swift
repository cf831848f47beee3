import RuleBook
import SourceFacts

/// Leaves a site to a person: nothing a machine can write has its meaning in the new era.
struct Leave: RuleAction {
  static let verb = "leave"
  let message: String

  init(_ argument: RuleValue, in rule: Rule) throws { message = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome { .left(message, at: site.place) }
}
