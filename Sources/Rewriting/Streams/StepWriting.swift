import RuleBook
import SourceFacts
import SwiftSyntax

/// Writes one step.
extension StreamWriter {
  /// Writes a step and what stands before and behind it, and gives the stream after it.
  mutating func write(
    _ call: CallFact, _ item: FlowItem, up: String?, isLive: Bool, target: Target?, _ context: inout Context
  ) -> String? {
    guard call.name == "input" || up != nil else {
      leave("'\(call.name)' stands before the flow's first input and would see nothing; remove it or move it", call.stepPlace)
      return up
    }
    let file = facts.file
    var (id, base) = stepID(of: call, context)
    defer { if call.name == "input" { context.hasInput = true } }
    var draft = StepDraft(call, id: id, facts: facts)
    (draft.itemType, draft.hasUpstream, draft.isFollowed) = (context.type, context.hasInput || up != nil, isLive)
    draft.qualifier = qualifier(of: call)
    for (rule, actions) in shapes[call.name] ?? [] {
      let count = (draft.edits.count, draft.notes.count, draft.after.count, draft.before.count)
      let wasTrailing = draft.trailing != nil
      for action in actions { action.shape(&draft) }
      for position in count.1..<draft.notes.count { draft.notes[position].rule = draft.notes[position].rule ?? rule.id }
      let isChanged =
        count.0 < draft.edits.count || count.2 < draft.after.count || count.3 < draft.before.count
        || wasTrailing != (draft.trailing != nil)
      if isChanged, count.1 == draft.notes.count { draft.note(.rewritten, rule.summary, rule: rule.id) }
    }
    let result: Target
    var name: String?
    if call.name == "output" {
      nameType(ofSinkOf: call, context.type)
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
    outcome.edits += draft.atEndOfFile
    note("'\(context.flow).\(call.name)' becomes '\(draft.namespace).\(draft.operation)'", at: call.stepPlace)

    // An id that is computed is computed once, also where several steps have it in theirs.
    if !draft.after.isEmpty || !draft.before.isEmpty, call.hasStepID, let first = call.unlabelled.first,
      !isRepeatable(first.expression)
    {
      let name = names.variable("step_id")
      put("let \(name) = \(id.text)", before: item)
      id = StepID(form: .expression(name))
    }
    var upstream = up ?? ""
    let start = item.place.range.lowerBound
    let indent = file.indentation(at: start)
    for neighbour in draft.before {
      let made = names.variable(base + "_" + neighbour.suffix)
      outcome.edits.append(
        .insert(
          "let \(made) = \(draft.qualifier)\(neighbour.operation)(\(id.with(neighbour.suffix)), \(upstream)) \(neighbour.closure)\(file.newline)\(indent)",
          at: start))
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
      following +=
        "\(file.newline)\(indent)\(made)\(draft.qualifier)\(neighbour.operation)(\(id.with(neighbour.suffix)), \(below)) \(neighbour.closure)"
      below = String(made.dropFirst(4).prefix { $0 != " " })
    }
    if !following.isEmpty { outcome.edits.append(.insert(following, at: file.endOfLine(after: item.place.range.upperBound))) }
    if call.name != "output" { context.type = types.after(call, before: context.type) }
    return call.name == "output" ? up : name ?? result.name ?? up
  }

  /// The flow as the step names it.
  func flowText(_ call: CallFact, _ context: Context) -> String {
    call.basePlace.map { facts.file.text($0.range) } ?? context.flow
  }

  /// The edits inside a call: namespace for the flow, the operator's name, id and upstream.
  func operatorEdits(_ draft: StepDraft, id: StepID, up: String) -> [Edit] {
    let call = draft.call
    var edits: [Edit] = []
    if let base = call.basePlace {
      edits.append(.replace(base.range, with: draft.qualifier + draft.namespace))
    } else {
      edits.append(.insert(draft.qualifier + draft.namespace + ".", at: call.namePlace.range.lowerBound))
    }
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
  mutating func stepID(of call: CallFact, _ context: Context) -> (StepID, base: String) {
    let isStem = !context.suffix.isEmpty
    guard call.hasStepID, let first = call.unlabelled.first else {
      let base = names.id(context.prefix + StepName.wanted(for: call), isStem: isStem)
      return (StepID(form: .literal(base + context.suffix)), nameBase(base, context))
    }
    if let written = first.stringValue {
      if context.prefix.isEmpty, context.suffix.isEmpty, ids.keeps(call) {
        names.give(written)
        return (StepID(form: .literal(written)), written)
      }
      let base = names.id(context.prefix + written.replacing(".", with: "_"), isStem: isStem)
      return (StepID(form: .literal(base + context.suffix)), nameBase(base, context))
    }
    let base = StepName.snakeCase(call.name)
    if OwnStepID(facts: facts).isGiven(to: call) { return (StepID(form: .expression(first.text)), base) }
    if let literal = first.expression.as(StringLiteralExprSyntax.self), context.prefix.isEmpty {
      return (StepID(form: .literal(literal.segments.description)), base)
    }
    let text = context.prefix.isEmpty ? first.text : "\"\(context.prefix)\\(\(first.text))\""
    return (StepID(form: context.prefix.isEmpty ? .expression(text) : .literal(String(text.dropFirst().dropLast()))), base)
  }

  /// Whether an id can be computed again: constants, and texts with constants in them.
  private func isRepeatable(_ id: ExprSyntax) -> Bool {
    let parts = id.as(StringLiteralExprSyntax.self)?.segments.compactMap { $0.as(ExpressionSegmentSyntax.self) }.flatMap(
      \.expressions)
    return parts?.allSatisfy { facts.isSettled($0.expression) } ?? facts.isSettled(id)
  }

  /// What has to stand before `op` where the file has something of that name.
  private mutating func qualifier(of call: CallFact) -> String {
    let taken = EraVocabulary.namespaces.sorted().first { space in
      if case .elsewhere = facts.meaning(of: space, at: Syntax(call.syntax)) { false } else { true }
    }
    guard let taken else { return "" }
    guard facts.imports.contains(where: { $0.module == "Bytewax" }) else {
      leave(
        "'\(taken)' is the file's own here; give it another name, because operators are called through Bytewax's '\(taken)'",
        call.stepPlace)
      return ""
    }
    return "Bytewax."
  }

  /// A sink of standard output that stands in a constant does not see what it is to write, so its type is written there.
  private mutating func nameType(ofSinkOf call: CallFact, _ type: String?) {
    guard let sink = call.unlabelled.dropFirst().first?.expression, sink.plainName != nil, let type,
      case .variable(_, let binding)? = facts.meaning(of: sink).declaration?.kind, binding.typeAnnotation == nil,
      let made = binding.initializer.flatMap({ facts.call(at: $0.value) }), made.name == "StdOutput", made.arguments.isEmpty
    else { return }
    let end = made.namePlace.range.upperBound
    if let known = sinkTypes[end] {
      if known != type {
        leave(
          "'\(sink.sourceText)' writes \(known) in one place and \(type) here; give each output a sink of its own", call.stepPlace
        )
      }
      return
    }
    sinkTypes[end] = type
    outcome.edits.append(.insert("<\(type)>", at: end))
  }

  /// An id without the helper's part.
  func nameBase(_ id: String, _ context: Context) -> String { String(id.dropFirst(context.prefix.count)) }

  /// Adds a remark in the name of the threading rule.
  mutating func note(_ message: String, at place: Place) {
    outcome.notes.append(.init(action: .rewritten, message: message, place: place, rule: rule))
  }

  /// Notes something that cannot be threaded.
  mutating func leave(_ message: String, _ place: Place) { outcome.leave(message, at: place) }
}
