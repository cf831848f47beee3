import BytewaxRunner

/// Breaking changes: sqlite-recovery-config-renamed, recovery-partitions-precreated (0.16 → 0.17).
///
/// Where a flow keeps its state; in 0.16 there are two kinds, and a store is made on first use.
public protocol RecoveryConfig: Sendable {
  /// The same, as the runner wants it; throws a `SettingsError` for what cannot be honoured.
  var recoverySettings: RecoverySettings { get throws }
}

/// Keeps state in a directory that exists; superseded snapshots are not kept.
@available(_PackageDescription, deprecated: 1, message: "sqlite-recovery-config-renamed: RecoveryConfig and initDBDir")
public struct SqliteRecoveryConfig: RecoveryConfig {
  public let dbDir: String

  public init(_ dbDir: String) { self.dbDir = dbDir }

  public var recoverySettings: RecoverySettings { RecoverySettings(madeOnFirstUseIn: dbDir) }
}
