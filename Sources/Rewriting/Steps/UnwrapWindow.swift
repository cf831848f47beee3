import RuleBook

/// Puts a step behind a window's that drops the window's metadata.
struct UnwrapWindow: StepAction {
  static let verb = "unwrap-window"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    draft.after.append(.init(suffix: "unwrap", operation: "op.mapValue", closure: draft.unwrapping))
  }
}
