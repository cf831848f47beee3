import Foundation
import GRDB
import GRDBSQLite

/// Reads the states a partition keeps for a step.
///
/// Texts are taken by their length and not by GRDB's way, which ends them at the first NUL; a key may hold one.
/// The pointers SQLite hands out are used up before the next step, until which they are valid.
struct PartitionReader {
  private let statement: Statement

  /// The rows of `step` before `epoch`, in order of keys and epochs.
  init(_ db: Database, step: String, before epoch: Int) throws {
    statement = try db.makeStatement(
      sql: "SELECT state_key, ser_change FROM snaps WHERE step_id = CAST(? AS TEXT) AND snap_epoch < ? ORDER BY state_key, snap_epoch")
    try statement.setArguments([Data(step.utf8), epoch])
  }

  /// Calls `body` for each key whose last row is a state.
  func readStates(_ body: (_ key: String, _ state: [UInt8]) throws -> Void) throws {
    defer { sqlite3_reset(statement.sqliteStatement) }
    var key: [UInt8]?
    var state: [UInt8]?
    func hand() throws {
      if let key, let state { try body(String(decoding: key, as: UTF8.self), state) }
    }
    while true {
      let code = sqlite3_step(statement.sqliteStatement)
      if code == SQLITE_DONE { break }
      guard code == SQLITE_ROW else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
      guard let next = try bytes(0, "state_key") else { throw UnreadableValue(column: "state_key", value: "NULL") }
      if let key, key != next { try hand() }
      key = next
      state = try bytes(1, "ser_change")
    }
    try hand()
  }

  /// A column's text, `nil` for NULL.
  private func bytes(_ column: Int32, _ name: String) throws -> [UInt8]? {
    let pointer = statement.sqliteStatement
    let type = sqlite3_column_type(pointer, column)
    if type == SQLITE_NULL { return nil }
    guard type == SQLITE_TEXT else { throw UnreadableValue(column: name, value: "a value that is no text") }
    guard let text = sqlite3_column_text(pointer, column) else { return [] }
    return Array(UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(pointer, column))))
  }
}
