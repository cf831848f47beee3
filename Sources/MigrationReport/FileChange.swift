import Rewriting
import ShownText

/// What a migration changes in a file, as whole lines.
package struct FileChange: Sendable, Equatable {
  /// Lines that take the place of others.
  package struct Replacement: Sendable, Equatable {
    /// Counted from 1; a range without lines says where something is put in.
    package let lines: Range<Int>
    package let text: String
  }

  package internal(set) var file: String
  /// As `diff -u` shows it, without secrets.
  package internal(set) var diff: String
  /// In order; made together they turn the old text into the new one.
  package let replacements: [Replacement]
  /// Whether a replacement holds a secret, so that it cannot be told as it is.
  package let holdsSecrets: Bool
  /// How many lines the old text has, and the length of its last line in UTF-16 when no newline ends it, else 0.
  package let lineCount: Int
  package let unendedLength: Int

  private let becomes: [Int: [String]]

  /// Nil for a file that stays as it is.
  init?(_ outcome: FileOutcome) {
    guard outcome.isChanged else { return nil }
    file = outcome.path
    let (before, after) = (UnifiedDiff.lines(outcome.before), UnifiedDiff.lines(outcome.after))
    let changes = LineDiff.changes(from: before, to: after)
    let isSwift = file.hasSuffix(".swift")
    diff = UnifiedDiff.text(of: changes, before, after, path: file).withoutSecrets(isSwift: isSwift)
    let replacements = changes.map { change in
      Replacement(lines: change.old.lowerBound + 1..<change.old.upperBound + 1, text: String(decoding: after[change.new].joined(), as: UTF8.self))
    }
    self.replacements = replacements
    holdsSecrets = replacements.contains { $0.text.withoutSecrets(isSwift: isSwift) != $0.text }
    lineCount = before.count
    let last = before.last ?? []
    unendedLength = last.last == UInt8(ascii: "\n") ? 0 : String(decoding: last, as: UTF8.self).utf16.count
    let told = Set(outcome.findings.map { $0.line - 1 })
    var becomes: [Int: [String]] = [:]
    func text(_ number: Int, of lines: [ArraySlice<UInt8>]) -> String {
      String(decoding: lines[number].filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self).withoutSecrets(isSwift: isSwift)
    }
    for change in changes where change.old.isEmpty {
      // Lines put in belong to the place that they stand before, else to the one behind which they stand.
      let (next, last) = (change.old.lowerBound, change.old.lowerBound - 1)
      let added = change.new.map { text($0, of: after) }
      if told.contains(next), next < before.count {
        becomes[next + 1] = added + [text(next, of: before)]
      } else if told.contains(last), last >= 0 {
        becomes[last + 1] = [text(last, of: before)] + added
      }
    }
    for change in changes where change.old.contains(where: told.contains) {
      let pairing = LinePairing(change, before, after)
      for line in change.old where told.contains(line) {
        becomes[line + 1] = pairing.becomes(line)?.map { text($0, of: after) }
      }
    }
    self.becomes = becomes
  }

  /// The lines that stand after the migration where this line, counted from 1, stood; nil when it stays.
  func becomes(ofLine line: Int) -> [String]? { becomes[line] }
}
