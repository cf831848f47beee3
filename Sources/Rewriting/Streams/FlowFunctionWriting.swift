import RuleBook
import SourceFacts
import SwiftSyntax

/// Writes functions that add steps, and their calls.
extension StreamWriter {
  /// Writes the call of a helper.
  mutating func write(
    _ call: CallFact, _ plan: FlowFunctionPlan, _ item: FlowItem, up: String?, isLive: Bool, target: Target?,
    _ context: inout Context
  ) -> String? {
    let takesStream = liveness.needs(plan.block, after: plan.returnsStream)
    if takesStream, up == nil {
      leave("'\(call.name)' stands before the flow's first input and would see nothing; move it", item.place)
      return up
    }
    var parts: [String] = []
    if plan.takesStepID {
      let wanted = names.id(context.prefix + StepName.snakeCase(call.name), isStem: true)
      parts.append("\"\(wanted)\(context.suffix)\"")
    }
    if let position = plan.position, position < call.arguments.count {
      let argument = call.arguments[position]
      if takesStream {
        let text = liveness.takesFlow(plan.block) ? "\(argument.text), \(up ?? "")" : up ?? ""
        outcome.edits.append(.replace(argument.place.range, with: text))
      }
    } else if takesStream {
      if liveness.takesFlow(plan.block), !plan.isMethodOfFlow {
        leave("'\(call.name)' adds inputs to a flow from outside; give it the flow as a parameter", item.place)
      }
      parts.append(up ?? "")
    }
    if !parts.isEmpty, let paren = call.syntax.leftParen {
      let text = parts.joined(separator: ", ") + (call.arguments.contains { !$0.isTrailing } ? ", " : "")
      outcome.edits.append(.insert(text, at: paren.endPositionBeforeTrailingTrivia.utf8Offset))
    }
    note("'\(call.name)' becomes a function over streams", at: item.place)
    guard plan.returnsStream else { return up }
    let chosen = target ?? (isLive ? .constant(names.variable(StepName.snakeCase(call.name))) : .unused)
    outcome.edits.append(.insert(chosen.prefix, at: item.place.range.lowerBound))
    context.type = plan.made(from: context.type)
    return chosen.name ?? up
  }

  /// Rewrites the declaration and the body of a helper.
  mutating func write(_ plan: FlowFunctionPlan) {
    let function = plan.function
    let takesStream = liveness.needs(plan.block, after: plan.returnsStream)
    let takesFlow = liveness.takesFlow(plan.block)
    names.enterFunction()
    variables = []
    names.beginIDs(avoidingAll: !plan.takesStepID)
    let up = takesStream ? names.variable("up") : nil
    guard let clause = function.parameterClause else { return }
    if plan.returnsStream, function.returnType != nil || function.hasEarlyReturn {
      return leave("'\(function.name)' returns on its own; make it return the stream by hand", function.namePlace)
    }
    if takesStream, plan.calls == 0 || plan.isGivenDifferentTypes {
      let reason = plan.calls == 0 ? "is not called in this file" : "is given streams of different types"
      return leave(
        "'\(function.name)' adds steps to a flow, but \(reason); make it a function over streams by hand", function.namePlace)
    }
    if takesStream || plan.returnsStream || plan.takesStepID, isUsedElsewhere(plan) {
      return leave(
        "'\(function.name)' is also used in places that cannot be followed; make it a function over streams by hand",
        function.namePlace)
    }
    if takesStream, !takesFlow, plan.position != nil, plan.flow.uses.contains(where: \.isOtherThanSteps) {
      return leave(
        "'\(function.name)' uses the flow for more than its steps; make it a function over streams by hand", function.namePlace)
    }
    var first: [String] = []
    if plan.takesStepID { first.append("_ stepID: String") }
    if let up {
      guard let type = plan.inType else {
        return leave(
          "the type of the items that '\(function.name)' receives cannot be seen; write it in its first step's closure",
          function.namePlace)
      }
      let text = "\(up): \(streamType(type))"
      if let position = plan.position {
        let parameter = function.parameters[position]
        let label = parameter.label ?? "_"
        let stream = takesFlow ? "\(facts.file.text(parameter.place.range)), _ \(text)" : "\(label) \(text)"
        outcome.edits.append(.replace(parameter.place.range, with: stream))
      } else {
        first.append("_ \(text)")
      }
    }
    if !first.isEmpty {
      let offset = clause.leftParen.endPositionBeforeTrailingTrivia.utf8Offset
      outcome.edits.append(.insert(first.joined(separator: ", ") + (function.parameters.isEmpty ? "" : ", "), at: offset))
    }
    if plan.returnsStream {
      guard let type = plan.outType else {
        return leave(
          "the type of the items that '\(function.name)' makes cannot be seen; write '-> Type' in its last step's closure",
          function.namePlace)
      }
      outcome.edits.append(.insert(" -> \(streamType(type))", at: function.endOfSignature(facts.file)))
    }
    var context = Context(type: plan.inType, flow: plan.flow.name)
    if plan.takesStepID { context.prefix = "\\(stepID)_" }
    _ = thread(plan.block, up: up, exit: plan.returnsStream ? .returned : .none, &context)
  }

  /// Whether a helper is called, or given away, where its calls are not rewritten.
  private func isUsedElsewhere(_ plan: FlowFunctionPlan) -> Bool {
    let name = plan.function.name
    if plan.isMethodOfFlow { return facts.calls(named: name).count > plan.calls }
    let calls = facts.calls(named: name).filter { $0.receiver == .none || $0.receiver == .other }
    let plain = calls.filter { $0.receiver == .none }
    guard calls.count <= plan.calls else { return true }
    return facts.reads[name, default: 0] > plain.count && FunctionReads.count(of: plan.function, in: facts) > plain.count
  }
}

extension DataflowUse {
  fileprivate var isOtherThanSteps: Bool {
    switch kind {
    case .step, .passed, .sent: false
    case .given, .read, .returned, .other: true
    }
  }
}

extension FunctionFact {
  fileprivate var hasEarlyReturn: Bool { returnStatements != nil }

  /// The end of the parameters and effects, where a result type is written.
  fileprivate func endOfSignature(_ file: ParsedFile) -> Int {
    let signature = syntax.as(FunctionDeclSyntax.self)?.signature
    if let effects = signature?.effectSpecifiers { return file.place(of: effects).range.upperBound }
    return signature.map { file.place(of: $0.parameterClause).range.upperBound } ?? namePlace.range.upperBound
  }
}
