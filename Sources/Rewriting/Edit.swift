import RuleBook
import SourceFacts

/// How sure we are that an edit meets what it means to meet.
package enum Evidence: String, Sendable, Codable {
  /// A compiler said so.
  case typed
  /// The scopes of the file say so.
  case lexical
  /// It stands where no compiler run looks, such as a branch of `#if`.
  case unverified
}

/// A change of one range of bytes.
package struct Edit: Sendable, Equatable {
  /// A part of the new text: fixed words, or a range of the old text, in which other edits still count.
  package enum Piece: Sendable, Equatable {
    case text(String)
    case source(Range<Int>)
  }

  package let range: Range<Int>
  package let pieces: [Piece]
  package var rule: String
  package var evidence: Evidence

  package init(_ range: Range<Int>, pieces: [Piece], rule: String = "", evidence: Evidence = .lexical) {
    self.range = range
    self.pieces = pieces
    self.rule = rule
    self.evidence = evidence
  }

  package static func replace(_ range: Range<Int>, with text: String) -> Edit { Edit(range, pieces: [.text(text)]) }
  package static func insert(_ text: String, at offset: Int) -> Edit { Edit(offset..<offset, pieces: [.text(text)]) }
  package static func delete(_ range: Range<Int>) -> Edit { Edit(range, pieces: []) }

  func attributed(to rule: String, evidence: Evidence) -> Edit {
    var copy = self
    if copy.rule.isEmpty { copy.rule = rule }
    copy.evidence = evidence
    return copy
  }
}
