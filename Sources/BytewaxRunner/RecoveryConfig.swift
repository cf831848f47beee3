/// Where a flow keeps its state, for the eras since 0.17.
///
/// `backupInterval` is how long superseded snapshots are kept; zero unless said otherwise.
public struct RecoveryConfig: Sendable {
  public let dbDir: String
  public let backupInterval: Duration

  public init(_ dbDir: String, backupInterval: Duration = .zero) {
    self.dbDir = dbDir
    self.backupInterval = backupInterval
  }

  /// The same, as the runner wants it.
  package var settings: RecoverySettings { RecoverySettings(directory: dbDir, backupInterval: backupInterval) }
}
