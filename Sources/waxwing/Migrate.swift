import ArgumentParser
import Foundation
import MigrationReport
import Rewriting
import RuleBook

/// `waxwing migrate`: rewrites flows to a newer era, or shows what that would change.
struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rewrites flows to the newest era; shows the difference unless told to write.",
    discussion: """
      Exit codes: 0 nothing to do, or written; 1 a file could not be read, judged or written; 2 files would change; \
      64 wrong usage.
      """)

  @OptionGroup var sources: SourceSelection

  @Flag(help: "Write the files instead of showing the difference.")
  var write = false

  @OptionGroup(title: "Checks before writing") var checks: WriteChecks

  func run() throws {
    let book = try RuleBook.installed()
    let outcomes = checks.checked(try sources.outcomes(book), book, isWriting: write)
    let report = MigrationReport(outcomes, book: book)
    var isUnwritten = false
    for outcome in outcomes where outcome.isChanged {
      if write {
        do { try FileReplacement(path: outcome.path).write(outcome.after) } catch {
          printError("\(outcome.path): cannot be written; check the permissions of the file and its folder")
          isUnwritten = true
        }
      } else {
        print(UnifiedDiff.text(from: outcome.before, to: outcome.after, path: outcome.path), terminator: "")
      }
    }
    for finding in report.findings where ![.rewritten, .held].contains(finding.action) {
      printError("\(finding.file):\(finding.line):\(finding.column): \(finding.rule): \(finding.message) [\(finding.action.words)]")
    }
    printError(report.summary)
    let code = isUnwritten ? ExitCode(1) : Ending.code(outcomes, wouldChange: !write)
    if code != .success { throw code }
  }
}
