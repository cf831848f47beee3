import ArgumentParser
import BytewaxFluent
import BytewaxRunner

/// Breaking changes: epoch-interval-flag-renamed, epoch-interval-env-renamed, sqlite-directory-flag-renamed,
/// sqlite-directory-env-renamed, backup-interval-added (0.16 → 0.17); recovery-flags-required (0.17 → 0.18).
///
/// The command-line flags of 0.17; the intervals have defaults.
struct Flags: FlowFlags {
  @OptionGroup var workers: WorkerFlags

  @Option(name: [.customShort("r"), .customLong("recovery-directory")], help: "Directory of the recovery partitions. [env: BYTEWAX_RECOVERY_DIRECTORY]")
  var recoveryDirectory: String?

  @Option(name: [.customShort("s"), .customLong("snapshot-interval")], help: "Seconds between snapshots. [env: BYTEWAX_SNAPSHOT_INTERVAL]")
  var snapshotInterval: Int?

  @Option(name: [.customShort("b"), .customLong("backup-interval")], help: "Seconds to keep superseded snapshots. [env: BYTEWAX_RECOVERY_BACKUP_INTERVAL]")
  var backupInterval: Int?

  func settings(over defaults: RunSettings) throws -> RunSettings {
    Environment.warn(ofIgnored: [
      "BYTEWAX_SQLITE_DIRECTORY": "BYTEWAX_RECOVERY_DIRECTORY", "BYTEWAX_EPOCH_INTERVAL": "BYTEWAX_SNAPSHOT_INTERVAL",
    ])
    var settings = defaults
    try workers.apply(to: &settings)
    if let snapshotInterval = try snapshotInterval ?? Environment.number("BYTEWAX_SNAPSHOT_INTERVAL") {
      settings.epochInterval = .seconds(snapshotInterval)
    }
    let backup = try backupInterval ?? Environment.number("BYTEWAX_RECOVERY_BACKUP_INTERVAL")
    if let directory = recoveryDirectory ?? Environment.value("BYTEWAX_RECOVERY_DIRECTORY") {
      settings.recovery = RecoverySettings(directory: directory, backupInterval: .seconds(backup ?? 86_400))
    }
    return settings
  }
}
