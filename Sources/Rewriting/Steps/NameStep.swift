import RuleBook

/// Tells under which id a step goes that had none.
struct NameStep: StepAction {
  static let verb = "name-step"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    guard !draft.call.hasStepID else { return }
    draft.note(.rewritten, "the step is called \(draft.id.text)")
  }
}

/// Tells when a step's id had to change, because it held a period or another step had it.
struct UniqueStepID: StepAction {
  static let verb = "unique-step-id"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    guard let written = draft.call.stringID, "\"\(written)\"" != draft.id.text else { return }
    draft.note(.review, "step id '\(written)' becomes \(draft.id.text), because ids must be unique and hold no period; what a store holds under '\(written)' is not found by the new one")
  }
}
