import Rewriting
import RuleBook
import SourceFacts

/// A finding as it is told: with the text of its place and what is known of its rule. It is what JSON holds.
package struct ReportedFinding: Codable, Sendable, Hashable {
  /// The id of a breaking change, of a defect, or of a problem with the file itself.
  package let rule: String
  package internal(set) var file: String
  /// Counted from 1.
  package let line: Int
  /// Counted from 1, in UTF-8 bytes.
  package let column: Int
  package let severity: Rule.Severity
  package let safety: Rule.Safety
  package let evidence: Evidence
  package let action: Finding.Action
  package internal(set) var message: String
  /// See `Fingerprint`; the same finding has the same one while other lines change.
  package let fingerprint: String
  /// The line as it stands in the file; of a long one what stands around the place.
  package let source: String
  /// What of the line stands before `source`; nil for nothing.
  package let skipped: SkippedText?
  /// How many bytes of the line, from `column` on, the finding is about.
  package let length: Int
  /// The lines that stand there after the migration; nil where nothing is rewritten.
  package internal(set) var becomes: [String]?
  /// Whether it waits for a person: it is neither rewritten for certain, nor a mere remark, nor suppressed.
  package let isDecision: Bool
  /// The section of the official guide.
  package let guide: String?
  /// What a silent change looks like; nil for others, and where none is known.
  package let example: Example?
  /// Why nobody need look at it.
  package internal(set) var suppression: Suppression?

  /// Where the place begins in `source`, counted from 1 in bytes.
  var sourceColumn: Int { column - (skipped?.bytes ?? 0) }

  /// Where the place begins and ends in its line as editors count, from 1 in UTF-16.
  var utf16Columns: Range<Int> {
    func column(_ bytes: Int) -> Int {
      String(decoding: source.utf8.prefix(max(0, bytes - 1)), as: UTF8.self).utf16.count + 1 + (skipped?.utf16 ?? 0)
    }
    let start = column(sourceColumn)
    return start..<max(start, column(sourceColumn + length))
  }

  /// Whether ignoring it does the most harm: another result without an error, or a file that stays behind.
  var isGrave: Bool { severity == .silent || action == .left }
}

/// A silent change made visible: what a little flow prints on either side of it.
package struct Example: Codable, Sendable, Hashable {
  package let shows: String
  package let before: String
  package let after: String

  init(_ example: RuleExample) {
    shows = example.shows
    before = example.before
    after = example.after
  }
}

/// Why a finding need not be looked at.
package struct Suppression: Codable, Sendable, Hashable {
  /// Where it was said.
  package enum Kind: String, Codable, Sendable {
    /// In a comment of the source.
    case inSource
    /// In a baseline or a configuration.
    case external
  }

  package let kind: Kind
  /// In the words of whoever said it.
  package internal(set) var reason: String?

  init(_ finding: SuppressedFinding) {
    kind = finding.isInSource ? .inSource : .external
    reason = finding.reason.isEmpty ? nil : finding.reason
  }
}
