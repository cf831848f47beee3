import SourceFacts

extension FileOutcome {
  /// The outcome for a file that is left as it was after all, with the findings that say why.
  ///
  /// What would have been rewritten waits for the reason to go away.
  package func keptBack(because reasons: [Finding]) -> FileOutcome {
    var kept = self
    (kept.after, kept.reached, kept.edits) = (before, from, [:])
    kept.findings = (findings.map { [.rewritten, .review].contains($0.action) ? $0.held : $0 } + reasons)
      .sorted { ($0.line, $0.column, $0.rule, $0.message) < ($1.line, $1.column, $1.rule, $1.message) }
    return kept
  }

  /// Makes findings from a number on wait: what they tell of does not come about.
  mutating func hold(from number: Int) {
    for index in findings.indices.dropFirst(number) where [.rewritten, .review].contains(findings[index].action) { findings[index] = findings[index].held }
  }

  /// The outcome with something more to know.
  package func noting(_ finding: Finding) -> FileOutcome {
    var noted = self
    noted.findings.append(finding)
    return noted
  }
}

extension FileOutcome {
  /// The place in the old text that a place in the new text came from; lines and columns count from 1, columns in bytes.
  package func originalPlace(line: Int, column: Int) -> (line: Int, column: Int) {
    let mark = after.starts(with: ParsedFile.byteOrderMark) ? ParsedFile.byteOrderMark.count : 0
    let newline = UInt8(ascii: "\n")
    let starts = [mark] + after.indices.filter { after[$0] == newline }.map { $0 + 1 }
    guard starts.indices.contains(line - 1) else { return (1, 1) }
    let offset = min(starts[line - 1] + column - 1, after.count) - mark
    let origin = min(mark + origins.reversed().reduce(offset) { $1.origin(of: $0) }, before.count)
    let lineStart = before[..<origin].lastIndex(of: newline).map { $0 + 1 } ?? mark
    return (before[..<origin].count { $0 == newline } + 1, origin - lineStart + 1)
  }

  /// A line of the new text, without the blanks around it.
  package func newLine(_ number: Int) -> String? {
    let lines = after.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(number - 1) else { return nil }
    return String(
      String(decoding: lines[number - 1], as: UTF8.self).trimmingPrefix { $0 == " " || $0 == "\t" }.filter { $0 != "\r" })
  }
}

extension Finding {
  /// The same place, waiting.
  var held: Finding {
    Finding(
      rule: rule, file: file, line: line, column: column, severity: severity, safety: safety, evidence: evidence, action: .held,
      message: message)
  }
}
