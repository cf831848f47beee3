import Rewriting
import RuleBook
import ShownText

/// What a report tells of one file. It is made apart from the report, so that those of many files can be made at once.
package struct ReportPart: Sendable {
  let findings: [ReportedFinding]
  /// Nil for a file that is no flow and has no findings.
  let file: FileReport?
  let change: FileChange?
  /// Whether the file could not be judged.
  package let hasFailed: Bool
  /// Whether anything was found that is not suppressed.
  package let hasFindings: Bool

  /// `store` is asked for the recovery store that a flow has written, given what the flow's text itself names.
  package init(
    _ outcome: FileOutcome, book: RuleBook, detail: MigrationReport.Detail,
    store: (_ named: String?) -> StoreAtHand? = { _ in nil }
  ) {
    hasFailed = outcome.hasFailed
    hasFindings = !outcome.findings.isEmpty
    let found = outcome.findings.map { ($0, nil as Suppression?) } + outcome.suppressed.map { ($0.finding, Suppression($0)) }
    guard outcome.detected.isFlow || !found.isEmpty else {
      (findings, file, change) = ([], nil, nil)
      return
    }
    let lines = SourceLines(outcome.before)
    let prints = Fingerprint.all(of: found.map(\.0), in: lines)
    let change = detail.isDisjoint(with: [.becomes, .changes]) ? nil : FileChange(outcome)
    // A report is read by more people than the file.
    let isSwift = outcome.path.hasSuffix(".swift")
    let told = Set(found.map(\.0.line)).map { ($0, QuotedLine(lines.bytes(ofLine: $0), isSwift: isSwift)) }
    let quoted = Dictionary(uniqueKeysWithValues: told)
    findings = zip(found, prints).map { found, print in
      Self.reported(found.0, print, lines, quoted[found.0.line], detail.contains(.becomes) ? change : nil, found.1, book)
    }.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    self.change = detail.contains(.changes) ? change : nil
    file = FileReport(
      outcome, findings, detail.contains(.recovery) ? StateSurvival(outcome, store: store) : nil,
      withProofs: detail.contains(.proofs))
  }

  private static func reported(
    _ finding: Finding, _ fingerprint: String, _ lines: SourceLines, _ quoted: QuotedLine?, _ change: FileChange?,
    _ suppression: Suppression?, _ book: RuleBook
  ) -> ReportedFinding {
    let line = lines.bytes(ofLine: finding.line)
    let rule = book[finding.rule]
    let source = quoted?.quote(from: finding.column)
    let share = line.isEmpty ? 0 : Double(finding.column) / Double(line.count)
    let isSwift = finding.file.hasSuffix(".swift")
    return ReportedFinding(
      rule: finding.rule, file: finding.file, line: finding.line, column: finding.column, severity: finding.severity,
      safety: finding.safety, evidence: finding.evidence, action: finding.action,
      message: finding.message.withoutSecrets(isSwift: isSwift),
      fingerprint: fingerprint, source: source?.text ?? "", skipped: source?.skipped,
      length: MarkedLength.of(line, from: finding.column),
      becomes: change?.becomes(ofLine: finding.line)?.map { $0.quoted(at: share) },
      isDecision: suppression == nil && isDecision(finding, book), guide: rule?.guide,
      example: finding.severity == .silent ? rule?.example.map(Example.init) : nil, suppression: suppression)
  }

  /// Whether a person has to decide something. What real releases got wrong is told, but nothing can be decided about it.
  private static func isDecision(_ finding: Finding, _ book: RuleBook) -> Bool {
    switch finding.action {
    case .review, .left: true
    case .reported: finding.severity != .none && book.defect(finding.rule) == nil
    case .rewritten, .held: false
    }
  }
}
