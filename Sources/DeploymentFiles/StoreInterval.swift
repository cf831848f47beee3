/// An interval that a recovery store needs from 0.18 on.
struct StoreInterval {
  /// The flags that give it in any era, the newest first.
  private let flags: [String]
  /// The environment variables, the newest first.
  private let variables: [String]
  /// What it was in 0.17 when nobody said it, in seconds.
  private let former: String

  static let snapshot = StoreInterval(
    flags: ["-s", "--snapshot-interval", "--epoch-interval"], variables: ["BYTEWAX_SNAPSHOT_INTERVAL", "BYTEWAX_EPOCH_INTERVAL"], former: "10")
  static let backup = StoreInterval(
    flags: ["-b", "--backup-interval"], variables: ["BYTEWAX_RECOVERY_BACKUP_INTERVAL"], former: "86400")

  /// The flags that name a store.
  static let storeFlags = ["-r", "--recovery-directory", "--sqlite-directory"]

  /// Whether a command has one of its flags, or one of its variables is among the words of the file.
  func isGiven(by commands: [FlowCommand], or words: Words) -> Bool {
    commands.contains { $0.flag(flags) != nil } || variables.contains { !words.places(of: $0).isEmpty }
  }

  /// The words that keep it what it was.
  var flag: [String] { [flags[0], former] }

  /// The setting that keeps it what it was.
  var setting: String { "\(variables[0])=\(former)" }
}
