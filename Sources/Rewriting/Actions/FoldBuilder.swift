import RuleBook
import SourceFacts
import SwiftSyntax

/// Folds a `builder:` into the mapper beside it: the mapper meets `nil` and makes the first state itself.
///
/// A closure, and a function of this file that nothing else uses, is changed; any other mapper is wrapped. What was evaluated once, as the
/// step was made, still is.
struct FoldBuilder: RuleAction {
  static let verb = "fold-builder"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site, let builder = call.argument(labelled: "builder"),
      let mapper = call.arguments.last, mapper.label != "builder"
    else { return .nothingToDo }
    guard !JoinEmission.applies(to: call, facts) else { return .nothingToDo }
    let first = Builder(builder.expression, facts)
    guard !first.mayMakeNil(facts) else {
      return .left("the state is optional, and a state that is nil means no state in the new era; keep it in a struct", at: builder.place)
    }
    guard OnceValue.canKeep(builder.expression, beside: [mapper.expression]) else {
      return .left("what 'builder:' captures goes by a name that the mapper uses too; give it another name", at: builder.place)
    }
    for argument in [builder, mapper] {
      if let problem = OnceValue.problem(with: argument.expression, facts) { return .left(problem, at: call.place) }
    }
    guard let removal = remove(builder, from: call, mapper, facts) else {
      return .left("'builder:' and the mapper are written in a way that cannot be folded; do it by hand", at: call.place)
    }
    if let closure = mapper.closure, closure.parameters.count == 2 {
      return .edits(removal + fold(closure, first, facts))
    }
    if mapper.expression.is(DeclReferenceExprSyntax.self), let function = facts.function(named: mapper.expression), facts.mentions[function.name] == 1, function.isOriginal,
      function.parameters.count == 2, let body = function.body, let state = function.parameters.first,
      let text = first.inlined(into: body.statements, facts)
    {
      let start = BodyStart(facts.file, body)
      return .edits(removal + facts.file.optional(state.syntax.type) + begin(start, body.statements, state.name, text, first, facts))
    }
    if let closure = mapper.closure, closure.signature?.parameterClause == nil { return .edits(removal + named(closure, first, facts)) }
    guard mapper.closure == nil, let close = call.syntax.rightParen, !mapper.isTrailing else {
      return .left("the mapper does not take two parameters; fold 'builder:' into it by hand", at: mapper.place)
    }
    return .edits([wrap(mapper, of: call, close, first, facts)])
  }

  /// Takes `builder:` out of the call and leaves the comments beside it; when it was a trailing closure the mapper after it loses its label.
  private func remove(_ builder: ArgumentFact, from call: CallFact, _ mapper: ArgumentFact, _ facts: FlowFacts) -> [Edit]? {
    let (start, end) = (builder.wholePlace.range.lowerBound, builder.wholePlace.range.upperBound)
    func delete(_ range: Range<Int>) -> [Edit] { [.delete(range, around: builder.place, in: facts.file)] }
    if builder.isTrailing { return mapper.isTrailing ? delete(start..<mapper.place.range.lowerBound) : nil }
    guard let position = call.arguments.firstIndex(where: { $0.wholePlace == builder.wholePlace }), position + 1 < call.arguments.count
    else { return nil }
    let next = call.arguments[position + 1]
    if !next.isTrailing { return delete(start..<next.wholePlace.range.lowerBound) }
    return delete((position > 0 ? call.arguments[position - 1].place.range.upperBound : start)..<end)
  }

  private func fold(_ closure: ClosureExprSyntax, _ first: Builder, _ facts: FlowFacts) -> [Edit] {
    let file = facts.file
    let edits = closure.parameters[0].type.map(file.optional) ?? []
    let name = closure.parameters[0].name.identifierText
    let isRead = name != "_" && closure.statements.contains { NameReads.contains(name, in: $0) }
    if !isRead, first.isPure { return edits }
    // Nobody may ask for the state, but what makes it does more than that.
    let renaming = ParameterRenaming(closure, isRead ? [] : ["_"], hiding: first.expression, copiesState: copy(of: name, in: closure.statements) != nil, facts)
    let (text, capture) = first.placed(in: closure, hiding: renaming.names, facts)
    let all = edits + ClosureHead(closure: closure, file: file).insert(captures: capture) + renaming.edits
    let start = BodyStart(file, closure)
    guard let renamed = renaming.names[name] else {
      return all + (isRead ? begin(start, closure.statements, name, text, first, facts) : start.insert(["_ = \(first.attempt)\(name) ?? \(text(start.indent))"]))
    }
    return all + start.insert(["\(isRead ? "let \(renamed)" : "_") = \(first.attempt)\(renamed) ?? \(text(start.indent))"])
  }

  /// The state where the first statement does nothing but copy it, and nothing else reads it.
  private func copy(of name: String, in statements: CodeBlockItemListSyntax) -> ExprSyntax? {
    guard let copies = statements.first?.item.as(VariableDeclSyntax.self)?.bindings, copies.count == 1, let copy = copies.first,
      let value = copy.initializer?.value, value.sourceText == name,
      !statements.dropFirst().contains(where: { copy.pattern.sourceText != name && NameReads.contains(name, in: $0) })
    else { return nil }
    return value
  }

  /// Makes the state what it was in the body's own terms, in the statement that copies it if there is one.
  private func begin(
    _ start: BodyStart, _ statements: CodeBlockItemListSyntax, _ name: String, _ text: Builder.Text, _ first: Builder, _ facts: FlowFacts
  ) -> [Edit] {
    if let value = copy(of: name, in: statements) {
      let place = facts.file.place(of: value).range
      let attempt = first.attempt.isEmpty ? [] : [Edit.insert(first.attempt, at: place.lowerBound)]
      return attempt + [.insert(" ?? \(text(start.indent))", at: place.upperBound)]
    }
    if first.isPure, !statements.contains(where: { NameReads.contains(name, in: $0) }) { return [] }
    return start.insert(["let \(name) = \(first.attempt)\(name) ?? \(text(start.indent))"])
  }

  /// Gives the parameters of a closure that counts them names, and folds.
  private func named(_ closure: ClosureExprSyntax, _ first: Builder, _ facts: FlowFacts) -> [Edit] {
    let file = facts.file
    let (state, value) = (FreshName.unused("state", in: [closure, first.expression]), FreshName.unused("value", in: [closure, first.expression]))
    let reads = ["$0": state, "$1": value].flatMap { number, name in
      NameReads.places(of: number, in: closure.statements, file: file).map { Edit.replace($0.range, with: name) }
    }
    let (text, capture) = first.placed(in: closure, facts)
    let body = BodyStart(file, closure)
    return ClosureHead(closure: closure, file: file).insert(captures: capture, parameters: "\(state), \(value)") + reads
      + body.insert(["let \(state) = \(first.attempt)\(state) ?? \(text(body.indent))"])
  }

  /// Puts a closure that makes the first state around a mapper that cannot be changed.
  private func wrap(
    _ mapper: ArgumentFact, of call: CallFact, _ close: TokenSyntax, _ first: Builder, _ facts: FlowFacts
  ) -> Edit {
    let others: [any SyntaxProtocol] = [mapper.expression, first.expression]
    let (state, value) = (FreshName.unused("state", in: others), FreshName.unused("value", in: others))
    let attempt = facts.canThrow(mapper.expression) || !first.attempt.isEmpty ? "try " : ""
    let types = ValueTypes(facts).callback(mapper.expression).parameters
    var parameters = "\(state), \(value)"
    if types.count == 2, let stateType = types[0], let valueType = types[1] {
      parameters = "(\(state): \(TypeText.optional(stateType)), \(value): \(valueType))"
    }
    let made = first.once(avoiding: [mapper.expression], facts)
    let applied = OnceValue(mapper.expression, called: "mapper", avoiding: [first.expression], facts)
    // The builder stands before the mapper.
    let captures = OnceValue.list([made, applied].compactMap { $0 })
    let before = call.arguments.last { !$0.isTrailing && $0.label != "builder" && $0.wholePlace != mapper.wholePlace }
    let from = before?.place.range.upperBound ?? mapper.place.range.lowerBound
    let text = first.hasOwnCaptures ? first.text(facts.file.indentation(at: from)) : made.map { $0.text + "()" } ?? first.text(facts.file.indentation(at: from))
    let function: Edit.Piece = applied.capture == nil ? .source(mapper.place.range) : .text(applied.text)
    return Edit(
      from..<close.endPositionBeforeTrailingTrivia.utf8Offset,
      pieces: [.text(") { ")] + captures + [.text("\(parameters) in \(attempt)"), function, .text("(\(state) ?? \(text), \(value)) }")])
  }
}
