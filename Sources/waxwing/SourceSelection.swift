import ArgumentParser
import Foundation
import Rewriting
import RuleBook
import ShownText
import SourceFacts

/// The options that say which files are looked at, as what, and what is told of them.
///
/// What is not said here is taken from the nearest `.waxwing.yml`.
struct SourceSelection: ParsableArguments {
  @Argument(
    help: """
      Files, or folders in which all Swift files, scripts, Makefiles, Dockerfiles, YAML and .env files are looked at; '-' for \
      standard input.
      """)
  var paths: [String] = []

  @Option(name: [.long, .customLong("era")], help: "The era the files are of; found from the source unless given.")
  var from: Era?

  @Option(name: .customLong("to"), help: "The era to go to (the newest unless given).")
  var target: Era?

  @OptionGroup var evidence: EvidenceOption

  @Option(
    help: ArgumentHelp(
      "The recovery store that the flows have written, to say how it is carried over; found in flags, variables and the flows unless given.",
      valueName: "folder"))
  var store: String?

  @Option(help: ArgumentHelp("A report-only rule whose edit is wanted all the same; may be repeated.", valueName: "rule"))
  var apply: [String] = []

  @Option(help: ArgumentHelp("Only this rule; may be repeated.", valueName: "rule"))
  var only: [String] = []

  @Option(help: ArgumentHelp("All but this rule; may be repeated.", valueName: "rule"))
  var skip: [String] = []

  @Option(help: ArgumentHelp("Leave out files and folders of this name or path; '*' stands for any text; may be repeated.", valueName: "pattern"))
  var exclude: [String] = []

  @Flag(help: "Look also at what .gitignore leaves out of folders.")
  var noIgnore = false

  @Flag(help: "Look also at files elsewhere to which links in folders lead.")
  var followLinks = false

  @Option(help: ArgumentHelp("Say nothing of the findings in this file, which --write-baseline makes.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("Keep all findings in this file, so that only new ones are told from then on.", valueName: "file"))
  var writeBaseline: String?

  @Option(help: .init("The name of the file that standard input holds.", valueName: "path"))
  var stdinName = "Flow.swift"

  @Option(name: .shortAndLong, help: "How many files are looked at at once (as many as there are cores).")
  var jobs: Int?

  @Flag(help: "Look at every file, even if nothing about it has changed since the last time.")
  var noCache = false

  /// What all that comes to; throws `ValidationError` for what cannot be.
  func work(_ book: RuleBook, needsEdits: Bool = false) throws -> SelectedWork { try SelectedWork(self, book, needsEdits: needsEdits) }
}

extension RuleBook {
  /// The rules of the running command.
  static func installed() throws -> RuleBook {
    try RuleBook(directory: folder(), vocabulary: ActionRegistry.vocabulary)
  }

  /// Where the rules of the running command lie.
  static func folder() throws -> URL {
    let executable = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    guard let folder = RuleLocation.find(executable: executable, environment: ProcessInfo.processInfo.environment) else {
      throw ValidationError("the folder 'Rules' is not beside the command; install it again or set WAXWING_RULES")
    }
    return folder
  }
}

/// Writes to standard error, without what would act on a terminal: texts hold names and words of others.
///
/// Nobody can be told that nothing can be told, so that a full device changes nothing else.
func printError(_ text: String) {
  let bytes = Array((text.shownLines + "\n").utf8)
  var done = 0
  while done < bytes.count {
    let count = bytes[done...].withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return }
    done += count
  }
}

/// Writes to standard output, in the same way.
func printShown(_ text: String) { print(text.shownLines) }
