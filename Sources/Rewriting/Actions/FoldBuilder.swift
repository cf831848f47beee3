import RuleBook
import SourceFacts
import SwiftSyntax

/// Folds a `builder:` into the mapper beside it: the mapper meets `nil` and makes the first state itself.
///
/// A closure, and a function of this file that nothing else uses, is changed; any other mapper is wrapped.
struct FoldBuilder: RuleAction {
  static let verb = "fold-builder"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site, let builder = call.argument(labelled: "builder"),
      let mapper = call.arguments.last, mapper.label != "builder"
    else { return .nothingToDo }
    guard !JoinEmission.applies(to: call, facts) else { return .nothingToDo }
    let first = Builder(builder.expression, facts)
    guard let removal = remove(builder, from: call, mapper, facts) else {
      return .left("'builder:' and the mapper are written in a way that cannot be folded; do it by hand", at: call.place)
    }
    if let closure = mapper.closure, closure.parameters.count == 2 {
      return .edits(removal + fold(closure, first, facts))
    }
    if let function = facts.function(named: mapper.text), facts.reads[function.name] == 1, function.parameters.count == 2,
      let body = function.body, let state = function.parameters.first
    {
      let type = Edit.insert("?", at: state.typePlace.range.upperBound)
      return .edits(removal + [type] + begin(BodyStart(facts.file, body), body.statements, state.name, first, facts))
    }
    if let closure = mapper.closure, closure.signature == nil { return .edits(removal + named(closure, first, facts)) }
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
    let parameters = closure.parameters
    let name = parameters[0].name.identifierText
    var edits: [Edit] = []
    if let type = parameters[0].type {
      edits.append(.insert("?", at: file.place(of: type).range.upperBound))
    }
    guard name != "_" else { return edits }
    return edits + begin(BodyStart(file, closure), closure.statements, name, first, facts)
  }

  /// Makes the state what it was in the body's own terms, in the statement that copies it if there is one.
  private func begin(
    _ start: BodyStart, _ statements: CodeBlockItemListSyntax, _ name: String, _ first: Builder, _ facts: FlowFacts
  ) -> [Edit] {
    if let copy = statements.first?.item.as(VariableDeclSyntax.self)?.bindings.first,
      let value = copy.initializer?.value, value.sourceText == name,
      !statements.dropFirst().contains(where: { copy.pattern.sourceText != name && NameReads.contains(name, in: $0) })
    {
      return [.insert(" ?? \(first.text(on: start.indent))", at: facts.file.place(of: value).range.upperBound)]
    }
    let reads = statements.flatMap { NameReads.places(of: name, in: $0, file: facts.file) }
    if reads.isEmpty { return [] }
    return start.insert(["let \(name) = \(name) ?? \(first.text(on: start.indent))"])
  }

  /// Gives the parameters of a closure that counts them names, and folds.
  private func named(_ closure: ClosureExprSyntax, _ first: Builder, _ facts: FlowFacts) -> [Edit] {
    let file = facts.file
    let reads = ["$0": "state", "$1": "value"].flatMap { number, name in
      NameReads.places(of: number, in: closure.statements, file: file).map { Edit.replace($0.range, with: name) }
    }
    let start = closure.leftBrace.endPositionBeforeTrailingTrivia.utf8Offset
    let body = BodyStart(file, closure)
    return [.insert(" state, value in", at: start)] + reads + body.insert(["let state = state ?? \(first.text(on: body.indent))"])
  }

  /// Puts a closure that makes the first state around a mapper that cannot be changed.
  private func wrap(
    _ mapper: ArgumentFact, of call: CallFact, _ close: TokenSyntax, _ first: Builder, _ facts: FlowFacts
  ) -> Edit {
    let attempt = facts.function(named: mapper.text)?.isThrowing == false ? "" : "try "
    let types = ValueTypes(facts).callback(mapper.expression).parameters
    var parameters = "state, value"
    if types.count == 2, let state = types[0], let value = types[1] {
      parameters = "(state: \(state)?, value: \(value))"
    }
    let before = call.arguments.last { !$0.isTrailing && $0.label != "builder" && $0.wholePlace != mapper.wholePlace }
    let from = before?.place.range.upperBound ?? mapper.place.range.lowerBound
    return Edit(
      from..<close.endPositionBeforeTrailingTrivia.utf8Offset,
      pieces: [
        .text(") { \(parameters) in \(attempt)"), .source(mapper.place.range), .text("(state ?? \(first.text(on: facts.file.indentation(at: from))), value) }"),
      ])
  }
}

/// What a `builder:` argument makes.
struct Builder {
  /// An expression that makes a state, on a line with a given indentation.
  private let text: (_ indent: String) -> String

  init(_ expression: ExprSyntax, _ facts: FlowFacts) {
    let file = facts.file
    guard let closure = expression.as(ClosureExprSyntax.self) else {
      text = { _ in expression.sourceText + "()" }
      return
    }
    let only = closure.statements.count == 1 ? closure.statements.first?.item : nil
    let value = only.flatMap { ExprSyntax($0) ?? $0.as(ReturnStmtSyntax.self)?.expression }
    guard closure.signature == nil, let value else {
      text = { file.text(of: closure, onLineIndentedBy: $0) + "()" }
      return
    }
    let isCompound = value.is(SequenceExprSyntax.self) || value.is(TernaryExprSyntax.self)
    text = { isCompound ? "(\(file.text(of: value, onLineIndentedBy: $0)))" : file.text(of: value, onLineIndentedBy: $0) }
  }

  func text(on indent: String) -> String { text(indent) }
}
