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
    return .edits(removal + wrap(mapper, first, facts))
  }

  /// Takes `builder:` out of the call; when it was a trailing closure the mapper after it loses its label.
  private func remove(_ builder: ArgumentFact, from call: CallFact, _ mapper: ArgumentFact, _ facts: FlowFacts) -> [Edit]? {
    if builder.isTrailing {
      guard mapper.isTrailing else { return nil }
      return [.delete(builder.wholePlace.range.lowerBound..<mapper.place.range.lowerBound)]
    }
    guard let position = call.arguments.firstIndex(where: { $0.wholePlace == builder.wholePlace }) else { return nil }
    let next = call.arguments[position + 1]
    if !next.isTrailing { return [.delete(builder.wholePlace.range.lowerBound..<next.wholePlace.range.lowerBound)] }
    guard position > 0 else { return [.delete(builder.wholePlace.range)] }
    return [.delete(call.arguments[position - 1].place.range.upperBound..<builder.wholePlace.range.upperBound)]
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
      let value = copy.initializer?.value, value.trimmedDescription == name,
      !statements.dropFirst().contains(where: { copy.pattern.trimmedDescription != name && NameReads.contains(name, in: $0) })
    {
      return [.insert(" ?? \(first.text)", at: facts.file.place(of: value).range.upperBound)]
    }
    let reads = statements.flatMap { NameReads.places(of: name, in: $0, file: facts.file) }
    if reads.isEmpty { return [] }
    return start.insert(["let \(name) = \(name) ?? \(first.text)"])
  }

  private func wrap(_ mapper: ArgumentFact, _ first: Builder, _ facts: FlowFacts) -> [Edit] {
    let range = mapper.place.range
    let function = facts.function(named: mapper.text)
    let attempt = function?.isThrowing == false ? "" : "try "
    let types = ValueTypes(facts).callback(mapper.expression).parameters
    let parameters: String
    if types.count == 2, let state = types[0], let value = types[1] {
      parameters = "(state: \(state)?, value: \(value))"
    } else {
      parameters = "state, value"
    }
    if mapper.closure != nil {
      return [
        Edit(range, pieces: [.text("{ (state: \(first.type.map { $0 + "?" } ?? "_"), value) in \(attempt)("), .source(range), .text(")(state ?? \(first.text), value) }")])
      ]
    }
    return [
      Edit(range, pieces: [.text("{ \(parameters) in \(attempt)"), .source(range), .text("(state ?? \(first.text), value) }")])
    ]
  }
}

/// What a `builder:` argument makes.
struct Builder {
  /// An expression that makes a state.
  let text: String
  let type: String?

  init(_ expression: ExprSyntax, _ facts: FlowFacts) {
    let types = ValueTypes(facts).callback(expression)
    type = types.result
    guard let closure = expression.as(ClosureExprSyntax.self) else {
      text = expression.trimmedDescription + "()"
      return
    }
    let only = closure.statements.count == 1 ? closure.statements.first?.item : nil
    let value = only.flatMap { ExprSyntax($0) ?? $0.as(ReturnStmtSyntax.self)?.expression }
    if closure.signature == nil, let value {
      text = value.is(SequenceExprSyntax.self) || value.is(TernaryExprSyntax.self) ? "(\(value.trimmedDescription))" : value.trimmedDescription
    } else {
      text = closure.trimmedDescription + "()"
    }
  }
}
