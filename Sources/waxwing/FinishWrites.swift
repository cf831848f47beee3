import ArgumentParser
import FlowCompiler
import SourceWrites

/// `waxwing finish-writes`: the process that finishes what another `waxwing` writes, if that one is killed.
struct FinishWrites: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Started by waxwing itself, to finish what it writes if it is killed.", shouldDisplay: false)

  /// The words that start it; the journal's folder, and the one whose files are written, come behind them.
  static let words = [RunningExecutable.path, "finish-writes"]

  @Argument(help: "The journal's folder.")
  var journal: String

  @Argument(help: "The folder whose files are written.")
  var folder: String

  func run() throws { try WriteJournal(directory: journal, folder: folder).finish() }
}
