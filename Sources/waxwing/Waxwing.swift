import ArgumentParser

/// The command `waxwing`.
struct Waxwing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waxwing",
    abstract: "Runs, reports on and rewrites Bytewax flows of every API era.",
    subcommands: [Run.self, TestCluster.self, Eras.self, Migrate.self, Undo.self, FinishWrites.self, Report.self, Verify.self, Rules.self, RecoveryCommand.self])

  /// Every message begins as the compiler's do.
  static let _errorLabel = "error"
}
