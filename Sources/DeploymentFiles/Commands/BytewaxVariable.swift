/// The environment variables that one era or another reads.
enum BytewaxVariable {
  static let epochInterval = "BYTEWAX_EPOCH_INTERVAL"
  static let snapshotInterval = "BYTEWAX_SNAPSHOT_INTERVAL"
  static let sqliteDirectory = "BYTEWAX_SQLITE_DIRECTORY"
  static let recoveryDirectory = "BYTEWAX_RECOVERY_DIRECTORY"
  static let backupInterval = "BYTEWAX_RECOVERY_BACKUP_INTERVAL"
  static let processes = "BYTEWAX_PROCESSES"
  static let workers = "BYTEWAX_WORKERS_PER_PROCESS"
  static let processID = "BYTEWAX_PROCESS_ID"

  static let all: Set<String> = [
    epochInterval, snapshotInterval, sqliteDirectory, recoveryDirectory, backupInterval, processes, workers, processID, "BYTEWAX_ADDRESSES",
    "BYTEWAX_HOSTFILE_PATH", "BYTEWAX_POD_NAME", "BYTEWAX_STATEFULSET_NAME",
  ]

  /// The variable that a word like `NAME=value` sets, behind what programs write before it, and how many bytes that is.
  static func set(by word: some Collection<Letter>) -> (name: String, prefix: Int)? {
    let text = word.prefix(64).text
    guard let equals = text.firstIndex(of: "=") else { return nil }
    var name = text[..<equals]
    var prefix = 0
    if name.hasPrefix("--"), let second = text[text.index(after: equals)...].firstIndex(of: "=") {
      // `--env=NAME=value`, `--setenv=NAME=value`.
      prefix = name.utf8.count + 1
      name = text[text.index(after: equals)..<second]
    } else if name.hasPrefix("-e") || name.hasPrefix("-E") {
      name = name.dropFirst(2)
      prefix = 2
    }
    return all.contains(String(name)) ? (String(name), prefix) : nil
  }
}
