import RuleBook
import SourceFacts
import SwiftSyntax

/// Takes a method's first parameter away. Where the body reads it, its value is what the method named by `from` gave
/// last: read again if that method only looks something up and nothing else runs in between, kept in a property
/// otherwise; or a fresh `value`. With its `type` it can be given back.
struct RemoveParameter: RuleAction {
  static let verb = "remove-parameter"
  let label: String
  let source: String?
  let value: String?

  init(_ argument: RuleValue, in rule: Rule) throws {
    label = try rule.entry("label", of: argument, for: Self.verb)
    source = argument.table["from"]
    value = argument.table["value"]
  }

  static func inverse(of argument: RuleValue, finding find: [String: RuleValue]) -> RuleInverse? {
    guard let label = argument.table["label"], let type = argument.table["type"] else { return nil }
    return RuleInverse(finding: find, AddParameter.verb, .table(["label": label, "type": type]))
  }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, let parameter = method.parameters.first, parameter.label == label,
      let clause = method.parameterClause
    else { return .nothingToDo }
    let next = clause.parameters.dropFirst().first
    // An only parameter may have a comma behind it, too.
    let end = next.map { facts.file.place(of: $0).range.lowerBound } ?? facts.file.place(of: parameter.syntax).range.upperBound
    var outcome = Outcome.edits([.delete(parameter.place.range.lowerBound..<end, around: parameter.place, in: facts.file)])
    outcome = outcome + calls(of: method, facts)
    guard let body = method.body, NameReads.contains(parameter.name, in: body) else { return outcome }
    if let value {
      outcome.edits += BodyStart(facts.file, body).insert(["let \(parameter.name) = \(value)"])
      return outcome
    }
    return outcome + remembered(parameter, of: method, body, facts)
  }

  private func calls(of method: FunctionFact, _ facts: FlowFacts) -> Outcome {
    var outcome = Outcome.nothingToDo
    for call in facts.calls(named: method.name) where call.function != nil {
      guard let argument = call.arguments.first, argument.label == label else { continue }
      guard facts.isDroppable(argument.expression) else {
        return .left(
          "'\(label):' is given '\(argument.text)' here, which would no longer be evaluated; put it into a constant before the call",
          at: call.place)
      }
      let end = call.arguments.dropFirst().first { !$0.isTrailing }?.wholePlace.range.lowerBound
      outcome.edits.append(
        .delete(
          argument.wholePlace.range.lowerBound..<(end ?? argument.wholePlace.range.upperBound), around: argument.wholePlace,
          in: facts.file))
    }
    return outcome
  }

  private func remembered(
    _ parameter: ParameterFact, of method: FunctionFact, _ body: CodeBlockSyntax, _ facts: FlowFacts
  ) -> Outcome {
    let name = parameter.name
    guard let source, let type = method.type.map({ facts.types[$0] }) else {
      return .left("the body reads '\(name)', which is no longer given", at: method.namePlace)
    }
    let start = BodyStart(facts.file, body)
    guard let giver = type.inherited.isEmpty ? nil : type.methods.map({ facts.functions[$0] }).first(where: { $0.name == source })
    else {
      return .edits(start.insert(["let \(name): Date? = nil"]))
    }
    if parameter.type == "Date" { return kept(parameter, giver, method, type, start, facts) }
    if giver.isLookUp(facts) { return .edits(start.insert(["let \(name) = \(source)()"])) }
    guard let returns = giver.returnStatements, !returns.isEmpty else {
      return .left("the body reads '\(name)'; keep what '\(source)' returned in a property and read that", at: method.namePlace)
    }
    let property = "lastAwake"
    guard !facts.identifiers.contains(property), let first = type.members.members.first else {
      return .left("the body reads '\(name)'; keep what '\(source)' returned in a property and read that", at: method.namePlace)
    }
    let file = facts.file
    var edits = start.insert(["let \(name) = \(property)"])
    let memberStart = file.place(of: first).range.lowerBound
    edits.append(.insert("private var \(property): Date?\(file.newline)\(file.indentation(at: memberStart))", at: memberStart))
    for statement in returns {
      guard let value = statement.expression else { continue }
      let place = file.place(of: statement)
      let separator = file.startsLine(place.range.lowerBound) ? file.newline + file.indentation(at: place.range.lowerBound) : "; "
      edits.append(
        Edit(
          place.range,
          pieces: [
            .text("\(property) = "), .source(file.place(of: value).range), .text("\(separator)return \(property)"),
          ]))
    }
    return .review("'\(name)' is what '\(source)' returned last, kept in '\(property)'", at: method.namePlace, edits)
  }
}

extension RemoveParameter {
  /// A time that is always there: items may come between the giver's answer and the call, and nil does not take a time
  /// back, so the last time is kept.
  private func kept(
    _ parameter: ParameterFact, _ giver: FunctionFact, _ method: FunctionFact, _ type: TypeFact, _ start: BodyStart,
    _ facts: FlowFacts
  ) -> Outcome {
    let property = "lastNotify"
    guard giver.isLookUp(facts), !facts.identifiers.contains(property), let body = giver.body,
      let first = type.members.members.first,
      let item = body.statements.first?.item, let value = ExprSyntax(item) ?? item.as(ReturnStmtSyntax.self)?.expression
    else {
      return .left(
        "the body reads '\(parameter.name)'; keep what '\(giver.name)' returned in a property and read that", at: method.namePlace
      )
    }
    let memberStart = facts.file.place(of: first).range.lowerBound
    let indent = facts.file.indentation(at: memberStart)
    let edits =
      start.insert(["let \(parameter.name) = \(property) ?? Date()"])
      + BodyStart(facts.file, body).insert(["\(property) = \(value.sourceText) ?? \(property)"])
      + [.insert("private var \(property): Date?\(facts.file.newline)\(indent)", at: memberStart)]
    return .review(
      "'\(parameter.name)' is the time '\(giver.name)' gave last, kept in '\(property)'", at: method.namePlace, edits)
  }
}

extension FunctionFact {
  /// Whether the body is one constant or stored property of its type, so that reading it twice is the same as reading it once.
  func isLookUp(_ facts: FlowFacts) -> Bool {
    guard let value = body?.statements.onlyValue else { return false }
    if value.is(NilLiteralExprSyntax.self) { return true }
    switch facts.meaning(of: value) {
    case .declared(let found):
      if case .variable(_, let binding) = found.kind { return binding.accessorBlock == nil } else { return false }
    case .elsewhere: return facts.names == nil
    case .overloaded, .unknown: return false
    }
  }
}

extension FlowFacts {
  /// Whether nobody notices that an argument is no longer evaluated.
  func isDroppable(_ expression: ExprSyntax) -> Bool {
    if isPure(expression) || expression.plainName != nil || expression.sourceText == "Date()" { return true }
    if let access = expression.as(MemberAccessExprSyntax.self), access.base?.plainName == "self",
      let member = meaning(of: expression).declaration
    {
      if case .variable(_, let binding) = member.kind { return binding.accessorBlock == nil }
    }
    return expression.as(FunctionCallExprSyntax.self).flatMap { function(named: $0.calledExpression) }?.isLookUp(self) == true
  }
}
