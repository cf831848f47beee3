import Foundation
import Rewriting

/// A report as data: the one object that `--format json` prints.
package struct ReportDocument: Codable, Sendable, Equatable {
  /// One rule with its statistics.
  package struct RuleCount: Codable, Sendable, Equatable {
    package let rule: String
    /// The step between eras; nil for defects and for problems with a file.
    package let step: String?
    package let summary: String
    package let explain: String
    package let before: String
    package let after: String
    package let guide: String?
    package let counts: Statistics
    /// Between 0 and 1; nil when nothing is to be changed.
    package let automatic: Double?
  }

  /// The statistics of one file.
  package struct FileCount: Codable, Sendable, Equatable {
    package let file: String
    package let counts: Statistics
    package let automatic: Double?
  }

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
    package let counts: Statistics
    package let automatic: Double?
    package let byRule: [RuleCount]
    package let byFile: [FileCount]
    /// The counts in words.
    package let text: String
    /// What waits for a person, in words.
    package let effort: String
  }

  package let findings: [ReportedFinding]
  package let flows: [FileReport]
  package let summary: Summary
}

extension MigrationReport {
  package var document: ReportDocument {
    ReportDocument(findings: findings, flows: joiningStores.flows, summary: summaryDocument)
  }

  /// The counts as data.
  var summaryDocument: ReportDocument.Summary {
    let all = statistics
    return .init(
      findings: findings.count, files: files, flows: flowCount,
      actions: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
      verdicts: Dictionary(uniqueKeysWithValues: verdicts.map { ($0.verdict.rawValue, $0.flows) }), decisions: all.decisions,
      counts: all, automatic: all.automatic,
      byRule: statisticsByRule.map(ruleCount),
      byFile: statisticsByFile.map { .init(file: $0.file.file, counts: $0.statistics, automatic: $0.statistics.automatic) },
      text: summary, effort: effort)
  }

  private func ruleCount(_ id: String, _ counts: Statistics) -> ReportDocument.RuleCount {
    let rule = rule(id)
    return .init(
      rule: id, step: rule.map { "\($0.hop)" }, summary: ruleSummary(id) ?? "",
      explain: rule?.explain ?? "", before: rule?.before ?? "", after: rule?.after ?? "", guide: rule?.guide, counts: counts,
      automatic: counts.automatic)
  }
}
