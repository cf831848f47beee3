import Rewriting
import SourceFacts

/// What a flow finds again of a store it wrote before its migration.
package struct StateSurvival: Codable, Sendable, Equatable {
  /// What becomes of a step's rows.
  package enum Fate: String, Codable, Sendable {
    /// They are found as they are.
    case kept
    /// They are looked up under another step id; `waxwing recovery import` carries them over.
    case moved
    /// What they hold has another form or other names, so they are not found.
    case lost
  }

  /// One step that keeps rows.
  package struct Step: Codable, Sendable, Equatable {
    /// As the source says; nil for an id that is made while the flow is built.
    package internal(set) var step: String?
    package let `operator`: String
    package let line: Int
    package internal(set) var oldRow: String
    package internal(set) var newRow: String
    package let fate: Fate
    /// Why rows are lost.
    package internal(set) var reason: String?
    /// Whether the rows are positions of an input or output, not state of keys.
    package let isPosition: Bool
  }

  package internal(set) var steps: [Step]
  /// Whether the file itself names a store.
  package let namesStore: Bool
  /// The command that carries over what can be; nil when there is nothing to carry, or carrying it would do harm.
  package internal(set) var command: String?
  /// What to do with a store that the flow has written, in sentences.
  package internal(set) var advice: [String]

  /// The store that the flow has written, where one is named.
  package let store: String?

  /// What the advice is made of, for flows that share a store; no part of what is told.
  var plan: RecoveryAdvice?

  private enum CodingKeys: String, CodingKey { case steps, namesStore, command, advice, store }

  /// Whether keys have state, or there is a store; nothing else is worth telling.
  package var isWorthTelling: Bool { namesStore || store != nil || steps.contains { !$0.isPosition } }
}

extension StateSurvival {
  /// Compares the steps of a file before and after; nil where the era stays or no step keeps rows.
  ///
  /// `store` is asked for the store that the flow has written, and told which one its text names.
  init?(_ outcome: FileOutcome, store: (_ named: String?) -> StoreAtHand? = { _ in nil }) {
    guard let old = outcome.from, let new = outcome.reached, old != new, outcome.isChanged else { return nil }
    let before = RowSteps(outcome.before, era: old)
    let after = RowSteps(outcome.after, era: new)
    guard !before.steps.isEmpty else { return nil }
    let isParallel = before.steps.count == after.steps.count
    let uses = before.steps.reduce(into: [String: Int]()) { $0[$1.id ?? "", default: 0] += 1 }
    let told = before.steps.enumerated().map { index, step in
      let next = isParallel ? after.steps[index] : after.steps.first { $0.id == step.id }
      let isShared = old < .v0_18 && uses[step.id ?? "", default: 0] > 1 && step.id != nil && before.isOneFlow
      return Self.step(
        step, next, isShared, flow: next.flatMap { after.flowID(of: $0, named: before.flowName(of: step)) }, from: old, to: new)
    }
    let known = store(before.storeName)
    let moved = told.filter { $0.step.fate == .moved }
    let advice = RecoveryAdvice(
      steps: told.map(\.step),
      moves: RowMoves(
        moved.map(\.move), others: told.filter { $0.step.fate != .moved }.map(\.step.oldRow), lost: Set(told.compactMap(\.lost)),
        contents: known?.contents),
      store: known, from: old)
    steps = told.map(\.step)
    namesStore = before.namesStore
    self.store = known?.directory
    command = advice.command
    self.advice = advice.sentences
    plan = known == nil ? nil : advice
  }

  private static func step(
    _ old: RowSteps.Step, _ new: RowSteps.Step?, _ isShared: Bool, flow: String?, from: Era, to: Era
  ) -> (step: Step, move: RowMoves.Move, lost: String?) {
    let move = RowMoves.Move(
      id: old.id, newID: new?.id, flow: flow, oldSuffix: old.suffix, newSuffix: new?.suffix ?? RowSteps.suffix(old.name, in: to),
      files: old.files, from: from, to: to)
    let (oldRow, newRow) = (move.oldRow(), move.newRow())
    let reason =
      isShared && to >= .v0_18
      ? "several steps wrote to the same rows (duplicate-step-ids-rejected)" : loss(old, new, from: from, to: to)
    let step = Step(
      step: flow == nil && to >= .v0_18 ? nil : old.id, operator: old.name, line: old.line, oldRow: oldRow, newRow: newRow,
      fate: reason != nil ? .lost : oldRow == newRow ? .kept : .moved, reason: reason,
      isPosition: ["input", "output"].contains(old.name))
    // Of a step that is not found anew nobody knows that its rows are of no use.
    return (step, move, reason != nil && new != nil && old.id != nil && from < .v0_18 ? oldRow : nil)
  }

  /// Why the rows of a step cannot be used any more; nil when they can.
  private static func loss(_ old: RowSteps.Step, _ new: RowSteps.Step?, from: Era, to: Era) -> String? {
    guard let new else { return "the step is no longer in the file" }
    guard from < .v0_18, to >= .v0_18 else { return nil }
    switch (old.name, new.name) {
    case ("reduce", "statefulMap"): return "the value so far is now kept in a list (reduce-removed)"
    case ("collectWindow", _): return "open windows were stored with the time of each value (collect-window-arrival-order)"
    case ("batch", "unary"): return "a batch in the making is now the state of a class of the file (batch-to-collect)"
    default: return nil
    }
  }
}
