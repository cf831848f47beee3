import RuleBook
import SourceFacts
import SwiftSyntax

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
    guard !TypeText.isOptional(type) else {
      return draft.note(.left, "the values of 'reduce' are optional, and a state that is nil means no state in the new era; keep them in a struct")
    }
    let facts = draft.facts
    let place = draft.call.stepPlace
    let indent = facts.file.indentation(at: place.range.lowerBound)
    let inner = facts.file.newline + indent + facts.file.indentUnit
    let end = facts.file.newline + indent
    let nodes = [reducer.expression, complete.expression]
    let (kept, value) = (FreshName.unused("kept", in: nodes), FreshName.unused("value", in: nodes))
    let (first, second) = (FreshName.unused("reducer", in: nodes), FreshName.unused("isComplete", in: nodes))
    let name = Self.name(for: draft.call.stringID, nodes, [kept, value, "op", first, second])
    guard OnceValue.canKeep(reducer.expression, beside: [complete.expression]), OnceValue.canKeep(complete.expression, beside: [reducer.expression]) else {
      return draft.note(.left, "'reduce' becomes one closure, and what the reducer and the last callback capture goes by the same names; give them different names")
    }
    if let problem = nodes.lazy.compactMap({ OnceValue.problem(with: $0, facts) }).first { return draft.note(.left, problem) }
    let merged = CallbackText(reducer.expression, called: first, applying: [kept, value], facts)
    let done = CallbackText(complete.expression, called: second, applying: [name], facts)
    let closures = [
      merged.definition(of: first, "(\(type), \(type))", type, indent + facts.file.indentUnit, facts),
      done.definition(of: second, "(\(type))", "Bool", indent + facts.file.indentUnit, facts),
    ].compactMap { $0.map { inner + $0 } }.joined()
    let captures = OnceValue.list([merged.once, done.once].compactMap { $0 })
    draft.operation = "statefulMap"
    let qualifier = draft.qualifier
    draft.whole = { id, up in
      let head = "\(qualifier)op.statefulMap(\(id), \(up), builder: { [\(type)]() }) { "
      let parameters = "(\(kept): [\(type)], \(value): \(type)) -> ([\(type)]?, [\(type)]) in"
      let combining = "let \(name) = if let \(kept) = \(kept).first { \(merged.isThrowing ? "try " : "")\(merged.text) } else { \(value) }"
      let emitting = "return \(done.isThrowing ? "try " : "")\(done.text) ? (nil, [\(name)]) : ([\(name)], [])"
      return [.text(head)] + captures + [.text(parameters + closures + inner + combining + inner + emitting + end + "}")]
    }
    draft.after.append(.init(suffix: "emit", operation: "op.flatMapValue", closure: "{ $0 }"))
    draft.note(.rewritten, "'reduce' becomes a step that keeps the value until it is complete")
  }

  /// What the value being combined is called: after the step, unless the callbacks or the recipe use that name.
  private static func name(for id: String?, _ nodes: [ExprSyntax], _ own: Set<String>) -> String {
    let name = id.map(StepName.camelCase) ?? "combined"
    return FreshName.unused(name, in: nodes, and: own) == name ? name : FreshName.unused("combined", in: nodes, and: own)
  }
}

extension CallbackText {
  /// The line that gives the closure its name; its type is written where the closure does not say it.
  fileprivate func definition(of name: String, _ parameters: String, _ result: String, _ indent: String, _ facts: FlowFacts) -> String? {
    guard let closure else { return nil }
    let isTyped = !closure.parameters.isEmpty && closure.parameters.allSatisfy { $0.type != nil }
    let type = isTyped ? "" : ": \(parameters)\(isThrowing ? " throws" : "") -> \(result)"
    return "let \(name)\(type) = \(facts.file.textWithoutCaptures(of: closure, onLineIndentedBy: indent))"
  }
}

extension CallFact {
  /// The step id, when it is a plain string.
  var stringID: String? { hasStepID ? unlabelled.first?.stringValue : nil }
}
