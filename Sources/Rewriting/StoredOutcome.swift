import SourceFacts

/// What a cache keeps of an outcome, beside the two texts. The edits one by one are not kept: whoever needs them looks again.
package struct StoredOutcome: Codable, Sendable {
  private let path: String
  private let detected: DetectedEra
  private let from: Era?
  private let reached: Era?
  private let findings: [Finding]
  private let edits: [String: Int]
  private let unresolved: String?
  private let suppressed: [SuppressedFinding]

  package init(_ outcome: FileOutcome) {
    (path, detected, from, reached) = (outcome.path, outcome.detected, outcome.from, outcome.reached)
    (findings, edits, unresolved, suppressed) = (outcome.findings, outcome.edits, outcome.unresolved, outcome.suppressed)
  }

  /// The outcome again, with its texts.
  package func outcome(before: [UInt8], after: [UInt8]) -> FileOutcome {
    var outcome = FileOutcome(path: path, before: before, after: after, detected: detected)
    (outcome.from, outcome.reached, outcome.findings, outcome.edits) = (from, reached, findings, edits)
    (outcome.unresolved, outcome.suppressed) = (unresolved, suppressed)
    return outcome
  }
}
