import Foundation
import Rewriting
import ShownText
import SourceFacts

/// What becomes of one file, as an editor takes it: one JSON object a line, with edits that it can make and take back.
///
/// Offsets are counted from 0, in UTF-8 bytes and in UTF-16 units; lines and characters are counted from 0 as the language
/// server protocol does, characters in UTF-16 units.
package struct EditStreamFile: Codable, Sendable, Equatable {
  /// A place in a text.
  package struct Position: Codable, Sendable, Equatable {
    package let utf8: Int
    package let utf16: Int
    package let line: Int
    package let character: Int
  }

  /// A change of a range.
  package struct Change: Codable, Sendable, Equatable {
    package let start: Position
    package let end: Position
    package let text: String
  }

  /// A change with why it is made, and the one that takes it back once all are made.
  package struct Step: Codable, Sendable, Equatable {
    package let start: Position
    package let end: Position
    package let text: String
    package let rules: [String]
    package let evidence: String
    package let inverse: Change
  }

  package let file: String
  package let era: String?
  package let reached: String?
  /// How many bytes the text has that the edits are for.
  package let size: Int
  package let edits: [Step]
  package let findings: [Finding]

  package init(_ outcome: FileOutcome) {
    file = outcome.path
    era = outcome.from?.rawValue
    reached = outcome.reached?.rawValue
    size = outcome.before.count
    findings = outcome.findings
    let changes = outcome.textEdits
    let old = Positions(outcome.before, changes.flatMap { [$0.range.lowerBound, $0.range.upperBound] })
    let new = Positions(outcome.after, changes.flatMap { [$0.newRange.lowerBound, $0.newRange.upperBound] })
    edits = changes.map { change in
      Step(
        start: old[change.range.lowerBound], end: old[change.range.upperBound],
        text: String(decoding: outcome.after[change.newRange], as: UTF8.self), rules: change.rules, evidence: change.evidence.rawValue,
        inverse: Change(
          start: new[change.newRange.lowerBound], end: new[change.newRange.upperBound],
          text: String(decoding: outcome.before[change.range], as: UTF8.self)))
    }
  }

  /// The line for this file.
  package func line() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self).shownJSON
  }

  /// Offsets of a text with all that is counted up to them, found in one walk.
  private struct Positions {
    private var known: [Int: Position] = [:]

    init(_ bytes: [UInt8], _ offsets: [Int]) {
      var (position, units, line, character) = (0, 0, 0, 0)
      for offset in Set(offsets).sorted() {
        while position < offset, position < bytes.count {
          let byte = bytes[position]
          // The first byte of a letter stands for one unit, of one that needs four bytes for two.
          let added = byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
          units += added
          if byte == UInt8(ascii: "\n") { (line, character) = (line + 1, 0) } else { character += added }
          position += 1
        }
        known[offset] = Position(utf8: offset, utf16: units, line: line, character: character)
      }
    }

    subscript(offset: Int) -> Position { known[offset] ?? Position(utf8: offset, utf16: offset, line: 0, character: 0) }
  }
}
