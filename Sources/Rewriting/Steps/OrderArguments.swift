import RuleBook

/// Puts a step's labelled arguments in another order.
struct OrderArguments: StepAction {
  static let verb = "order-arguments"
  let labels: [String]

  init(_ argument: RuleValue, in rule: Rule) throws { labels = argument.list }

  func shape(_ draft: inout StepDraft) {
    let present = draft.call.arguments.compactMap { argument in argument.label.flatMap { labels.contains($0) ? argument : nil } }
    let sorted = labels.compactMap { label in present.first { $0.label == label } }
    let isMoved = zip(present, sorted).contains { $0.label != $1.label }
    if isMoved, present.count(where: { !draft.facts.isPure($0.expression) }) > 1 {
      return draft.note(.left, "'\(labels.joined(separator: ":' and '")):' would be evaluated in another order; put them into constants before the step")
    }
    for (old, new) in zip(present, sorted) where old.label != new.label {
      guard let oldLabel = old.labelPlace, let newLabel = new.labelPlace else { continue }
      let range = oldLabel.range.lowerBound..<old.place.range.upperBound
      draft.edits.append(
        Edit(range, pieces: [.text(draft.facts.file.text(newLabel.range.lowerBound..<new.place.range.upperBound))]))
    }
  }
}
