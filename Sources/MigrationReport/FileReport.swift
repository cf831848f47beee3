import Rewriting
import RuleBook
import SourceFacts

/// One file of a report. It holds no more of the file's text than the findings show, so that a report of many files stays small.
package struct FileReport: Codable, Sendable, Equatable {
  /// One line that proves an era.
  package struct Proof: Codable, Sendable, Equatable {
    package let line: Int
    package let column: Int
    package let eras: [Era]
    package internal(set) var reason: String
  }

  package internal(set) var file: String
  /// Whether it is a flow; a script that starts one is not.
  package let isFlow: Bool
  /// The era it was written for; nil where nobody can tell.
  package let era: Era?
  /// The era it can be in.
  package let reached: Era?
  package let verdict: Verdict
  /// Why it is not proven to be up to date; nil for every other verdict.
  package let unproven: String?
  /// What proves the era; only the best proof where not all were asked for.
  package internal(set) var evidence: [Proof]
  /// How many edits each rule makes.
  package let edits: [String: Int]
  /// How many findings wait for a person.
  package let decisions: Int
  /// What of a recovery store is found again; nil where the era stays or nothing is stored.
  package internal(set) var recovery: StateSurvival?

  init(_ outcome: FileOutcome, _ findings: [ReportedFinding], _ recovery: StateSurvival?, withProofs: Bool) {
    file = outcome.path
    isFlow = outcome.detected.isFlow
    era = outcome.from
    reached = outcome.reached
    verdict = Verdict(of: outcome, findings)
    let doubt = if case .open(let reason)? = outcome.proof { reason } else { "no compiler was asked" }
    unproven = verdict == .notProven ? doubt : nil
    let proofs = outcome.detected.evidence.map {
      Proof(line: $0.place.line, column: $0.place.column, eras: $0.eras.sorted(), reason: $0.reason)
    }
    evidence = withProofs ? proofs : Self.best(of: proofs, for: outcome.from).map { [$0] } ?? []
    edits = outcome.edits
    decisions = findings.count(where: \.isDecision)
    self.recovery = recovery
  }

  /// The line that proves the era best: the one that the fewest eras can have written.
  package var proof: Proof? { Self.best(of: evidence, for: era) }

  /// The verdict in words, with why it is not a better one.
  package var verdictWords: String { unproven.map { "\(verdict.words): \($0)" } ?? verdict.words }

  private static func best(of proofs: [Proof], for era: Era?) -> Proof? {
    era.flatMap { era in proofs.filter { $0.eras.contains(era) }.min { $0.eras.count < $1.eras.count } }
  }
}
