import ArgumentParser
import FlowCompiler
import SourceWrites

/// `waxwing finish-writes`: the process that finishes what another `waxwing` writes, if that one is killed.
struct FinishWrites: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Started by waxwing itself, to finish what it writes if it is killed.", shouldDisplay: false)

  /// The words that start it; the journal's folder comes behind them.
  static let words = [RunningExecutable.path, "finish-writes"]

  @Argument(help: "The journal's folder.")
  var journal: String

  /// What it is handed is on the disk already.
  func run() throws { try WriteJournal(directory: journal, isDurable: false).finish() }
}
