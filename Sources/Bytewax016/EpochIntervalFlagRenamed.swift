import ArgumentParser
import BytewaxFluent
import BytewaxRunner

/// Breaking changes: epoch-interval-flag-renamed, epoch-interval-env-renamed, sqlite-directory-flag-renamed,
/// sqlite-directory-env-renamed, backup-interval-added (0.16 → 0.17).
///
/// The command-line flags of 0.16.
struct Flags: FlowFlags {
  @OptionGroup var workers: WorkerFlags

  @Option(help: "Directory of the recovery files. [env: BYTEWAX_SQLITE_DIRECTORY]")
  var sqliteDirectory: String?

  @Option(help: "Seconds an epoch lasts. [env: BYTEWAX_EPOCH_INTERVAL]")
  var epochInterval: Int?

  func settings(over defaults: RunSettings) throws -> RunSettings {
    Environment.warn(ofIgnored: [
      "BYTEWAX_RECOVERY_DIRECTORY": "BYTEWAX_SQLITE_DIRECTORY", "BYTEWAX_SNAPSHOT_INTERVAL": "BYTEWAX_EPOCH_INTERVAL",
      "BYTEWAX_RECOVERY_BACKUP_INTERVAL": nil,
    ])
    var settings = defaults
    try workers.apply(to: &settings)
    if let epochInterval = try epochInterval ?? Environment.number("BYTEWAX_EPOCH_INTERVAL") {
      settings.epochInterval = .seconds(epochInterval)
    }
    if let directory = sqliteDirectory ?? Environment.value("BYTEWAX_SQLITE_DIRECTORY") {
      settings.recovery = RecoverySettings(madeOnFirstUseIn: directory)
    }
    return settings
  }
}
