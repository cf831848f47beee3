import ArgumentParser

/// The flags that a flow's own command line has in one era or another; they go on to the program unread.
struct FlowFlags: ParsableArguments {
  @Option(name: [.customShort("w", allowingJoined: true), .long], help: "Worker threads for each process.")
  var workersPerProcess: Int?

  @Option(
    name: [.customShort("p", allowingJoined: true), .long],
    help: "Processes, which here are further workers of one process (0.16, 0.17).")
  var processes: Int?

  @Option(name: [.customShort("s", allowingJoined: true), .long], help: "Seconds between snapshots of the state.")
  var snapshotInterval: String?

  @Option(name: [.short, .long], help: "Directory of the recovery partitions.")
  var recoveryDirectory: String?

  @Option(name: [.customShort("b", allowingJoined: true), .long], help: "Seconds for which older snapshots are kept.")
  var backupInterval: String?

  @Option(name: [.customShort("i", allowingJoined: true), .long], help: "Number of this process in a cluster.")
  var processID: Int?

  @Option(name: [.short, .long], help: "Addresses of the cluster's processes, with ';' between them.")
  var addresses: String?

  @Option(help: "Directory of the recovery store (0.16).")
  var sqliteDirectory: String?

  @Option(help: "Seconds that an epoch lasts (0.16).")
  var epochInterval: String?

  /// The first flag or variable of the environment that only 0.16 has, and that nothing newer stands beside.
  func signOf016(in environment: [String: String]) -> String? {
    func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
    if sqliteDirectory != nil { return "--sqlite-directory" }
    if epochInterval != nil { return "--epoch-interval" }
    if recoveryDirectory != nil || snapshotInterval != nil || backupInterval != nil { return nil }
    if isSet("BYTEWAX_SQLITE_DIRECTORY") && !isSet("BYTEWAX_RECOVERY_DIRECTORY") { return "BYTEWAX_SQLITE_DIRECTORY" }
    return isSet("BYTEWAX_EPOCH_INTERVAL") && !isSet("BYTEWAX_SNAPSHOT_INTERVAL") ? "BYTEWAX_EPOCH_INTERVAL" : nil
  }

  /// The flags that were given, in words that every era's command line reads.
  var asTyped: [String] {
    let given: [(String, String?)] = [
      ("-w", workersPerProcess.map(String.init)), ("-p", processes.map(String.init)), ("-s", snapshotInterval),
      ("-r", recoveryDirectory), ("-b", backupInterval), ("-i", processID.map(String.init)), ("-a", addresses),
      ("--sqlite-directory", sqliteDirectory), ("--epoch-interval", epochInterval),
    ]
    return given.flatMap { flag, value in value.map { [flag, $0] } ?? [] }
  }
}
