import ArgumentParser
import BytewaxRunner

/// The command-line flags of 0.18 and 0.19.
///
/// Breaking changes: recovery-flags-required, processes-flag-moved (0.17 → 0.18).
struct StreamFlags: FlowFlags {
  @Option(name: [.customShort("w"), .customLong("workers-per-process")], help: "Worker threads. [env: BYTEWAX_WORKERS_PER_PROCESS]")
  var workers: Int?

  @Option(name: [.customShort("i"), .customLong("process-id")], help: "This process's number in a cluster. [env: BYTEWAX_PROCESS_ID]")
  var processID: Int?

  @Option(name: [.customShort("a"), .customLong("addresses")], help: "Addresses of all processes, separated by semicolons. [env: BYTEWAX_ADDRESSES]")
  var addresses: String?

  @Option(name: [.customShort("r"), .customLong("recovery-directory")], help: "Directory of the recovery partitions. [env: BYTEWAX_RECOVERY_DIRECTORY]")
  var recoveryDirectory: String?

  @Option(name: [.customShort("s"), .customLong("snapshot-interval")], help: "Seconds between snapshots. [env: BYTEWAX_SNAPSHOT_INTERVAL]")
  var snapshotInterval: Int?

  @Option(name: [.customShort("b"), .customLong("backup-interval")], help: "Seconds to keep superseded snapshots. [env: BYTEWAX_RECOVERY_BACKUP_INTERVAL]")
  var backupInterval: Int?

  func settings(over defaults: RunSettings) throws -> RunSettings {
    Environment.warn(ofIgnored: [
      "BYTEWAX_SQLITE_DIRECTORY": "BYTEWAX_RECOVERY_DIRECTORY", "BYTEWAX_EPOCH_INTERVAL": "BYTEWAX_SNAPSHOT_INTERVAL",
      "BYTEWAX_PROCESSES": "BYTEWAX_WORKERS_PER_PROCESS",
    ])
    var settings = defaults
    try settings.takeCluster(workers: workers, processID: processID, addresses: addresses)
    let snapshot = try snapshotInterval ?? Environment.number("BYTEWAX_SNAPSHOT_INTERVAL")
    let backup = try backupInterval ?? Environment.number("BYTEWAX_RECOVERY_BACKUP_INTERVAL")
    if let snapshot { settings.epochInterval = .seconds(snapshot) }
    if let directory = recoveryDirectory ?? Environment.value("BYTEWAX_RECOVERY_DIRECTORY") {
      guard snapshot != nil, let backup else {
        try RecoverySettings.expectWhole(directory)
        throw ValidationError("with -r both -s and -b must be given; add for example -s 10 -b 86400")
      }
      settings.recovery = RecoverySettings(directory: directory, backupInterval: .seconds(backup))
    }
    return settings
  }
}
