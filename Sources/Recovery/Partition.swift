import DataflowCore
import Dispatch
import Foundation
import GRDB

/// One run of a flow, as the store remembers it.
struct Execution: Hashable, Sendable {
  let number: Int
  let workerCount: Int
  let resumeEpoch: Int
}

/// The epoch that one worker of an execution had not finished.
struct Front: Hashable, Sendable {
  let execution: Int
  let worker: Int
  let epoch: Int
}

/// What one transaction changes in one partition.
struct PartitionChange: Sendable {
  /// Rows of this epoch and later ones are those of an execution that died before it finished them.
  var discardFrom: Int?
  var execution: Execution?
  var rows = SnapshotRows.none
  /// Rows that are safe to lose, because later ones are on the disk.
  var superseded = SupersededRows.none
  var fronts: [Front] = []
  /// History before this epoch may go.
  var commitEpoch: Int?
  /// Whether to look through the whole partition for history that may go, not only at the keys in `rows`.
  var sweeps = false
}

/// What a change did to the history in its partition.
struct ChangeOutcome {
  /// Rows taken away that others have superseded.
  var trimmed = 0
  /// Whether there were no rows before any were written.
  var isEmpty = false
  /// The bytes of the file that are in use.
  var size = 0
  /// The rows left when the whole partition was looked through.
  var rowsAfterSweep: Int?
}

/// One SQLite file of a recovery store. All its methods may be called from any thread; they take turns.
final class Partition: Sendable {
  let path: String
  let index: Int
  /// How many files the whole store has.
  let count: Int
  private let queue: DatabaseQueue

  /// The version that Bytewax has given this table layout since 0.17.
  static let version = 5

  /// Says in the file's header that states are JSON, as `StateCodec` writes it: "WxJ1". Bytewax itself leaves zero there.
  static let encoding = 0x5778_4A31

  /// Opens a file that exists.
  init(_ path: String, readOnly: Bool = false) throws {
    self.path = path
    try PartitionFile.expect(path)
    do {
      queue = try readOnly ? PartitionFile.openForReading(path) : PartitionFile.open(path)
      (index, count) = try queue.read { db in
        let version = try Self.version(db)
        guard version == Self.version else {
          throw RecoveryError(
            .wrongVersion, path,
            "it has version \(version), this program reads version \(Self.version); use the program that wrote it, or move it away and make new partitions"
          )
        }
        guard try Int.fetchOne(db, sql: "PRAGMA application_id") == Self.encoding else {
          throw RecoveryError(
            .wrongEncoding, path,
            "another program wrote it, Bytewax itself perhaps, whose states cannot be read; make new partitions with waxwing recovery init"
          )
        }
        try PartitionLayout.expect(db, path)
        guard let row = try Row.fetchOne(db, sql: "SELECT part_index, part_count FROM parts") else {
          throw RecoveryError.damaged(path, "it does not say which partition it is")
        }
        let count = try row.integer(1, "part_count", StoredRange.partitionCount)
        return (try row.integer(0, "part_index", 0...count - 1), count)
      }
    } catch { throw RecoveryError.refused(error, path) }
  }

  /// What the file of a partition is called.
  static func path(_ index: Int, in directory: String) -> String { "\(directory)/part-\(index).sqlite3" }

  /// Makes all files of a store, which do not exist, or none.
  static func create(_ paths: [String]) throws {
    for (index, path) in paths.enumerated() {
      do { try create(path, index: index, count: paths.count) } catch {
        paths[..<index].forEach(remove)
        throw error
      }
    }
  }

  /// Makes a file that does not exist; it appears whole or not at all.
  static func create(_ path: String, index: Int, count: Int) throws {
    let unfinished = path + ".new"
    remove(unfinished)
    do {
      let queue = try PartitionFile.open(unfinished)
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = WAL")
        try db.inTransaction {
          try db.execute(sql: PartitionLayout.tables)
          try db.execute(sql: "PRAGMA user_version = \(version); PRAGMA application_id = \(encoding)")
          try db.execute(sql: "INSERT INTO parts (part_index, part_count) VALUES (?, ?)", arguments: [index, count])
          return .commit
        }
      }
      try queue.close()
    } catch {
      remove(unfinished)
      throw RecoveryError.refused(error, path)
    }
    guard link(unfinished, path) == 0 else {
      let why = String(cString: strerror(errno))
      unlink(unfinished)
      throw RecoveryError(.partitionsExist, path, "the file cannot be made (\(why)); choose an empty directory")
    }
    unlink(unfinished)
  }

  /// Takes a file away, with those that SQLite keeps beside it.
  static func remove(_ path: String) {
    for file in [path, path + "-wal", path + "-shm"] { unlink(file) }
  }

  static func version(_ db: Database) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }

  /// The ids of the steps that have rows: one look-up for each, however many rows there are.
  var stepIDs: [String] {
    get throws {
      try read { db in
        try Row.fetchAll(
          db,
          sql: """
            WITH RECURSIVE steps (id) AS (
              SELECT min(step_id) FROM snaps
              UNION ALL SELECT (SELECT min(step_id) FROM snaps WHERE step_id > id) FROM steps WHERE id IS NOT NULL)
            SELECT CAST(id AS BLOB) FROM steps WHERE id IS NOT NULL
            """
        ).map { try $0.wholeText(0, "step_id") }
      }
    }
  }

  /// Runs `body` on the file and names the file in what SQLite throws.
  func read<T>(_ body: (Database) throws -> T) throws -> T {
    do { return try queue.read(body) } catch { throw RecoveryError.refused(error, path) }
  }

  /// Makes one change, all of it or nothing.
  ///
  /// `beforeCommit` runs when everything has been written but the commit; what it throws takes the change back.
  func apply(_ change: PartitionChange, beforeCommit: () throws -> Void) throws -> ChangeOutcome {
    do {
      return try queue.writeWithoutTransaction { db in
        var outcome = ChangeOutcome()
        try db.inTransaction(.immediate) {
          outcome = try PartitionWriter(db, index).write(change)
          try beforeCommit()
          return .commit
        }
        return outcome
      }
    } catch { throw RecoveryError.refused(error, path) }
  }

  /// Ends the use of the file; SQLite then folds its sidecar files into it.
  func close() throws {
    do { try queue.close() } catch { throw RecoveryError.refused(error, path) }
  }
}

extension Partition {
  var executions: [Execution] {
    get throws {
      try read { db in
        try Row.fetchAll(db, sql: "SELECT ex_num, worker_count, resume_epoch FROM exs").map { row in
          Execution(
            number: try row.integer(0, "ex_num", StoredRange.number),
            workerCount: try row.integer(1, "worker_count", StoredRange.workerCount),
            resumeEpoch: try row.integer(2, "resume_epoch", StoredRange.number))
        }
      }
    }
  }

  var fronts: [Front] {
    get throws {
      try read { db in
        try Row.fetchAll(db, sql: "SELECT ex_num, worker_index, worker_frontier FROM fronts").map { row in
          Front(
            execution: try row.integer(0, "ex_num", StoredRange.number),
            worker: try row.integer(1, "worker_index", StoredRange.number),
            epoch: try row.integer(2, "worker_frontier", StoredRange.number))
        }
      }
    }
  }

  /// The epoch before which history may be gone, `nil` when none has gone.
  var commitEpoch: Int? {
    get throws {
      try read { db in
        guard let row = try Row.fetchOne(db, sql: "SELECT commit_epoch FROM commits ORDER BY commit_epoch DESC") else {
          return nil
        }
        return try row.integer(0, "commit_epoch", StoredRange.number)
      }
    }
  }

  /// Looks through every page and row of the file; throws a `RecoveryError` when one is damaged.
  func verify() throws {
    let verdict = try read { try String.fetchOne($0, sql: "PRAGMA integrity_check(1)") } ?? "no verdict"
    if verdict != "ok" { throw RecoveryError.damaged(path, verdict) }
  }

  /// Calls `body` for each key of a step whose last row before `epoch` is a state.
  func readStates(of step: String, before epoch: Int, _ body: (_ key: String, _ state: [UInt8]) throws -> Void) throws {
    try read { try PartitionReader($0, step: step, before: epoch).readStates(body) }
  }
}
