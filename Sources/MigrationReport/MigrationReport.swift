import Rewriting
import RuleBook
import SourceFacts

/// What a migration found, ready to be told.
package struct MigrationReport: Sendable {
  package private(set) var findings: [ReportedFinding] = []
  /// The files that are flows or have findings.
  package private(set) var flows: [FileReport] = []
  /// How many files were looked at.
  package private(set) var files = 0
  let book: RuleBook

  /// A report to which files are added one by one.
  package init(book: RuleBook) { self.book = book }

  package init(_ files: [FileOutcome], book: RuleBook) {
    self.init(book: book)
    for file in files { add(file) }
  }

  /// Adds what became of a file; `suppressions` are by index of its findings.
  package mutating func add(_ outcome: FileOutcome, suppressions: [Int: Suppression] = [:]) {
    files += 1
    guard outcome.detected.isFlow || !outcome.findings.isEmpty else { return }
    let lines = SourceLines(outcome.before)
    let prints = Fingerprint.all(of: outcome.findings, in: lines)
    let told = outcome.findings.indices.map { index in
      reported(outcome.findings[index], fingerprint: prints[index], in: lines, suppression: suppressions[index])
    }
    findings += told
    flows.append(FileReport(outcome, told))
  }

  private func reported(_ finding: Finding, fingerprint: String, in lines: SourceLines, suppression: Suppression?) -> ReportedFinding {
    let line = lines.bytes(ofLine: finding.line)
    return ReportedFinding(
      rule: finding.rule, file: finding.file, line: finding.line, column: finding.column, severity: finding.severity,
      safety: finding.safety, evidence: finding.evidence, action: finding.action, message: finding.message,
      fingerprint: fingerprint, source: String(decoding: line, as: UTF8.self), length: MarkedLength.of(line, from: finding.column),
      becomes: nil, isDecision: suppression == nil && isDecision(finding), guide: book[finding.rule]?.guide, suppression: suppression)
  }

  /// Whether a person has to decide something. What real releases got wrong is told, but nothing can be decided about it.
  private func isDecision(_ finding: Finding) -> Bool {
    switch finding.action {
    case .review, .left: true
    case .reported: finding.severity != .none && !book.defects.contains { $0.id == finding.rule }
    case .rewritten, .held: false
    }
  }

  /// How many findings end in each way.
  package var counts: [Finding.Action: Int] {
    findings.reduce(into: [:]) { $0[$1.action, default: 0] += 1 }
  }

  /// One line that sums the report up.
  package var summary: String {
    let counts = counts
    guard !findings.isEmpty else {
      return flows.isEmpty ? "no flows found" : "nothing to do: \(count(flows.count, "flow")) of the newest era"
    }
    let parts: [(Finding.Action, String)] = [
      (.rewritten, "rewritten"), (.review, "to review"), (.reported, "to know"), (.held, "held back"), (.left, "left for you"),
    ]
    let told = parts.compactMap { action, words in counts[action].map { "\($0) \(words)" } }
    return "\(count(findings.count, "finding")) in \(count(Set(findings.map(\.file)).count, "file")): \(told.joined(separator: ", "))"
  }

  /// A number with its word, in the plural where it should be.
  func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  /// The rule of a finding; nil for problems with a file.
  func rule(_ id: String) -> Rule? { book[id] }
}

extension Finding.Action {
  /// What becomes of the place, in a word or two.
  package var words: String {
    switch self {
    case .rewritten: "rewritten"
    case .review: "rewritten, review"
    case .reported: "know"
    case .held: "waits for what is left"
    case .left: "left"
    }
  }
}
