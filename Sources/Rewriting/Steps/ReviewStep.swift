import RuleBook

/// Says what to look at where a step's meaning is near to the old one, but not the same.
struct ReviewStep: StepAction {
  static let verb = "review"
  let message: String

  init(_ argument: RuleValue, in rule: Rule) throws { message = try rule.text(argument, for: Self.verb) }

  func shape(_ draft: inout StepDraft) { draft.note(.review, message) }
}
