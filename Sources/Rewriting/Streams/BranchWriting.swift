import RuleBook
import SourceFacts
import SwiftSyntax

/// Writes branches of which one runs.
extension StreamWriter {
  /// Writes a branch: as an expression, with a constant set in every arm, or with a variable.
  mutating func write(
    _ arms: [FlowBlock], isTotal: Bool, _ item: FlowItem, up: String?, isLive: Bool, target: Target?, _ context: inout Context
  ) -> String? {
    let isConditional = item.statement.item.is(IfConfigDeclSyntax.self)
    let doProduce = arms.map(liveness.produces)
    guard isLive, doProduce.contains(true) else {
      each(arms, up: up, exit: .none, &context)
      return up
    }
    if isTotal, !isConditional, arms.allSatisfy(isOneStep), item.statement.item.is(DoStmtSyntax.self) == false {
      let name = target == nil ? names.variable(base(of: arms[0])) : nil
      let chosen = target ?? .constant(name ?? "stream")
      outcome.edits.append(.insert(chosen.prefix, at: item.place.range.lowerBound))
      each(arms, up: up, exit: .value, &context)
      return name ?? chosen.name ?? up
    }
    if isConditional, isTotal, !doProduce.contains(false) {
      let name = target?.name ?? names.variable(base(of: arms[0]))
      if case .assignment? = target {
        each(arms, up: up, exit: .assignment(name), &context)
      } else {
        each(arms, up: up, exit: .constant(name), &context)
      }
      return name
    }
    let ends = Set(arms.map { end(of: $0, context.type) } + (isTotal ? [] : [context.type])).compactMap { $0 }
    if ends.count > 1 {
      leave(
        "the branches end with items of different types (\(ends.sorted().joined(separator: ", "))); give each its own output",
        item.place)
      return up
    }
    let isAlways = isTotal && !doProduce.contains(false)
    let isOtherType = ends.first.map { end in context.type.map { $0 != end } ?? false } ?? false
    let name: String
    if let up, !(isAlways && isOtherType) {
      name = carrier(of: up, before: item)
    } else if isAlways {
      guard let type = ends.first else {
        leave("the branches begin the flow and the type of their items cannot be seen; move the input before them", item.place)
        return nil
      }
      name = names.variable("stream")
      put("let \(name): \(streamType(type))", before: item)
    } else {
      leave("the flow's first input stands in a branch that may not run; move it before the branch", item.place)
      return nil
    }
    each(arms, up: variables.contains(name) ? name : up, exit: .assignment(name), &context)
    return name
  }

  /// The type of the items behind a block, as far as it is known.
  func end(of block: FlowBlock, _ start: String?) -> String? {
    block.items.reduce(start) { type, item in
      switch item.kind {
      case .step(let call): types.after(call, before: type ?? types.needed(by: call))
      case .helper(_, let function): plans[function].flatMap { liveness.produces($0.block) ? $0.outType : type }
      case .branch(let arms, _): arms.firstResult { end(of: $0, type) }
      case .loop(_, let body): end(of: body, type)
      case .opaque: nil
      }
    }
  }

  /// What a branch that is an expression is named after.
  func base(of arm: FlowBlock) -> String {
    guard case .step(let call)? = arm.items.last?.kind else { return "stream" }
    return call.stringID ?? StepName.wanted(for: call)
  }

  /// Whether an arm is one statement, one step, and nothing has to stand beside it.
  func isOneStep(_ arm: FlowBlock) -> Bool {
    guard arm.statements.count == 1, arm.items.count == 1, case .step(let call)? = arm.items.first?.kind, call.name != "output"
    else { return false }
    var draft = StepDraft(call, id: StepID(form: .literal("")), facts: facts)
    for (_, actions) in shapes[call.name] ?? [] { for action in actions { action.shape(&draft) } }
    return draft.after.isEmpty && draft.before.isEmpty
  }

  /// Threads arms of which one runs: each may use the ids the others use.
  mutating func each(_ arms: [FlowBlock], up: String?, exit: Exit, _ context: inout Context) {
    let before = names.mark
    var others: [String] = []
    let start = context.type
    for arm in arms {
      others += names.takeBack(to: before)
      var inner = context
      inner.type = start
      _ = thread(arm, up: up, exit: exit, &inner)
      if !arm.items.isEmpty { context.type = inner.type }
    }
    for id in others { names.give(id) }
  }

  /// The written type of a stream. Foundation has a `Stream` too, so beside it ours is written with its module.
  func streamType(_ item: String) -> String {
    if let parts = TupleType.parts(of: item), parts.count == 2, parts[0] == "String" { return "KeyedStream<\(parts[1])>" }
    let flowModule = facts.imports.first { EraVocabulary.eras(ofModule: $0.module) != nil }?.module ?? "Bytewax"
    return facts.imports.contains { $0.module == "Foundation" } ? "\(flowModule).Stream<\(item)>" : "Stream<\(item)>"
  }
}
