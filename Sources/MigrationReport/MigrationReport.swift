import Rewriting
import RuleBook
import SourceFacts

/// What a migration found, ready to be told.
package struct MigrationReport: Sendable {
  package private(set) var findings: [ReportedFinding] = []
  /// The files that are flows or have findings; also scripts and the like that start flows.
  package private(set) var flows: [FileReport] = []
  /// What changes in files; empty unless the report is detailed.
  package private(set) var changes: [FileChange] = []
  /// How many files were looked at.
  package private(set) var files = 0
  let book: RuleBook
  private let isDetailed: Bool

  /// A report to which files are added one by one.
  ///
  /// A detailed one also tells what lines become and what recovery stores keep, for which it reads each flow twice more.
  package init(book: RuleBook, isDetailed: Bool = false) {
    self.book = book
    self.isDetailed = isDetailed
  }

  package init(_ files: [FileOutcome], book: RuleBook, isDetailed: Bool = false) {
    self.init(book: book, isDetailed: isDetailed)
    for file in files { add(file) }
  }

  /// Adds what became of a file.
  package mutating func add(_ outcome: FileOutcome) {
    files += 1
    let found = outcome.findings.map { ($0, nil as Suppression?) } + outcome.suppressed.map { ($0.finding, Suppression($0)) }
    guard outcome.detected.isFlow || !found.isEmpty else { return }
    let lines = SourceLines(outcome.before)
    let prints = Fingerprint.all(of: found.map(\.0), in: lines)
    let change = isDetailed ? FileChange(outcome) : nil
    let told = zip(found, prints).map { reported($0.0, $1, lines, change, $0.1) }.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    findings += told
    if let change { changes.append(change) }
    flows.append(FileReport(outcome, told, isDetailed ? StateSurvival(outcome) : nil))
  }

  private func reported(
    _ finding: Finding, _ fingerprint: String, _ lines: SourceLines, _ change: FileChange?, _ suppression: Suppression?
  ) -> ReportedFinding {
    let line = lines.bytes(ofLine: finding.line)
    return ReportedFinding(
      rule: finding.rule, file: finding.file, line: finding.line, column: finding.column, severity: finding.severity,
      safety: finding.safety, evidence: finding.evidence, action: finding.action, message: finding.message,
      fingerprint: fingerprint, source: String(decoding: line, as: UTF8.self), length: MarkedLength.of(line, from: finding.column),
      becomes: change?.becomes(ofLine: finding.line), isDecision: suppression == nil && isDecision(finding),
      guide: book[finding.rule]?.guide,
      example: finding.severity == .silent ? book[finding.rule]?.example.map(Example.init) : nil, suppression: suppression)
  }

  /// Whether a person has to decide something. What real releases got wrong is told, but nothing can be decided about it.
  private func isDecision(_ finding: Finding) -> Bool {
    switch finding.action {
    case .review, .left: true
    case .reported: finding.severity != .none && !book.defects.contains { $0.id == finding.rule }
    case .rewritten, .held: false
    }
  }

  /// A number with its word, in the plural where it should be.
  func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  /// The rule of a finding; nil for problems with a file.
  func rule(_ id: String) -> Rule? { book[id] }

  /// What a rule or defect is about, in one line; nil for problems with a file.
  func ruleSummary(_ id: String) -> String? { rule(id)?.summary ?? book.defects.first { $0.id == id }?.summary }
}
