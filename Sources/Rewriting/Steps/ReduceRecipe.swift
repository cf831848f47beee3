import RuleBook
import SourceFacts

/// Makes `reduce` of a `statefulMap` that keeps at most one value and emits it when it is complete, and a step that unpacks.
struct ReduceRecipe: StepAction {
  static let verb = "reduce-recipe"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    guard let reducer = draft.call.argument(labelled: "reducer"), let complete = draft.call.callback else {
      draft.note(.left, "'reduce' needs 'reducer:' and a last callback")
      return
    }
    let types = ValueTypes(draft.facts)
    let seen = types.callback(reducer.expression)
    let type = seen.parameters.first.flatMap { $0 } ?? seen.result ?? types.callback(complete.expression).parameters.first.flatMap { $0 }
      ?? draft.itemType.flatMap(TupleType.parts)?.last
    guard let type else {
      draft.note(.left, "the type of the values that 'reduce' combines cannot be seen; write it in the reducer, as in '{ (a: Int, b: Int) in a + b }'")
      return
    }
    let facts = draft.facts
    let place = draft.call.stepPlace
    let indent = facts.file.indentation(at: place.range.lowerBound)
    let inner = facts.file.newline + indent + facts.file.indentUnit
    let end = facts.file.newline + indent
    let name = Self.name(for: draft.call.stringID)
    let merged = CallbackText(reducer.expression, called: "reducer", applying: ["kept", "value"], facts)
    let done = CallbackText(complete.expression, called: "isComplete", applying: [name], facts)
    let closures = [
      merged.definition(of: "reducer", "(\(type), \(type))", type, indent + facts.file.indentUnit, facts),
      done.definition(of: "isComplete", "(\(type))", "Bool", indent + facts.file.indentUnit, facts),
    ].compactMap { $0.map { inner + $0 } }.joined()
    draft.operation = "statefulMap"
    draft.whole = { id, up in
      let first = "op.statefulMap(\(id), \(up), builder: { [\(type)]() }) { (kept: [\(type)], value: \(type)) -> ([\(type)]?, [\(type)]) in"
      let second = "let \(name) = if let kept = kept.first { \(merged.isThrowing ? "try " : "")\(merged.text) } else { value }"
      let third = "return \(done.isThrowing ? "try " : "")\(done.text) ? (nil, [\(name)]) : ([\(name)], [])"
      return [.text(first + closures + inner + second + inner + third + end + "}")]
    }
    draft.after.append(.init(suffix: "emit", operation: "op.flatMapValue", closure: "{ $0 }"))
    draft.note(.rewritten, "'reduce' becomes a step that keeps the value until it is complete")
  }

  /// What the value being combined is called: after the step, unless that is one of the recipe's own names.
  private static func name(for id: String?) -> String {
    let name = id.map(StepName.camelCase) ?? "combined"
    return ["kept", "value", "op", "reducer", "isComplete"].contains(name) ? "combined" : name
  }
}

extension CallbackText {
  /// The line that gives the closure its name; its type is written where the closure does not say it.
  fileprivate func definition(of name: String, _ parameters: String, _ result: String, _ indent: String, _ facts: FlowFacts) -> String? {
    guard let closure else { return nil }
    let isTyped = !closure.parameters.isEmpty && closure.parameters.allSatisfy { $0.type != nil }
    let type = isTyped ? "" : ": \(parameters)\(isThrowing ? " throws" : "") -> \(result)"
    return "let \(name)\(type) = \(facts.file.text(of: closure, onLineIndentedBy: indent))"
  }
}

extension CallFact {
  /// The step id, when it is a plain string.
  var stringID: String? { hasStepID ? unlabelled.first?.stringValue : nil }
}
