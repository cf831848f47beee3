import RuleBook
import SourceFacts
import SwiftSyntax

/// Sorts what a window collected by the time its clock reads off each value, as 0.17 did when the window closed.
struct SortWindow: StepAction {
  static let verb = "sort-window"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    guard let clock = draft.call.unlabelled.dropFirst().first?.expression, let made = construction(of: clock, draft.facts) else {
      draft.note(.review, "the clock is made elsewhere; if it reads event times, sort the list by them")
      return
    }
    guard made.name == "EventClockConfig", let getter = made.callback?.expression else { return }
    let one = CallbackText(getter, applying: ["$0"], draft.facts)
    let other = CallbackText(getter, applying: ["$1"], draft.facts)
    let isNested = getter.as(ClosureExprSyntax.self).map { one.text.hasPrefix("({") || $0.statements.sourceText.contains("{") } ?? false
    guard !isNested, !one.isThrowing else {
      draft.note(.review, "the list came sorted by event time and now comes in order of arrival; sort it where it matters")
      return
    }
    draft.unwrapping = "{ _, values in values.sorted { \(one.text) < \(other.text) } }"
    draft.note(.rewritten, "the list is sorted by event time in a step of its own")
  }

  private func construction(of clock: ExprSyntax, _ facts: FlowFacts) -> CallFact? {
    var expression = clock
    if let name = clock.plainName,
      let value = facts.variable(named: name, before: clock.position.utf8Offset)?.initializer
    {
      expression = value
    }
    return facts.calls.first { $0.syntax.id == expression.as(FunctionCallExprSyntax.self)?.id }
  }
}
