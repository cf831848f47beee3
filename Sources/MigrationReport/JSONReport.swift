import Foundation
import Rewriting
import SourceFacts

extension MigrationReport {
  private struct Document: Encodable {
    struct Entry: Encodable {
      let rule, file: String
      let line, column: Int
      let severity, safety, evidence, action, message: String
      let guide: String?
    }
    struct Flow: Encodable {
      let file: String
      let era, reached: String?
      let evidence: [Line]
      let edits: [String: Int]
    }
    struct Line: Encodable {
      let line, column: Int
      let eras: [String]
      let reason: String
    }
    struct Summary: Encodable {
      let findings, files, flows: Int
      let actions: [String: Int]
      let text: String
    }
    let findings: [Entry]
    let flows: [Flow]
    let summary: Summary
  }

  /// One JSON object with `findings`, `flows` and `summary`; keys are sorted, so equal reports are equal texts.
  package func json() throws -> String {
    let document = Document(
      findings: findings.map { finding in
        .init(
          rule: finding.rule, file: finding.file, line: finding.line, column: finding.column,
          severity: finding.severity.rawValue, safety: finding.safety.rawValue, evidence: finding.evidence.rawValue,
          action: finding.action.rawValue, message: finding.message, guide: rule(finding.rule)?.guide)
      },
      flows: flows.map { file in
        .init(
          file: file.path, era: file.from?.rawValue, reached: file.reached?.rawValue,
          evidence: file.detected.evidence.map { proof in
            .init(line: proof.place.line, column: proof.place.column, eras: proof.eras.sorted().map(\.rawValue), reason: proof.reason)
          }, edits: file.edits)
      },
      summary: .init(
        findings: findings.count, files: files.count, flows: flows.count,
        actions: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }), text: summary))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }
}
