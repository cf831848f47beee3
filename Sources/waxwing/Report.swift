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

      Exit codes: 0 reported; 1 a file could not be read or judged, or the report not written; 64 wrong usage.
      """)

  /// The forms a report can have.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, lines, markdown, html, json, sarif, github, csv }

  @OptionGroup var sources: SourceSelection

  @Option(help: "How the report is written.")
  var format = Format.text

  @Flag(help: "Show only the findings that wait for a person (text, lines, markdown, github).")
  var decisionsOnly = false

  @Option(help: "Write the report to this file, all at once, instead of standard output.")
  var output: String?

  func run() throws {
    let book = try RuleBook.installed()
    var report = MigrationReport(book: book, isDetailed: true)
    var hasFailed = false
    try sources.work(book).run { outcome in
      report.add(outcome)
      hasFailed = hasFailed || outcome.hasFailed
    }
    let text = try text(of: report)
    if let output { try ReportFile(path: output).write(text) } else { FileHandle.standardOutput.write(Data(text.utf8)) }
    if hasFailed { throw ExitCode(1) }
  }

  private func text(of report: MigrationReport) throws -> String {
    switch format {
    case .text: report.text(output == nil ? Terminal.style : TextStyle(), onlyDecisions: decisionsOnly)
    case .lines: report.lines(onlyDecisions: decisionsOnly)
    case .markdown: report.markdown(onlyDecisions: decisionsOnly)
    case .html: try report.html()
    case .json: try report.json()
    case .sarif: try report.sarif()
    case .github: report.github(onlyDecisions: decisionsOnly)
    case .csv: report.csv
    }
  }
}
