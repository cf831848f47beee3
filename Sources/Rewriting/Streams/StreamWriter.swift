import RuleBook
import SourceFacts
import SwiftSyntax

/// Writes the edits that thread streams through the blocks of a flow.
///
/// Longer than usual because the kinds of items call one another.
struct StreamWriter {
  let facts: FlowFacts
  let shapes: [String: [(rule: Rule, actions: [any StepAction])]]
  let rule: String
  let plans: [Int: HelperPlan]
  private let liveness: FlowLiveness
  private let types: FlowTypes
  private var names: StepName
  /// The streams of the function being written that are `var`.
  private var variables: Set<String> = []
  private(set) var outcome = Outcome.nothingToDo

  init(
    facts: FlowFacts, shapes: [String: [(rule: Rule, actions: [any StepAction])]], rule: String, plans: [Int: HelperPlan]
  ) {
    self.facts = facts
    self.shapes = shapes
    self.rule = rule
    self.plans = plans
    liveness = FlowLiveness(plans: plans)
    types = FlowTypes(facts)
    names = StepName(avoiding: facts.identifiers)
  }

  /// What becomes of the stream an item makes.
  private enum Target {
    case constant(String)
    case assignment(String)
    case returned
    /// The value of a branch of an `if` used as an expression.
    case value
    case unused

    var prefix: String {
      switch self {
      case .constant(let name): "let \(name) = "
      case .assignment(let name): "\(name) = "
      case .returned: "return "
      case .value: ""
      case .unused: "_ = "
      }
    }

    /// What the stream is called afterwards.
    var name: String? {
      switch self {
      case .constant(let name), .assignment(let name): name
      case .returned, .value, .unused: nil
      }
    }
  }

  /// How the stream leaves a block.
  private enum Exit {
    case none
    case assignment(String)
    case constant(String)
    case returned
    case value
    var isNeeded: Bool { if case .none = self { false } else { true } }
  }

  /// Where in the flow we are: what the ids have around them, and the items' type.
  private struct Context {
    var prefix = ""
    var suffix = ""
    var type: String?
    /// The name of the flow.
    var flow: String
    /// Whether an input came before.
    var hasInput = false
  }

  mutating func write(_ block: FlowBlock, of flow: DataflowFact) {
    names.replaceIDs([])
    variables = []
    var context = Context(flow: flow.name)
    _ = thread(block, up: nil, exit: .none, &context)
  }

  // MARK: Blocks

  private mutating func thread(_ block: FlowBlock, up: String?, exit: Exit, _ context: inout Context) -> String? {
    var current = up
    let lastProducer = block.items.lastIndex(where: liveness.produces)
    var isReturned = false
    for (position, item) in block.items.enumerated() {
      let rest = block.items[(position + 1)...]
      let live = liveness.needs(rest, after: exit.isNeeded)
      var target: Target?
      if position == lastProducer, exit.isNeeded {
        switch exit {
        case .assignment(let name): target = .assignment(name)
        case .constant(let name): target = .constant(name)
        case .value: target = .value
        case .returned where isLastStatement(item, of: block):
          target = .returned
          isReturned = true
        case .returned, .none: break
        }
      }
      context.type = context.type ?? firstNeeded(block.items[position...])
      current = write(item, up: current, isLive: live, target: target, &context)
    }
    if case .returned = exit, !isReturned, let current { putReturn(current, at: block) }
    return current
  }

  private func firstNeeded(_ items: ArraySlice<FlowItem>) -> String? {
    if case .step(let call)? = items.first?.kind { types.needed(by: call) } else { nil }
  }

  private func isLastStatement(_ item: FlowItem, of block: FlowBlock) -> Bool {
    guard block.statements.last?.id == item.statement.id else { return false }
    switch item.kind {
    case .step, .helper: return true
    default: return false
    }
  }

  private mutating func putReturn(_ name: String, at block: FlowBlock) {
    guard let last = block.statements.last else { return }
    let place = facts.file.place(of: last)
    let indent = facts.file.indentation(at: place.range.lowerBound)
    let offset = facts.file.endOfLine(after: place.range.upperBound)
    outcome.edits.append(.insert(facts.file.newline + indent + "return \(name)", at: offset))
  }

  private mutating func write(
    _ item: FlowItem, up: String?, isLive: Bool, target: Target?, _ context: inout Context
  ) -> String? {
    switch item.kind {
    case .step(let call): return write(call, item, up: up, isLive: isLive, target: target, &context)
    case .helper(let call, let function):
      guard let plan = plans[function] else { return up }
      return write(call, plan, item, up: up, isLive: isLive, target: target, &context)
    case .loop(let loop, let body): return write(loop, body, item, up: up, isLive: isLive, &context)
    case .branch(let arms, let isTotal):
      return write(arms, isTotal: isTotal, item, up: up, isLive: isLive, target: target, &context)
    case .opaque: return up
    }
  }

  // MARK: Steps

  private mutating func write(
    _ call: CallFact, _ item: FlowItem, up: String?, isLive: Bool, target: Target?, _ context: inout Context
  ) -> String? {
    guard call.name == "input" || up != nil else {
      leave("'\(call.name)' stands before the flow's first input and would see nothing; remove it or move it", call.stepPlace)
      return up
    }
    let file = facts.file
    let (id, base) = stepID(of: call, context)
    defer { if call.name == "input" { context.hasInput = true } }
    var draft = StepDraft(call, id: id, facts: facts)
    (draft.itemType, draft.hasUpstream, draft.isFollowed) = (context.type, context.hasInput || up != nil, isLive)
    for (rule, actions) in shapes[call.name] ?? [] {
      let count = (draft.edits.count, draft.notes.count, draft.after.count, draft.before.count)
      let wasTrailing = draft.trailing != nil
      for action in actions { action.shape(&draft) }
      for position in count.1..<draft.notes.count { draft.notes[position].rule = draft.notes[position].rule ?? rule.id }
      let isChanged = count.0 < draft.edits.count || count.2 < draft.after.count || count.3 < draft.before.count
        || wasTrailing != (draft.trailing != nil)
      if isChanged, count.1 == draft.notes.count { draft.note(.rewritten, rule.summary, rule: rule.id) }
    }
    let result: Target
    var name: String?
    if call.name == "output" {
      result = .value
    } else if let target {
      result = target
    } else if isLive {
      let chosen = names.variable(base)
      name = chosen
      result = .constant(chosen)
    } else {
      result = .unused
    }
    outcome.notes += draft.notes
    note("'\(context.flow).\(call.name)' becomes '\(draft.namespace).\(draft.operation)'", at: call.stepPlace)

    var upstream = up ?? ""
    let start = item.place.range.lowerBound
    let indent = file.indentation(at: start)
    for neighbour in draft.before {
      let made = names.variable(base + "_" + neighbour.suffix)
      outcome.edits.append(
        .insert("let \(made) = \(neighbour.operation)(\(id.with(neighbour.suffix)), \(upstream)) \(neighbour.closure)\(file.newline)\(indent)", at: start))
      upstream = made
    }
    let raw = draft.after.isEmpty ? nil : names.variable(base + (draft.namespace == "wop" ? "_windows" : "_steps"))
    let prefix = raw.map { "let \($0) = " } ?? result.prefix
    if !prefix.isEmpty { outcome.edits.append(.insert(prefix, at: start)) }
    if let whole = draft.whole {
      let from = call.basePlace?.range.lowerBound ?? call.place.range.lowerBound
      outcome.edits.append(Edit(from..<call.place.range.upperBound, pieces: whole(id.text, upstream)))
    } else {
      outcome.edits += operatorEdits(draft, id: id, up: call.name == "input" ? flowText(call, context) : upstream) + draft.edits
    }
    var below = raw ?? ""
    var following = ""
    for (position, neighbour) in draft.after.enumerated() {
      let isLast = position == draft.after.count - 1
      let made = isLast ? result.prefix : "let \(names.variable(base + "_" + neighbour.suffix)) = "
      following += "\(file.newline)\(indent)\(made)\(neighbour.operation)(\(id.with(neighbour.suffix)), \(below)) \(neighbour.closure)"
      below = String(made.dropFirst(4).prefix { $0 != " " })
    }
    if !following.isEmpty { outcome.edits.append(.insert(following, at: file.endOfLine(after: item.place.range.upperBound))) }
    if call.name != "output" { context.type = types.after(call, before: context.type) }
    return call.name == "output" ? up : name ?? result.name ?? up
  }

  private func flowText(_ call: CallFact, _ context: Context) -> String {
    call.basePlace.map { facts.file.text($0.range) } ?? context.flow
  }

  /// The edits inside a call: namespace for the flow, the operator's name, id and upstream.
  private func operatorEdits(_ draft: StepDraft, id: StepID, up: String) -> [Edit] {
    let call = draft.call
    var edits: [Edit] = []
    if let base = call.basePlace { edits.append(.replace(base.range, with: draft.namespace)) }
    if draft.operation != call.name { edits.append(.replace(call.namePlace.range, with: draft.operation)) }
    if call.hasStepID, let first = call.unlabelled.first {
      if first.text != id.text { edits.append(.replace(first.place.range, with: id.text)) }
      edits.append(.insert(", \(up)", at: first.place.range.upperBound))
      return edits
    }
    let text = "\(id.text), \(up)"
    if let trailing = draft.trailing, let callback = call.callback, let close = call.syntax.rightParen {
      let end = close.endPositionBeforeTrailingTrivia.utf8Offset
      return edits + [Edit(callback.wholePlace.range.lowerBound..<end, pieces: [.text(text + ")")] + trailing)]
    }
    guard let paren = call.syntax.leftParen else {
      return edits + [.insert("(\(text))", at: call.namePlace.range.upperBound)]
    }
    if let first = call.arguments.first(where: { !$0.isTrailing }) {
      return edits + [.insert(text + ", ", at: first.wholePlace.range.lowerBound)]
    }
    return edits + [.insert(text, at: paren.endPositionBeforeTrailingTrivia.utf8Offset)]
  }

  /// The id a step gets, and the words its stream is named after.
  private mutating func stepID(of call: CallFact, _ context: Context) -> (StepID, base: String) {
    guard call.hasStepID, let first = call.unlabelled.first else {
      let base = names.id(context.prefix + StepName.wanted(for: call))
      return (StepID(form: .literal(base + context.suffix)), nameBase(base, context))
    }
    if let written = first.stringValue {
      let base = names.id(context.prefix + written.replacing(".", with: "_"))
      return (StepID(form: .literal(base + context.suffix)), nameBase(base, context))
    }
    let base = StepName.snakeCase(call.name)
    if let literal = first.expression.as(StringLiteralExprSyntax.self), context.prefix.isEmpty {
      return (StepID(form: .literal(literal.segments.description)), base)
    }
    let text = context.prefix.isEmpty ? first.text : "\"\(context.prefix)\\(\(first.text))\""
    return (StepID(form: context.prefix.isEmpty ? .expression(text) : .literal(String(text.dropFirst().dropLast()))), base)
  }

  private func nameBase(_ id: String, _ context: Context) -> String { String(id.dropFirst(context.prefix.count)) }

  private mutating func note(_ message: String, at place: Place) {
    outcome.notes.append(.init(action: .rewritten, message: message, place: place, rule: rule))
  }

  private mutating func leave(_ message: String, _ place: Place) { outcome = outcome + .left(message, at: place) }

  // MARK: Loops

  private mutating func write(
    _ loop: FlowLoop, _ body: FlowBlock, _ item: FlowItem, up: String?, isLive: Bool, _ context: inout Context
  ) -> String? {
    var inner = context
    let round = counter(loop, body, item)
    inner.suffix += round.suffix
    defer { if let name = round.index { names.release(name) } }
    let isCarried = liveness.produces(body) && (isLive || liveness.needs(body, after: false))
    guard isCarried else {
      _ = thread(body, up: up, exit: .none, &inner)
      return up
    }
    guard let up else {
      leave("the flow's first input stands in a loop; move it before the loop", item.place)
      return nil
    }
    if let start = context.type, let end = end(of: body, start), start != end {
      leave("a round of the loop changes the type of the items from \(start) to \(end)", item.place)
      return up
    }
    let name = carrier(of: up, before: item)
    _ = thread(body, up: name, exit: .assignment(name), &inner)
    return name
  }

  /// A variable that holds the stream and can take another: `up` itself if it is one.
  private mutating func carrier(of up: String, before item: FlowItem) -> String {
    if variables.contains(up) { return up }
    let name = names.variable("stream")
    variables.insert(name)
    put("var \(name) = \(up)", before: item)
    return name
  }

  private mutating func put(_ line: String, before item: FlowItem) {
    let start = item.place.range.lowerBound
    outcome.edits.append(.insert(line + facts.file.newline + facts.file.indentation(at: start), at: start))
  }

  /// What makes the ids of a loop's steps differ from one round to the next; the loop may get a counter for it.
  private mutating func counter(_ loop: FlowLoop, _ body: FlowBlock, _ item: FlowItem) -> (suffix: String, index: String?) {
    guard needsCounter(body) else { return ("", nil) }
    guard case .each(let node, let name, let isCounting) = loop else {
      let round = names.variable("round")
      put("var \(round) = 0", before: item)
      if let first = body.statements.first {
        let start = facts.file.place(of: first).range.lowerBound
        outcome.edits.append(.insert("\(round) += 1\(facts.file.newline)\(facts.file.indentation(at: start))", at: start))
      }
      return ("_\\(\(round))", nil)
    }
    if isCounting, let name { return ("_\\(\(name))", nil) }
    let index = names.variable("index")
    let pattern = facts.file.place(of: node.pattern).range
    if isCounting {
      outcome.edits.append(.replace(pattern, with: index))
      return ("_\\(\(index))", index)
    }
    outcome.edits.append(.insert("(\(index), ", at: pattern.lowerBound))
    outcome.edits.append(.insert(")", at: pattern.upperBound))
    let sequence = facts.file.place(of: node.sequence).range
    let isSimple = !node.sequence.is(SequenceExprSyntax.self)
    if !isSimple { outcome.edits.append(.insert("(", at: sequence.lowerBound)) }
    outcome.edits.append(.insert((isSimple ? "" : ")") + ".enumerated()", at: sequence.upperBound))
    return ("_\\(\(index))", index)
  }

  private func needsCounter(_ body: FlowBlock) -> Bool {
    body.items.contains { item in
      switch item.kind {
      case .step(let call): !call.hasStepID || call.unlabelled.first?.stringValue != nil
      case .helper: true
      case .loop(_, let inner): needsCounter(inner)
      case .branch(let arms, _): arms.contains(where: needsCounter)
      case .opaque: false
      }
    }
  }

  // MARK: Branches

  private mutating func write(
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
      if case .assignment? = target { each(arms, up: up, exit: .assignment(name), &context) } else { each(arms, up: up, exit: .constant(name), &context) }
      return name
    }
    let ends = Set(arms.map { end(of: $0, context.type) } + (isTotal ? [] : [context.type])).compactMap { $0 }
    if ends.count > 1 {
      leave("the branches end with items of different types (\(ends.sorted().joined(separator: ", "))); give each its own output", item.place)
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
  private func end(of block: FlowBlock, _ start: String?) -> String? {
    block.items.reduce(start) { type, item in
      switch item.kind {
      case .step(let call): types.after(call, before: type ?? types.needed(by: call))
      case .helper(_, let function): plans[function].flatMap { liveness.produces($0.block) ? $0.outType : type }
      case .branch(let arms, _): arms.lazy.compactMap { end(of: $0, type) }.first
      case .loop(_, let body): end(of: body, type)
      case .opaque: nil
      }
    }
  }

  private func base(of arm: FlowBlock) -> String {
    guard case .step(let call)? = arm.items.last?.kind else { return "stream" }
    return call.stringID ?? StepName.wanted(for: call)
  }

  /// Whether an arm is one statement, one step, and nothing has to stand beside it.
  private func isOneStep(_ arm: FlowBlock) -> Bool {
    guard arm.statements.count == 1, arm.items.count == 1, case .step(let call)? = arm.items.first?.kind, call.name != "output" else { return false }
    var draft = StepDraft(call, id: StepID(form: .literal("")), facts: facts)
    for (_, actions) in shapes[call.name] ?? [] { for action in actions { action.shape(&draft) } }
    return draft.after.isEmpty && draft.before.isEmpty
  }

  /// Threads arms of which one runs: each may use the ids the others use.
  private mutating func each(_ arms: [FlowBlock], up: String?, exit: Exit, _ context: inout Context) {
    let before = names.ids
    var all = before
    let start = context.type
    for arm in arms {
      names.replaceIDs(before)
      var inner = context
      inner.type = start
      _ = thread(arm, up: up, exit: exit, &inner)
      all.formUnion(names.ids)
      if !arm.items.isEmpty { context.type = inner.type }
    }
    names.replaceIDs(all)
  }

  /// The written type of a stream. Foundation has a `Stream` too, so beside it ours is written with its module.
  private func streamType(_ item: String) -> String {
    if let parts = TupleType.parts(of: item), parts.count == 2, parts[0] == "String" { return "KeyedStream<\(parts[1])>" }
    let flowModule = facts.imports.first { EraVocabulary.eras(ofModule: $0.module) != nil }?.module ?? "Bytewax"
    return facts.imports.contains { $0.module == "Foundation" } ? "\(flowModule).Stream<\(item)>" : "Stream<\(item)>"
  }

  // MARK: Helpers

  private mutating func write(
    _ call: CallFact, _ plan: HelperPlan, _ item: FlowItem, up: String?, isLive: Bool, target: Target?, _ context: inout Context
  ) -> String? {
    let takesStream = liveness.needs(plan.block, after: plan.returnsStream)
    if takesStream, up == nil {
      leave("'\(call.name)' stands before the flow's first input and would see nothing; move it", item.place)
      return up
    }
    var parts: [String] = []
    let wanted = names.id(context.prefix + StepName.snakeCase(call.name))
    if plan.takesStepID { parts.append("\"\(wanted)\(context.suffix)\"") }
    if let position = plan.position, position < call.arguments.count {
      let argument = call.arguments[position]
      if takesStream {
        let text = liveness.takesFlow(plan.block) ? "\(argument.text), \(up ?? "")" : up ?? ""
        outcome.edits.append(.replace(argument.place.range, with: text))
      }
    } else if takesStream {
      if liveness.takesFlow(plan.block) { leave("'\(call.name)' adds inputs to a flow from outside; give it the flow as a parameter", item.place) }
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
    context.type = plan.outType
    return chosen.name ?? up
  }

  /// Rewrites the declaration and the body of a helper.
  mutating func write(_ plan: HelperPlan) {
    let function = plan.function
    let takesStream = liveness.needs(plan.block, after: plan.returnsStream)
    let takesFlow = liveness.takesFlow(plan.block)
    names.enterFunction()
    variables = []
    if plan.takesStepID { names.replaceIDs([]) }
    let up = takesStream ? names.variable("up") : nil
    guard let clause = function.parameterClause else { return }
    if plan.returnsStream, function.returnType != nil || function.hasEarlyReturn {
      return leave("'\(function.name)' returns on its own; make it return the stream by hand", function.namePlace)
    }
    if takesStream, plan.calls == 0 || plan.isGivenDifferentTypes {
      let reason = plan.calls == 0 ? "is not called in this file" : "is given streams of different types"
      return leave("'\(function.name)' adds steps to a flow, but \(reason); make it a function over streams by hand", function.namePlace)
    }
    if takesStream, !takesFlow, plan.position != nil, plan.flow.uses.contains(where: \.isOtherThanSteps) {
      return leave("'\(function.name)' uses the flow for more than its steps; make it a function over streams by hand", function.namePlace)
    }
    var first: [String] = []
    if plan.takesStepID { first.append("_ stepID: String") }
    if let up {
      guard let type = plan.inType else {
        return leave("the type of the items that '\(function.name)' receives cannot be seen; write it in its first step's closure", function.namePlace)
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
        return leave("the type of the items that '\(function.name)' makes cannot be seen; write '-> Type' in its last step's closure", function.namePlace)
      }
      outcome.edits.append(.insert(" -> \(streamType(type))", at: function.endOfSignature(facts.file)))
    }
    var context = Context(type: plan.inType, flow: plan.flow.name)
    if plan.takesStepID { context.prefix = "\\(stepID)_" }
    _ = thread(plan.block, up: up, exit: plan.returnsStream ? .returned : .none, &context)
  }
}

extension DataflowUse {
  fileprivate var isOtherThanSteps: Bool {
    switch kind {
    case .step, .passed: false
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
