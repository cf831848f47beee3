import RuleBook
import SourceFacts

/// A finding that nobody need look at, because the source or a baseline says so.
package struct SuppressedFinding: Sendable, Equatable {
  package let finding: Finding
  /// In the words of whoever said it.
  package let reason: String
  /// Whether a comment in the source says it, rather than a baseline.
  package let isInSource: Bool

  package init(_ finding: Finding, reason: String, isInSource: Bool) {
    self.finding = finding
    self.reason = reason
    self.isInSource = isInSource
  }
}

/// The edits of one hop, or the remarks put in at its end, with the text they were made in.
package struct HopEdits: Sendable {
  package let hop: Hop
  /// Without a byte order mark.
  package let text: [UInt8]
  package let edits: [Edit]

  package init(hop: Hop, text: [UInt8], edits: [Edit]) {
    self.hop = hop
    self.text = text
    self.edits = edits
  }
}

extension FileOutcome {
  /// The outcome for a file that is no Swift, with the edits made in one go.
  package init(
    path: String, before: [UInt8], after: [UInt8], findings: [Finding], hops: [HopEdits] = [], suppressed: [SuppressedFinding] = []
  ) {
    self.init(path: path, before: before, after: after, detected: .none)
    self.findings = findings
    self.hops = hops
    self.suppressed = suppressed
    for edit in hops.flatMap(\.edits) { edits[edit.rule, default: 0] += 1 }
  }

  /// The outcome for a text of an era that is to become another text, of the same or another era, whoever wrote it.
  package init(path: String, before: [UInt8], _ from: Era?, after: [UInt8], _ reached: Era?) {
    self.init(path: path, before: before, after: after, detected: .none)
    (self.from, self.reached) = (from, reached)
  }

  /// The outcome with another new text.
  package func writing(_ bytes: [UInt8]) -> FileOutcome {
    var copy = self
    copy.after = bytes
    return copy
  }

  /// The outcome with the findings set aside that `reason` gives a reason for.
  package func suppressing(_ reason: (Int) -> String?) -> FileOutcome {
    var copy = self
    copy.findings = []
    for (index, finding) in findings.enumerated() {
      if let reason = reason(index) {
        copy.suppressed.append(SuppressedFinding(finding, reason: reason, isInSource: false))
      } else {
        copy.findings.append(finding)
      }
    }
    return copy
  }
}
