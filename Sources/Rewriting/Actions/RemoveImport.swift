import RuleBook
import SourceFacts

/// Takes an import out with its line; what it brought now comes with the module named.
struct RemoveImport: RuleAction {
  static let verb = "remove-import"
  let replacement: String

  init(_ argument: RuleValue, in rule: Rule) throws { replacement = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .importing(let fact) = site else { return .nothingToDo }
    guard facts.imports.contains(where: { $0.module == replacement }) else {
      return .edits([.replace(fact.modulePlace.range, with: replacement)])
    }
    return .edits([.delete(facts.file.lineRange(around: fact.place.range))])
  }
}

extension ParsedFile {
  /// `range` with the rest of its line, when nothing else stands there.
  func lineRange(around range: Range<Int>) -> Range<Int> {
    guard startsLine(range.lowerBound) else { return range }
    var end = range.upperBound
    while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") || bytes[end] == UInt8(ascii: "\r") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") else { return range }
    return range.lowerBound - indentation(at: range.lowerBound).utf8.count..<end + 1
  }
}
