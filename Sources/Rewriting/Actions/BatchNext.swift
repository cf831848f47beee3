import RuleBook
import SourceFacts

/// Puts a `nextBatch` in front of a source's `next`, which stays as it is and gives one item or none.
struct BatchNext: RuleAction {
  static let verb = "batch-next"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, method.isOriginal, method.parameters.isEmpty, let result = method.returnType,
      let item = TupleType.wrapped(result), !facts.hasMethod("nextBatch", beside: method)
    else { return .nothingToDo }
    let effect = method.isThrowing ? " throws" : ""
    let attempt = method.isThrowing ? "try " : ""
    return .edits([
      facts.memberBefore(
        method,
        [
          "func nextBatch()\(effect) -> [\(item)] {", "\tguard let item = \(attempt)next() else { return [] }", "\treturn [item]",
          "}",
        ])
    ])
  }
}

extension FlowFacts {
  /// Whether the type of `method` has a method of this name too.
  func hasMethod(_ name: String, beside method: FunctionFact) -> Bool {
    guard let type = method.type.map({ types[$0].name }) else { return false }
    return !methods(named: name, ofType: type).isEmpty
  }

  /// A member put before `method` with the same access, each tab of `lines` one step of indentation.
  func memberBefore(_ method: FunctionFact, _ lines: [String]) -> Edit {
    let start = file.startOfDeclaration(method)
    let indent = file.indentation(at: start)
    var lines = lines
    if let access = method.accessModifier { lines[0] = access + " " + lines[0] }
    let text = lines.map { $0.replacing("\t", with: file.indentUnit) }.joined(separator: file.newline + indent)
    return .insert(text + file.newline + file.newline + indent, at: start)
  }
}

extension ParsedFile {
  /// Where a method's doc comment begins, or the method itself when it has none.
  func startOfDeclaration(_ method: FunctionFact) -> Int {
    var start = method.place.range.lowerBound
    while let line = lineBefore(start), line.text.hasPrefix("///") { start = line.start }
    return start
  }

  /// The line before the one at `offset`: where its text begins, and the text without indentation.
  private func lineBefore(_ offset: Int) -> (start: Int, text: String)? {
    guard startsLine(offset) else { return nil }
    let lineStart = offset - indentation(at: offset).utf8.count
    guard lineStart > 0 else { return nil }
    var start = lineStart - 1
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    let text = self.text(start..<lineStart)
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    return (start + text.utf8.count - trimmed.utf8.count, String(trimmed))
  }
}
