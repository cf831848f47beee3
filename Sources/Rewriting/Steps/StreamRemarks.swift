import RuleBook

/// Tells that the steps behind an output go on from the stream before it.
struct ContinueBehindOutput: StepAction {
  static let verb = "continue-behind-output"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    guard draft.isFollowed else { return }
    draft.note(.rewritten, "an output gives no stream: the steps behind it go on from the one before it")
  }
}

/// Tells that a second input takes the place of the first, whose items go nowhere.
struct ReplaceStream: StepAction {
  static let verb = "replace-stream"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    guard draft.hasUpstream else { return }
    draft.note(.review, "the items of the input before this one went nowhere and still do; if both were meant, join them with op.merge")
  }
}

/// Says what to look at where a step's values may be nil.
struct ReviewOptional: StepAction {
  static let verb = "review-optional"
  let message: String

  init(_ argument: RuleValue, in rule: Rule) throws { message = try rule.text(argument, for: Self.verb) }

  func shape(_ draft: inout StepDraft) {
    guard draft.itemType?.contains("?") == true else { return }
    draft.note(.review, message)
  }
}
