import RuleBook
import SourceFacts
import SwiftSyntax

/// Replaces a method's first parameter; where the body reads the old one, its `value` is made there. With its `old-type` it can be
/// given back.
struct ReplaceParameter: RuleAction {
  static let verb = "replace-parameter"
  let old: String
  let label: String
  let type: String
  let value: String?

  init(_ argument: RuleValue, in rule: Rule) throws {
    old = try rule.entry("old", of: argument, for: Self.verb)
    label = try rule.entry("label", of: argument, for: Self.verb)
    type = try rule.entry("type", of: argument, for: Self.verb)
    value = argument.table["value"]
  }

  static func inverse(of argument: RuleValue, finding find: [String: RuleValue]) -> RuleInverse? {
    let table = argument.table
    guard let old = table["old"], let oldType = table["old-type"], let label = table["label"] else { return nil }
    return RuleInverse(finding: find, verb, .table(["old": label, "label": old, "type": oldType]))
  }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, let parameter = method.parameters.first, parameter.label == old else {
      return .nothingToDo
    }
    var outcome = Outcome.edits([.replace(parameter.place.range, with: "\(label): \(type)")])
    guard let body = method.body else { return outcome }
    var forwarded = 0
    for call in facts.calls where call.function == method.index {
      guard let argument = call.argument(labelled: old), let place = argument.labelPlace,
        call.name == method.name || ["buildPart", "build"].contains(call.name)
      else { continue }
      guard facts.isDroppable(argument.expression) else {
        return .left("'\(old):' is given '\(argument.text)' here, which would no longer be evaluated; put it into a constant before the call", at: call.place)
      }
      outcome.edits.append(.replace(place.range, with: label))
      outcome.edits.append(.replace(argument.place.range, with: label))
      if argument.text == parameter.name { forwarded += 1 }
    }
    let reads = NameReads.places(of: parameter.name, in: body, file: facts.file).count
    guard reads > forwarded else { return outcome }
    guard let value else { return .left("the body reads '\(parameter.name)', which is not given any more", at: method.namePlace) }
    outcome.edits += BodyStart(facts.file, body).insert(["let \(parameter.name) = \(value)"])
    return outcome
  }
}

/// Where statements may be put in front of a body's own.
struct BodyStart {
  private let file: ParsedFile
  private let statements: CodeBlockItemListSyntax
  private let leftBrace: TokenSyntax
  private let rightBrace: TokenSyntax

  init(_ file: ParsedFile, _ body: CodeBlockSyntax) {
    self.file = file
    (statements, leftBrace, rightBrace) = (body.statements, body.leftBrace, body.rightBrace)
  }

  init(_ file: ParsedFile, _ closure: ClosureExprSyntax) {
    self.file = file
    (statements, leftBrace, rightBrace) = (closure.statements, closure.leftBrace, closure.rightBrace)
  }

  /// What stands before the lines of the body, once it has lines of its own.
  var indent: String {
    let start = statements.first.map { file.place(of: $0).range.lowerBound }
    if let start, file.startsLine(start) { return file.indentation(at: start) }
    return file.indentation(at: leftBrace.positionAfterSkippingLeadingTrivia.utf8Offset) + file.indentUnit
  }

  /// Edits that put `lines` first; a body that is a single value gets its `return`, and one on the braces' line its own lines.
  func insert(_ lines: [String]) -> [Edit] {
    guard let first = statements.first else { return [] }
    let start = file.place(of: first).range.lowerBound
    let newline = file.newline
    let needsReturn = statements.count == 1 && first.item.isValue
    let value = needsReturn ? "return " : ""
    if file.startsLine(start) {
      return [.insert(lines.map { $0 + newline + indent }.joined() + value, at: start)]
    }
    let outer = file.indentation(at: leftBrace.positionAfterSkippingLeadingTrivia.utf8Offset)
    let inner = newline + indent
    let end = file.place(of: statements).range.upperBound
    let close = rightBrace.positionAfterSkippingLeadingTrivia.utf8Offset
    let before = (file.bytes[..<start].lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? start - 1) + 1
    return [
      .replace(before..<start, with: lines.map { inner + $0 }.joined() + inner + value),
      .replace(end..<close, with: newline + outer),
    ]
  }
}

extension CodeBlockItemSyntax.Item {
  /// Whether the item is an expression whose value a body of one statement would return.
  var isValue: Bool {
    guard case .expr(let expression) = self else { return false }
    return !expression.is(SequenceExprSyntax.self) || !expression.sourceText.contains(" = ")
  }
}
