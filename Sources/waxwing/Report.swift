import ArgumentParser
import Foundation
import MigrationReport
import Rewriting
import RuleBook

/// `waxwing report`: lists the breaking changes that files meet.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists each breaking change a flow meets: id, place, and what happens to it.",
    discussion: """
      text is for reading, lines for editors, markdown for pull requests, html for a browser, github and sarif for code hosts, json for \
      programs, csv (the statistics alone) for spreadsheets.

      Exit codes: 0 reported; 1 a file could not be read or judged, or the report not written; 2 with a baseline: there are findings \
      that it does not hold; 64 wrong usage.
      """)

  /// The forms a report can have.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, lines, markdown, html, json, sarif, github, csv }

  @OptionGroup var sources: SourceSelection

  @OptionGroup var compile: CompileOption

  @Option(help: "How the report is written.")
  var format = Format.text

  @Flag(help: "Show only the findings that wait for a person (text, lines, markdown, github).")
  var decisionsOnly = false

  @Option(help: "Write the report to this file, all at once, instead of standard output.")
  var output: String?

  func run() throws {
    let book = try RuleBook.installed()
    let detail = detail
    var report = MigrationReport(book: book, detail: detail)
    var hasFailed = false
    let work = try sources.work(book)
    var hasNews = false
    let stores = try detail.contains(.recovery) ? work.stores() : nil
    let reason = compile.reason(isLexical: work.isLexical)
    try work.run(check: reason == nil ? { try compile.checkedIfPossible($0, book) } : nil) { outcome in
      ReportPart(reason.map { outcome.unproven($0) } ?? outcome, book: book, detail: detail) { stores?.store(of: outcome.path, naming: $0) }
    } _: { part in
      report.add(part)
      hasNews = hasNews || part.hasFindings
      hasFailed = hasFailed || part.hasFailed
    }
    if let output {
      try ReportFile(path: output).write { try tell(report, to: $0) }
    } else {
      try tell(report) { print($0, terminator: "") }
    }
    if hasFailed { throw ExitCode(1) }
    if hasNews, work.hasBaseline { throw ExitCode(2) }
  }

  /// What the format shows beyond findings.
  private var detail: MigrationReport.Detail {
    switch format {
    case .text, .markdown: [.becomes, .recovery]
    case .lines, .github, .csv: []
    case .json: [.becomes, .recovery, .proofs]
    case .html: [.becomes, .changes, .recovery]
    case .sarif: [.becomes, .changes]
    }
  }

  private func tell(_ report: MigrationReport, to write: (String) throws -> Void) throws {
    switch format {
    case .text: try report.writeText(output == nil ? Terminal.style : TextStyle(), onlyDecisions: decisionsOnly, to: write)
    case .lines: try report.writeLines(onlyDecisions: decisionsOnly, to: write)
    case .markdown: try write(report.markdown(onlyDecisions: decisionsOnly))
    case .html: try write(report.html())
    case .json: try report.writeJSON(to: write)
    case .sarif: try write(report.sarif())
    case .github: try write(report.github(onlyDecisions: decisionsOnly))
    case .csv: try write(report.csv)
    }
  }
}
