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
    let name = callback.text.prefix { $0 != "(" }
    guard let function = facts.function(named: String(name)) else {
      return .left("'\(callback.text)' is not declared in this file; take its first parameter away by hand", at: callback.place)
    }
    guard function.parameters.count == count else { return .nothingToDo }
    let label = function.parameters[1].label.map { "\($0): " } ?? ""
    let first = function.parameters[0].label.map { "\($0): " } ?? ""
    let attempt = function.isThrowing ? "try " : ""
    let parameter = function.parameters[1]
    let closure = "{ (\(parameter.name): \(parameter.type)) in \(attempt)\(name)(\(first)\(value), \(label)\(parameter.name)) }"
    guard let close = call.syntax.rightParen, let before = call.arguments.dropLast().last else {
      return .edits([.replace(callback.place.range, with: closure)])
    }
    let range = before.place.range.upperBound..<close.endPositionBeforeTrailingTrivia.utf8Offset
    return .edits([.replace(range, with: ") " + closure)])
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
    return .edits(second.map { .replace($0.range, with: "$0") } + first.map { .replace($0.range, with: value) })
  }
}
