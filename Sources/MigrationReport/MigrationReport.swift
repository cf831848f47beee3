import Rewriting
import RuleBook

/// What a migration found, ready to be told.
package struct MigrationReport: Sendable {
  /// What is told of files beyond their findings. Each costs time and memory for every file, so a form of the report asks for what it shows.
  package struct Detail: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// What lines become.
    package static let becomes = Detail(rawValue: 1)
    /// Whole files' differences, and what to replace.
    package static let changes = Detail(rawValue: 2)
    /// What recovery stores keep, for which each flow is read twice more.
    package static let recovery = Detail(rawValue: 4)
    /// All lines that prove a flow's era, rather than the best one.
    package static let proofs = Detail(rawValue: 8)
    package static let all: Detail = [.becomes, .changes, .recovery, .proofs]
  }

  package private(set) var findings: [ReportedFinding] = []
  /// The files that are flows or have findings; also scripts and the like that start flows.
  package private(set) var flows: [FileReport] = []
  /// What changes in files; empty unless asked for.
  package private(set) var changes: [FileChange] = []
  /// How many files were looked at.
  package private(set) var files = 0
  let book: RuleBook
  private let detail: Detail

  /// A report to which files are added one by one.
  package init(book: RuleBook, detail: Detail = []) {
    self.book = book
    self.detail = detail
  }

  package init(_ files: [FileOutcome], book: RuleBook, detail: Detail = []) {
    self.init(book: book, detail: detail)
    for file in files { add(file) }
  }

  /// Adds what became of a file.
  package mutating func add(_ outcome: FileOutcome) { add(ReportPart(outcome, book: book, detail: detail)) }

  /// Adds what is told of a file.
  package mutating func add(_ part: ReportPart) {
    files += 1
    findings += part.findings
    if let change = part.change { changes.append(change) }
    if let file = part.file { flows.append(file) }
  }

  /// The same report with other words for the same things.
  func telling(_ findings: [ReportedFinding], _ flows: [FileReport], _ changes: [FileChange]) -> MigrationReport {
    var report = self
    (report.findings, report.flows, report.changes) = (findings, flows, changes)
    return report
  }

  /// A number with its word, in the plural where it should be.
  func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  /// The rule of a finding; nil for problems with a file.
  func rule(_ id: String) -> Rule? { book[id] }

  /// What a rule, a defect or a problem is about, in one line.
  func ruleSummary(_ id: String) -> String? {
    rule(id)?.summary ?? book.defect(id)?.summary ?? book.problem(id)?.summary
  }
}
