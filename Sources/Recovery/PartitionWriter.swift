import DataflowCore
import Foundation
import GRDB
import GRDBSQLite

/// Writes one change into one partition, inside a transaction.
///
/// Rows are bound and stepped through SQLite's own functions: by way of `StatementArguments` a row takes about twice as long.
/// This is the one place that calls C; SQLite is lent pointers to a row's texts, which lie in buffers that stay as they are until all
/// rows have been written.
struct PartitionWriter {
  private let db: Database
  private let index: Int

  init(_ db: Database, _ index: Int) {
    self.db = db
    self.index = index
  }

  func write(_ change: PartitionChange) throws -> ChangeOutcome {
    var outcome = ChangeOutcome()
    if let epoch = change.discardFrom {
      try db.execute(sql: "DELETE FROM snaps WHERE snap_epoch >= ?", arguments: [epoch])
      outcome.isEmpty = try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM snaps)") ?? false
    }
    if let execution = change.execution {
      try db.execute(
        sql: "INSERT INTO exs (ex_num, worker_count, resume_epoch) VALUES (?, ?, ?)",
        arguments: [execution.number, execution.workerCount, execution.resumeEpoch])
    }
    if let epoch = change.commitEpoch {
      try db.cachedStatement(sql: "INSERT OR REPLACE INTO commits (part_index, commit_epoch) VALUES (?, ?)").execute(arguments: [index, epoch])
    }
    let before = sqlite3_total_changes64(db.sqliteConnection)
    try remove(change.superseded)
    if !change.rows.rows.isEmpty {
      try write(change.rows, trimmingBefore: change.commitEpoch)
      outcome.size = try size
    }
    outcome.trimmed = Int(sqlite3_total_changes64(db.sqliteConnection) - before) - change.rows.rows.count
    if change.sweeps, let epoch = change.commitEpoch { outcome.rowsAfterSweep = try sweep(before: epoch) }
    for front in change.fronts {
      try db.cachedStatement(sql: "INSERT OR REPLACE INTO fronts (ex_num, worker_index, worker_frontier) VALUES (?, ?, ?)")
        .execute(arguments: [front.execution, front.worker, front.epoch])
    }
    return outcome
  }

  /// Takes away what a group before has superseded.
  private func remove(_ superseded: SupersededRows) throws {
    if superseded.stretches.isEmpty { return }
    let statement = try db.cachedStatement(
      sql: "DELETE FROM snaps WHERE step_id = ?1 AND state_key BETWEEN ?2 AND ?3 AND snap_epoch BETWEEN ?4 AND ?5")
    let removal = statement.sqliteStatement
    defer { sqlite3_clear_bindings(removal) }
    sqlite3_bind_int64(removal, 4, Int64(superseded.epochs.lowerBound))
    sqlite3_bind_int64(removal, 5, Int64(superseded.epochs.upperBound))
    let rows = superseded.rows
    try rows.keys.withUnsafeBufferPointer { keys in
      try forEachStep(of: superseded.stretches, step: { rows.rows[$0.lowerBound].step }, rows.steps) { step, stretches in
        bind(step, removal, 1)
        for stretch in stretches {
          bind(rows.rows[stretch.lowerBound].key.text(in: keys), removal, 2)
          bind(rows.rows[stretch.upperBound].key.text(in: keys), removal, 3)
          try run(removal)
        }
      }
    }
  }

  /// Inserts rows, and takes from a key's history what no resume from `commitEpoch` on needs where that is not known.
  private func write(_ new: SnapshotRows, trimmingBefore commitEpoch: Int?) throws {
    let statements = try RowStatements(db)
    defer { statements.clear() }
    var now = try String.fetchOne(db.cachedStatement(sql: "SELECT CURRENT_TIMESTAMP")) ?? ""
    try now.withUTF8 { now in
      try new.keys.withUnsafeBufferPointer { keys in
        try new.states.withUnsafeBufferPointer { states in
          for insert in [statements.insert, statements.insertMany] { bind(now, insert, 2) }
          try forEachStep(of: new.rows, step: \.step, new.steps) { step, rows in
            for statement in statements.all { bind(step, statement, 1) }
            var rest = rows
            while !rest.isEmpty {
              let isMany = rest.count >= RowStatements.many
              let (insert, next) = isMany ? (statements.insertMany, rest.prefix(RowStatements.many)) : (statements.insert, rest.prefix(1))
              var position: Int32 = 3
              for row in next {
                let key = row.key.text(in: keys)
                if let commitEpoch, row.trims {
                  bind(key, statements.trim, 2)
                  sqlite3_bind_int64(statements.trim, 3, Int64(commitEpoch))
                  try run(statements.trim)
                }
                bind(key, insert, position)
                sqlite3_bind_int64(insert, position + 1, Int64(row.epoch))
                if let state = row.state { bind(state.text(in: states), insert, position + 2) } else { sqlite3_bind_null(insert, position + 2) }
                position += 3
              }
              try run(insert)
              rest = rest.dropFirst(next.count)
            }
          }
        }
      }
    }
  }

  /// Calls `body` for the elements of each step, which are together; a step's id stays bound for all of them.
  private func forEachStep<Element>(
    of elements: [Element], step: (Element) -> Int32, _ ids: [[UInt8]], _ body: (UnsafeBufferPointer<UInt8>, ArraySlice<Element>) throws -> Void
  ) throws {
    var first = 0
    while first < elements.count {
      let number = step(elements[first])
      let end = elements[first...].firstIndex { step($0) != number } ?? elements.count
      try ids[Int(number)].withUnsafeBufferPointer { try body($0, elements[first..<end]) }
      first = end
    }
  }

  /// The bytes of the file that are in use, those of the write-ahead log included.
  private var size: Int {
    get throws {
      let (pages, free, bytes) = try (pragma("page_count"), pragma("freelist_count"), pragma("page_size"))
      return (pages - free) * bytes
    }
  }

  private func pragma(_ name: String) throws -> Int { try Int.fetchOne(db.cachedStatement(sql: "PRAGMA \(name)")) ?? 0 }

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

/// The statements that rows are written with; the database keeps them prepared. In each a step's id is bound first.
private struct RowStatements {
  /// With the time bound second, and then a key, an epoch and a state.
  let insert: SQLiteStatement
  /// The same with `many` times a key, an epoch and a state.
  let insertMany: SQLiteStatement
  /// Takes from a key's history what the newest row before an epoch supersedes.
  let trim: SQLiteStatement
  private let kept: [Statement]

  /// How many rows are inserted at once. That takes two thirds of the time of one by one.
  static let many = 32

  var all: [SQLiteStatement] { [insert, insertMany, trim] }

  init(_ db: Database) throws {
    kept = try [
      Self.insert(1), Self.insert(Self.many),
      """
      DELETE FROM snaps WHERE step_id = ?1 AND state_key = ?2 AND snap_epoch <
        (SELECT max(snap_epoch) FROM snaps WHERE step_id = ?1 AND state_key = ?2 AND snap_epoch < ?3)
      """,
    ].map(db.cachedStatement)
    (insert, insertMany, trim) = (kept[0].sqliteStatement, kept[1].sqliteStatement, kept[2].sqliteStatement)
  }

  private static func insert(_ count: Int) -> String {
    let rows = (0..<count).map { "(?1, ?2, ?\(3 * $0 + 3), ?\(3 * $0 + 4), ?\(3 * $0 + 5))" }
    return "INSERT OR REPLACE INTO snaps (step_id, created_at, state_key, snap_epoch, ser_change) VALUES " + rows.joined(separator: ", ")
  }

  /// Lets go of the texts that are bound.
  func clear() {
    for statement in all { sqlite3_clear_bindings(statement) }
  }
}
