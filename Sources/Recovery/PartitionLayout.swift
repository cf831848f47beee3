import GRDB

/// The tables of a partition file, and the look at whether a file has these and nothing else.
///
/// A database may hold code: a view in a table's place, a trigger, a column or an index that is computed. Files come from elsewhere,
/// and what they say is run by nobody who only asks for rows.
enum PartitionLayout {
  /// As Bytewax 0.17 to 0.19 make them, `created_at` included; only `snaps` lies in one tree here where Bytewax has a table and an index
  /// beside it, which makes files a third smaller. Bytewax reads and writes either.
  static let tables = """
    CREATE TABLE parts (
      created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
      part_index INTEGER PRIMARY KEY NOT NULL CHECK (part_index >= 0),
      part_count INTEGER NOT NULL CHECK (part_count > 0),
      CHECK (part_index < part_count)
    ) STRICT;
    CREATE TABLE exs (
      created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
      ex_num INTEGER NOT NULL PRIMARY KEY,
      worker_count INTEGER NOT NULL CHECK (worker_count > 0),
      resume_epoch INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE fronts (
      created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
      ex_num INTEGER NOT NULL,
      worker_index INTEGER NOT NULL CHECK (worker_index >= 0),
      worker_frontier INTEGER NOT NULL,
      PRIMARY KEY (ex_num, worker_index)
    ) STRICT;
    CREATE TABLE commits (
      created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
      part_index INTEGER PRIMARY KEY NOT NULL,
      commit_epoch INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE snaps (
      created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
      step_id TEXT NOT NULL,
      state_key TEXT NOT NULL,
      snap_epoch INTEGER NOT NULL,
      ser_change TEXT,
      PRIMARY KEY (step_id, state_key, snap_epoch)
    ) STRICT, WITHOUT ROWID;
    """

  /// The same, one by one, as SQLite keeps their text.
  private static let texts: Set<String> = Set(
    tables.split(separator: ";").map { String($0.trimmingPrefix(while: \.isNewline)) }.filter { !$0.isEmpty })

  /// What `ANALYZE` adds, which somebody may have run; it is read by nobody but SQLite's planner.
  private static let statistics: Set<String> = [
    "CREATE TABLE sqlite_stat1(tbl,idx,stat)", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
  ]

  /// Throws a `RecoveryError` for a file that has anything but these tables. Must come before the first row is asked for.
  static func expect(_ db: Database, _ path: String) throws {
    var missing = texts
    for row in try Row.fetchAll(
      db, sql: "SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB) FROM sqlite_schema")
    {
      let (type, name) = (try row.text(0, "type") ?? "", try row.text(1, "name") ?? "")
      let (table, text) = (try row.text(2, "tbl_name") ?? "", try row.text(3, "sql"))
      // An index that SQLite makes for a primary key has no text.
      if type == "index", text == nil, name.hasPrefix("sqlite_autoindex_\(table)_") { continue }
      guard type == "table", name == table, let text else { throw stranger(type, name, path) }
      if statistics.contains(text) { continue }
      guard missing.remove(text) != nil, text.hasPrefix("CREATE TABLE \(name) ") else { throw stranger(type, name, path) }
    }
    guard missing.isEmpty else {
      let names = missing.map { $0.split(separator: " ")[2] }.sorted().joined(separator: ", ")
      throw RecoveryError.damaged(path, "it lacks tables: \(names)")
    }
  }

  private static func stranger(_ type: String, _ name: String, _ path: String) -> RecoveryError {
    .damaged(path, "its \(type.prefix(20)) '\(name.prefix(40))' is none that a store is made with")
  }
}
