import Foundation
import GRDB

/// Opens the file of a partition, whatever stands in its place.
enum PartitionFile {
  /// Says what stands where files should: SQLite would call a folder a matter of rights, wait for ever for a writer of a pipe, and make
  /// tables in an empty file.
  static func expect(_ path: String) throws {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      throw RecoveryError(
        .readOnly, path,
        "it cannot be read (\(String(cString: strerror(errno)))); see to its links, or give this user the right to read it")
    }
    try expectOrdinary(facts, path, of: path)
    if facts.st_size == 0 { throw RecoveryError.damaged(path, "it is empty") }
    for suffix in ["-wal", "-shm", "-journal"] where lstat(path + suffix, &facts) == 0 {
      try expectOrdinary(facts, path + suffix, of: path)
    }
    // A partition has a write-ahead log. Rolling back what a journal of the other kind says may take away a file that the journal names.
    if beginning(of: path + "-journal").starts(with: [0xD9, 0xD5, 0x05, 0xF9]) {
      throw RecoveryError.damaged(path, "a journal lies beside it that nothing here writes, '\(path)-journal'")
    }
  }

  private static func expectOrdinary(_ facts: stat, _ place: String, of path: String) throws {
    let type = facts.st_mode & S_IFMT
    if type == S_IFREG { return }
    let kind = type == S_IFDIR ? "a folder" : type == S_IFLNK ? "a link" : "no file"
    let wanted = place == path ? "a partition" : "a file of SQLite's, '\(place)',"
    throw RecoveryError(
      .corrupted, path, "there is \(kind) where \(wanted) should be; move it away and put back a backup of the partition")
  }

  private static func beginning(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    return (0..<8).map { _ in getc(file) }.filter { $0 != EOF }.map(UInt8.init)
  }

  static func open(_ path: String, readOnly: Bool = false) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      // Waits for the disk at each commit: a front in one file must never survive a power failure that takes the rows of another.
      if !readOnly { try db.execute(sql: "PRAGMA synchronous = FULL") }
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Seconds to wait for a lock that another program holds.
  private static let patience: TimeInterval = 5

  /// Opens a file for reading, also where nothing can be written: there SQLite cannot make the file that it needs beside one with a
  /// write-ahead log, and a copy elsewhere is read.
  ///
  /// What a killed execution left in the log stays there, so the file is opened read-only. Without that, SQLite may write: it takes the
  /// files that it makes beside a partition away again at the end, which a reader cannot. Nothing else is written then.
  static func openForReading(_ path: String) throws -> DatabaseQueue {
    do {
      let queue = try open(path, readOnly: hasLog(path))
      _ = try queue.read(Partition.version)
      return queue
    } catch let error as DatabaseError where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) {
      return try openCopy(of: path)
    }
  }

  private static func hasLog(_ path: String) -> Bool {
    var facts = stat()
    return stat(path + "-wal", &facts) == 0 && facts.st_size > 0
  }

  /// The copy is gone as soon as it is open, and its memory when it is closed.
  private static func openCopy(of path: String) throws -> DatabaseQueue {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-read-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    let copy = directory.appendingPathComponent("part.sqlite3").path
    do {
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      if FileManager.default.fileExists(atPath: path + "-wal") {
        try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
      }
      for file in [copy, copy + "-wal"] { chmod(file, 0o600) }
    } catch {
      throw RecoveryError(
        .readOnly, path,
        "it cannot be read here or copied to '\(directory.path)' (\(error.localizedDescription)); give this user the right to read it"
      )
    }
    let queue = try open(copy)
    _ = try queue.read(Partition.version)
    return queue
  }
}
