import Foundation
import Rewriting

/// A report as data: the one object that `--format json` prints.
package struct ReportDocument: Codable, Sendable, Equatable {
  /// The counts.
  package struct Summary: Codable, Sendable, Equatable {
    package let findings: Int
    /// How many files were looked at.
    package let files: Int
    package let flows: Int
    /// How many findings end in each way.
    package let actions: [String: Int]
    /// How many flows have each verdict.
    package let verdicts: [String: Int]
    /// How many findings wait for a person.
    package let decisions: Int
    /// The counts in words.
    package let text: String
  }

  package let findings: [ReportedFinding]
  package let flows: [FileReport]
  package let summary: Summary
}

extension MigrationReport {
  package var document: ReportDocument {
    ReportDocument(
      findings: findings, flows: flows,
      summary: .init(
        findings: findings.count, files: files, flows: flows.count,
        actions: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
        verdicts: flows.reduce(into: [:]) { $0[$1.verdict.rawValue, default: 0] += 1 },
        decisions: findings.count(where: \.isDecision), text: summary))
  }
}
