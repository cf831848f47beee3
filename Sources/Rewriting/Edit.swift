import RuleBook
import SourceFacts

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
  /// How sure we are that it meets what it means to meet; nil until the rule that asks for it says so.
  package var evidence: Evidence?

  package init(_ range: Range<Int>, pieces: [Piece], rule: String = "", evidence: Evidence? = nil) {
    self.range = range
    self.pieces = pieces
    self.rule = rule
    self.evidence = evidence
  }

  /// Puts a text in place of a range.
  package static func replace(_ range: Range<Int>, with text: String) -> Edit { Edit(range, pieces: [.text(text)]) }
  /// Puts a text in at an offset.
  package static func insert(_ text: String, at offset: Int) -> Edit { Edit(offset..<offset, pieces: [.text(text)]) }
  /// Takes a range out.
  package static func delete(_ range: Range<Int>) -> Edit { Edit(range, pieces: []) }

  /// Whether one text stands for another, as when something is renamed.
  var isRenaming: Bool { !range.isEmpty && pieces.count == 1 }

  /// The edit in the name of a rule, unless it has one already.
  func attributed(to rule: String, evidence: Evidence) -> Edit {
    var copy = self
    if copy.rule.isEmpty { copy.rule = rule }
    if copy.evidence == nil { copy.evidence = evidence }
    return copy
  }
}
