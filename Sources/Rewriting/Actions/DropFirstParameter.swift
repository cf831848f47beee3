import RuleBook
import SourceFacts
import SwiftSyntax

/// Takes the first parameter away from a callback; where the callback reads it, `value` takes its place. With its `name` and `type` it can
/// be given back.
struct DropFirstParameter: RuleAction {
  static let verb = "drop-first-parameter"
  /// How many parameters the callback has before.
  let count: Int
  let value: String

  init(_ argument: RuleValue, in rule: Rule) throws {
    value = try rule.entry("value", of: argument, for: Self.verb)
    count = Int(try rule.entry("count", of: argument, for: Self.verb)) ?? 2
  }

  static func inverse(of argument: RuleValue, finding find: [String: RuleValue]) -> RuleInverse? {
    let table = argument.table
    guard let name = table["name"], let type = table["type"], let count = table["count"].flatMap({ Int($0) }) else { return nil }
    return RuleInverse(finding: find, AddFirstParameter.verb, .table(["name": name, "type": type, "count": "\(count - 1)"]))
  }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site, let callback = call.callback else { return .nothingToDo }
    if let closure = callback.closure { return drop(closure, facts) }
    let function = facts.function(named: callback.expression)
    if function == nil, facts.isSettled(callback.expression), facts.meaning(of: callback.expression).declaration == nil {
      return .left("'\(callback.text)' is not declared in this file; take its first parameter away by hand", at: callback.place)
    }
    if let function, function.parameters.count != count { return .nothingToDo }
    guard count == 2 else { return .left("the callback cannot be seen here; take its first parameter away by hand", at: callback.place) }
    if let problem = OnceValue.problem(with: callback.expression, facts) { return .left(problem, at: callback.place) }
    let made = OnceValue(callback.expression, called: "builder", facts)
    let second = function?.parameters[1]
    let name = FreshName.unused(second?.name ?? "state", in: [callback.expression])
    let parameter = second.map { "(\(name): \($0.type))" } ?? name
    let attempt = facts.canThrow(callback.expression) ? "try " : ""
    let applied: Edit.Piece = made.capture == nil ? .source(callback.place.range) : .text(made.text)
    // A function that is called by its own name is given its labels.
    let labels = made.capture == nil && callback.expression.plainName != nil ? function?.parameters.map { $0.label.map { "\($0): " } ?? "" } : nil
    let given = labels.map { "\($0[0])\(value), \($0[1])\(name)" } ?? "\(value), \(name)"
    let closure = [.text("{ ")] + OnceValue.list([made]) + [.text("\(parameter) in \(attempt)"), applied, .text("(\(given)) }")]
    guard let close = call.syntax.rightParen, let before = call.arguments.dropLast().last else {
      return .edits([Edit(callback.place.range, pieces: closure)])
    }
    let range = before.place.range.upperBound..<close.endPositionBeforeTrailingTrivia.utf8Offset
    return .edits([Edit(range, pieces: [.text(") ")] + closure)])
  }

  private func drop(_ closure: ClosureExprSyntax, _ facts: FlowFacts) -> Outcome {
    let file = facts.file
    let parameters = closure.parameters
    guard let clause = closure.signature?.parameterClause else { return shift(closure, file) }
    guard parameters.count == count else { return .nothingToDo }
    var edits: [Edit]
    switch clause {
    case .simpleInput(let list):
      let parts = Array(list)
      edits = [.delete(file.place(of: parts[0]).range.lowerBound..<file.place(of: parts[1]).range.lowerBound)]
    case .parameterClause(let clause):
      let parts = Array(clause.parameters)
      edits = [.delete(file.place(of: parts[0]).range.lowerBound..<file.place(of: parts[1]).range.lowerBound)]
    }
    let name = parameters[0].name.identifierText
    if closure.statements.contains(where: { NameReads.contains(name, in: $0) }) {
      edits += BodyStart(file, closure).insert(["let \(name) = \(value)"])
    }
    return .edits(edits)
  }

  private func shift(_ closure: ClosureExprSyntax, _ file: ParsedFile) -> Outcome {
    let second = NameReads.places(of: "$1", in: closure.statements, file: file)
    guard !second.isEmpty else { return .nothingToDo }
    let first = NameReads.places(of: "$0", in: closure.statements, file: file)
    if first.count < 2 { return .edits(second.map { .replace($0.range, with: "$0") } + first.map { .replace($0.range, with: value) }) }
    // What is read twice is the same both times.
    let (now, state) = (FreshName.unused("now", in: [closure]), FreshName.unused("state", in: [closure]))
    return .edits(
      ClosureHead(closure: closure, file: file).insert(captures: nil, parameters: state)
        + BodyStart(file, closure).insert(["let \(now) = \(value)"])
        + second.map { .replace($0.range, with: state) } + first.map { .replace($0.range, with: now) })
  }
}
