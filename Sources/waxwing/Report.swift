import ArgumentParser
import MigrationReport
import Rewriting
import RuleBook

/// `waxwing report`: lists the breaking changes that files meet.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists each breaking change a flow meets: id, place, and what happens to it.",
    discussion: "Exit codes: 0 reported; 1 a file could not be read or judged; 64 wrong usage.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

  @OptionGroup var sources: SourceSelection

  @Option(help: "How the findings are written.")
  var format = Format.text

  func run() throws {
    let book = try RuleBook.installed()
    let outcomes = try sources.outcomes(book)
    let report = MigrationReport(outcomes, book: book)
    switch format {
    case .text: print(report.text, terminator: "")
    case .json: print(try report.json(), terminator: "")
    case .markdown: print(report.markdown, terminator: "")
    }
    let code = Ending.code(outcomes, wouldChange: false)
    if code != .success { throw code }
  }
}
