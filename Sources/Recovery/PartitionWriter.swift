import DataflowCore
import Foundation
import GRDB
import GRDBSQLite

/// Writes one change into one partition, inside a transaction.
///
/// Rows are bound and stepped through SQLite's own functions: by way of `StatementArguments` a row takes about twice as long.
/// This is the one place that calls C; pointers to a row's text are valid until `step` has returned, which is as long as they are used.
struct PartitionWriter {
  private let db: Database
  private let index: Int

  init(_ db: Database, _ index: Int) {
    self.db = db
    self.index = index
  }

  func write(_ change: PartitionChange) throws -> ChangeOutcome {
    if let epoch = change.discardFrom {
      try db.execute(sql: "DELETE FROM snaps WHERE snap_epoch >= ?", arguments: [epoch])
    }
    if let execution = change.execution {
      try db.execute(
        sql: "INSERT INTO exs (ex_num, worker_count, resume_epoch) VALUES (?, ?, ?)",
        arguments: [execution.number, execution.workerCount, execution.resumeEpoch])
    }
    var outcome = ChangeOutcome()
    if let epoch = change.commitEpoch {
      try db.execute(sql: "INSERT OR REPLACE INTO commits (part_index, commit_epoch) VALUES (?, ?)", arguments: [index, epoch])
    }
    outcome.trimmed = try write(change.rows, trimmingBefore: change.commitEpoch)
    if change.sweeps, let epoch = change.commitEpoch { outcome.rowsAfterSweep = try sweep(before: epoch) }
    for front in change.fronts {
      try db.execute(
        sql: "INSERT OR REPLACE INTO fronts (ex_num, worker_index, worker_frontier) VALUES (?, ?, ?)",
        arguments: [front.execution, front.worker, front.epoch])
    }
    return outcome
  }

  /// Inserts rows, and takes from each key's history what no resume from `commitEpoch` on needs.
  private func write(_ new: SnapshotRows, trimmingBefore commitEpoch: Int?) throws -> Int {
    if new.rows.isEmpty { return 0 }
    let statements = try RowStatements(db)
    defer { statements.clear() }
    var now = try String.fetchOne(db, sql: "SELECT CURRENT_TIMESTAMP") ?? ""
    let before = sqlite3_total_changes64(db.sqliteConnection)
    try new.snapshots.withUnsafeBufferPointer { snapshots in
      try now.withUTF8 { now in
        bind(now, statements.insert, 5)
        var next = 0
        // A step's id stays bound for all its rows.
        while next < new.rows.count {
          let number = new.rows[next].step
          var step = snapshots[new.rows[next].position].step
          try step.withUTF8 { step in
            for statement in statements.all { bind(step, statement, 1) }
            while next < new.rows.count, new.rows[next].step == number {
              let row = new.rows[next]
              try write(row, snapshots[row.position], trimmingBefore: commitEpoch, statements)
              next += 1
            }
          }
        }
      }
    }
    return Int(sqlite3_total_changes64(db.sqliteConnection) - before) - new.rows.count
  }

  private func write(_ row: SnapshotRow, _ snapshot: Snapshot, trimmingBefore commitEpoch: Int?, _ statements: RowStatements) throws {
    var key = snapshot.key
    try key.withUTF8 { key in
      if let epoch = row.superseded ?? commitEpoch {
        let removal = row.superseded == nil ? statements.trim : statements.delete
        bind(key, removal, 2)
        sqlite3_bind_int64(removal, 3, Int64(epoch))
        try run(removal)
      }
      bind(key, statements.insert, 2)
      sqlite3_bind_int64(statements.insert, 3, Int64(row.epoch))
      if let state = snapshot.state {
        try state.withUnsafeBufferPointer {
          bind($0, statements.insert, 4)
          try run(statements.insert)
        }
      } else {
        sqlite3_bind_null(statements.insert, 4)
        try run(statements.insert)
      }
    }
  }

  /// Takes away all history that no resume from `epoch` on needs: what a later row before `epoch` supersedes, and tombstones.
  ///
  /// Returns how many rows are left.
  private func sweep(before epoch: Int) throws -> Int {
    try db.execute(
      sql: """
        DELETE FROM snaps WHERE snap_epoch < ?1 AND (ser_change IS NULL OR EXISTS (
          SELECT 1 FROM snaps AS later WHERE later.step_id = snaps.step_id AND later.state_key = snaps.state_key
            AND later.snap_epoch > snaps.snap_epoch AND later.snap_epoch < ?1))
        """, arguments: [epoch])
    return try Int.fetchOne(db, sql: "SELECT count(*) FROM snaps") ?? 0
  }

  private func bind(_ text: UnsafeBufferPointer<UInt8>, _ statement: SQLiteStatement, _ position: Int32) {
    // An empty buffer may have no address, which SQLite would take for NULL.
    guard let base = text.baseAddress, !text.isEmpty else {
      sqlite3_bind_text(statement, position, "", 0, nil)
      return
    }
    base.withMemoryRebound(to: CChar.self, capacity: text.count) {
      _ = sqlite3_bind_text(statement, position, $0, Int32(text.count), nil)
    }
  }

  private func run(_ statement: SQLiteStatement) throws {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    if code != SQLITE_DONE { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage) }
  }
}

/// The statements that rows are written with; the database keeps them prepared. In each a step's id is bound first, then a key and an epoch.
private struct RowStatements {
  let insert: SQLiteStatement
  /// Takes from a key's history what the newest row before an epoch supersedes.
  let trim: SQLiteStatement
  /// Takes away one row.
  let delete: SQLiteStatement
  private let kept: [Statement]

  var all: [SQLiteStatement] { [insert, trim, delete] }

  init(_ db: Database) throws {
    kept = try [
      "INSERT OR REPLACE INTO snaps (step_id, state_key, snap_epoch, ser_change, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
      """
      DELETE FROM snaps WHERE step_id = ?1 AND state_key = ?2 AND snap_epoch <
        (SELECT max(snap_epoch) FROM snaps WHERE step_id = ?1 AND state_key = ?2 AND snap_epoch < ?3)
      """,
      "DELETE FROM snaps WHERE step_id = ?1 AND state_key = ?2 AND snap_epoch = ?3",
    ].map(db.cachedStatement)
    (insert, trim, delete) = (kept[0].sqliteStatement, kept[1].sqliteStatement, kept[2].sqliteStatement)
  }

  /// Lets go of the texts that are bound.
  func clear() {
    for statement in all { sqlite3_clear_bindings(statement) }
  }
}
