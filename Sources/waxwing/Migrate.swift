import ArgumentParser
import Foundation
import MigrationReport
import Rewriting
import RuleBook
import ShownText
import SourceWrites
import TreeMigration

/// `waxwing migrate`: rewrites flows to a newer era, or shows what that would change.
struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rewrites flows to the newest era; shows the difference unless told to write.",
    discussion: """
      With --write all files are written or none, also when it is killed: 'waxwing undo' takes the last migration back. --from 0.19 \
      --to 0.18 goes back to an older era, as far as each change can be taken back; a file with others stays as it is. In a git work tree with uncommitted changes nothing is written unless --allow-dirty is given.

      Exit codes: 0 nothing to do, or written; 1 a file could not be read, judged or written; 2 files would change; \
      64 wrong usage.
      """)

  /// How what would change is shown.
  enum Format: String, ExpressibleByArgument, CaseIterable { case diff, edits }

  @OptionGroup var sources: SourceSelection

  @Flag(help: "Write the files instead of showing the difference.")
  var write = false

  @Flag(name: .shortAndLong, help: "Ask about each hunk before writing.")
  var interactive = false

  @Flag(help: "Write, and commit to git what each rule changes, one commit a rule.")
  var commitPerRule = false

  @Flag(help: "Write although the git work tree has uncommitted changes.")
  var allowDirty = false

  @Flag(help: "Finish a migration that was interrupted while it wrote.")
  var resume = false

  @Flag(help: "Take the last migration back, as 'waxwing undo' does.")
  var undo = false

  @Option(help: "How what would change is shown: a unified diff, or one JSON object a file with its edits, for editors.")
  var format = Format.diff

  @OptionGroup(title: "Checks before writing") var checks: WriteChecks

  func run() throws {
    if resume { return try Undo.resume() }
    if undo { return try Undo.back() }
    let book = try RuleBook.installed()
    let isWriting = write || interactive || commitPerRule
    if isWriting, sources.paths.contains("-") { throw ValidationError("standard input cannot be written to; name files, or leave --write out") }
    let work = try sources.work(book, needsEdits: isWriting || format == .edits)
    let stores = try work.stores()
    var report = MigrationReport(book: book, detail: .recovery)
    var (hasFailed, wouldChange) = (false, false)
    func add(_ outcome: FileOutcome) {
      report.add(ReportPart(outcome, book: book, detail: .recovery) { stores.store(of: outcome.path, naming: $0) })
      hasFailed = hasFailed || outcome.hasFailed
    }
    if isWriting {
      let git = GitGuard(allowsDirty: allowDirty, isTrusted: checks.compile.trust)
      var outcomes: [FileOutcome] = []
      try work.run(
        check: { found in
          try git.check(found.filter(\.isChanged).map(\.path))
          return try checks.checked(found, book)
        }) { outcomes.append($0) }
      for outcome in try written(outcomes, git, book) { add(outcome) }
    } else {
      // The compiler wants all files at hand; where it is not asked, a difference is shown as it is found.
      let reason = checks.compile.reason(isLexical: work.isLexical)
      let check: (([FileOutcome]) throws -> [FileOutcome])? =
        reason == nil || checks.verifyOutput ? { try checks.checked($0, book, isLexical: work.isLexical) } : nil
      try work.run(check: check) { found in
        let outcome = reason.map { found.unproven($0) } ?? found
        try work.show { try show(outcome) }
        wouldChange = wouldChange || outcome.isChanged
        add(outcome)
      }
    }
    tell(report)
    if hasFailed { throw ExitCode(1) }
    if wouldChange { throw ExitCode(2) }
  }

  private func show(_ outcome: FileOutcome) throws {
    switch format {
    case .edits:
      if outcome.isChanged || !outcome.findings.isEmpty { print(try EditStreamFile(outcome).line()) }
    case .diff:
      guard outcome.isChanged else { return }
      let diff = UnifiedDiff.text(from: outcome.before, to: outcome.after, path: outcome.path)
      print(Terminal.shown(diff: diff), terminator: "")
      warnOfHidden(in: diff, outcome)
    }
  }

  /// A difference that `patch` can apply holds what the file holds, and a reader may not see all of it.
  private func warnOfHidden(in diff: String, _ outcome: FileOutcome) {
    guard isatty(STDOUT_FILENO) == 0, !diff.hidden.isEmpty else { return }
    var text = String(decoding: outcome.after, as: UTF8.self)
    // At its beginning it only says that the text is Unicode.
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    guard let (line, scalar) = text.hidden.first else { return }
    let name = "U+" + String(scalar.value, radix: 16, uppercase: true)
    printError(
      "warning: \(outcome.path.shownPath):\(line): holds a character that is not seen or moves others (\(name)), and so does the difference; look at it on a terminal, where such characters are written out")
  }

  /// Writes, and returns the outcomes as they were written: of those that were asked about, what was chosen.
  private func written(_ outcomes: [FileOutcome], _ git: GitGuard, _ book: RuleBook) throws -> [FileOutcome] {
    let chosen = interactive && outcomes.contains(where: \.isChanged) ? try HunkQuestions().chosen(outcomes) : outcomes
    let changed = chosen.filter(\.isChanged)
    if changed.isEmpty, outcomes.contains(where: \.isChanged) { printError("nothing was chosen, so nothing is written") }
    if !changed.isEmpty { try write(changed, git, book) }
    return chosen
  }

  private func write(_ changed: [FileOutcome], _ git: GitGuard, _ book: RuleBook) throws {
    try git.check(changed.map(\.path))
    do {
      if commitPerRule {
        try RuleCommits(book: book, git: git).write(changed)
      } else {
        let journal = WriteJournal.ofThisFolder(finisher: FinishWrites.words)
        defer { for remark in journal.remarks { printError("warning: \(remark)") } }
        try journal.begin()
        for outcome in changed { try journal.add(outcome.replacement) }
        let count = try journal.commit()
        printError("wrote \(count) file\(count == 1 ? "" : "s"); 'waxwing undo' takes it back")
      }
    } catch let error as SourceWritesError {
      printError("error: \(error)")
      throw ExitCode(1)
    }
  }

  private func tell(_ report: MigrationReport) {
    if format == .diff {
      for finding in report.findings where finding.suppression == nil && ![.rewritten, .held].contains(finding.action) {
        printError("\(finding.file.shownPath):\(finding.line):\(finding.column): \(finding.rule): \(finding.message.shown) [\(finding.outcome)]")
      }
      // Where nothing was found at all, the last line says it.
      for flow in report.flows where !report.findings.isEmpty && flow.unproven != nil { printError("\(flow.file.shownPath): \(flow.verdictWords)") }
      let advice = report.recoveryAdvice
      if !advice.isEmpty { printError(String(advice.dropLast())) }
    }
    printError(report.summary)
  }
}
