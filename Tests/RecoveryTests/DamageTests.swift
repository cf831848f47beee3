import DataflowCore
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Recovery

/// Files of a store that are not as they were written: cut off, overwritten in parts, changed from outside, or something else altogether.
///
/// Whatever stands in a file, reading it ends with states or with an error that names the file and says what to do.
@Suite struct DamageTests {
  let scratch: Scratch
  let directory: String
  var file: String { "\(directory)/part-0.sqlite3" }

  init() throws {
    scratch = try Scratch(inMemory: true)
    directory = try scratch.directory("store")
    try makeRecoveryPartitions(in: [directory], count: 1)
    let store = try RecoveryStore(in: [directory], workerCount: 2, retention: Retention(epochs: 1), limit: 0, hook: nil)
    for epoch in 1...3 {
      try store.store(
        (0..<120).map { Snapshot(step: "f.t", key: "key \($0)", state: Array("\(epoch)".utf8)) }, epoch: epoch, worker: 0)
      try store.store(change(epoch), epoch: epoch, worker: 1)
      try store.complete(epoch: epoch)
    }
    try store.finish()
  }

  private enum Reading: CaseIterable {
    case check, inspect, take, resume

    /// Reads all there is; gives how many states of `f.t` were found.
    func read(_ store: String, _ scratch: Scratch) throws -> Int {
      switch self {
      case .check:
        try StoreReport.verify([store])
        return try StoreReport(of: [store]).steps.first { $0.id == "f.t" }?.keys ?? 0
      case .inspect:
        let report = try StoreReport(of: [store], step: "f.t")
        return Set(report.changes.map(\.key)).count
      case .take:
        let new = try scratch.directory("new-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: new) }
        return try StoreImport(stepIDs: [:]).run(from: [store], to: new, partitions: 2).keys["f.t"] ?? 0
      case .resume:
        let opened = try RecoveryStore(in: [store], workerCount: 1, retention: Retention(epochs: 0), limit: 0, hook: nil)
        var keys = 0
        do {
          try opened.readStates(of: "f.t") { _, _ in keys += 1 }
          try opened.store([Snapshot(step: "f.t", key: "key 0", state: [57])], epoch: opened.resumeEpoch, worker: 0)
          try opened.complete(epoch: opened.resumeEpoch)
        } catch {
          try? opened.finish()
          throw error
        }
        try opened.finish()
        return keys
      }
    }
  }

  /// Reads a damaged store in each way; true when each of them noticed.
  @discardableResult
  private func expectNoHarm(_ what: String, _ damage: (_ file: String) throws -> Void) throws -> Bool {
    var noticed = true
    for reading in Reading.allCases {
      let store = try scratch.copy(directory, to: "damaged")
      try damage("\(store)/part-0.sqlite3")
      do {
        let found = try reading.read(store, scratch)
        #expect(found == 120, "\(what), \(reading): \(found) states")
        noticed = false
      } catch let error as RecoveryError {
        let text = "\(error)"
        #expect(
          error.path == "\(store)/part-0.sqlite3" && text.contains("; ") && !text.contains("\n"), "\(what), \(reading): \(text)")
      } catch { Issue.record("\(what), \(reading): \(error)") }
    }
    return noticed
  }

  private func overwriting(_ bytes: some Collection<UInt8>, at offset: Int) -> (String) throws -> Void {
    { path in
      let handle = try FileHandle(forUpdating: URL(filePath: path))
      try handle.seek(toOffset: UInt64(offset))
      try handle.write(contentsOf: Data(bytes))
      try handle.close()
    }
  }

  private func size() throws -> Int { try Data(contentsOf: URL(filePath: file)).count }

  // MARK: bytes

  @Test("zeros from anywhere to the end of a page are noticed or do no harm", arguments: 0..<8)
  func zerosInPages(part: Int) throws {
    var noticed = 0
    for offset in stride(from: part * 32, to: try size(), by: 256) {
      let end = (offset / 4096 + 1) * 4096
      if try expectNoHarm("zeros from \(offset)", overwriting(Data(count: end - offset), at: offset)) { noticed += 1 }
    }
    #expect(noticed > 5)
  }

  @Test("each byte of the header may be anything", arguments: 0..<4)
  func headerBytes(part: Int) throws {
    for offset in stride(from: part, to: 100, by: 4) {
      for value: UInt8 in [0, 1, 2, 3, 127, 255] {
        try expectNoHarm("header byte \(offset) is \(value)", overwriting([value], at: offset))
      }
    }
  }

  @Test("each byte of a page's own header and of its list of cells may be anything", arguments: 0..<4)
  func pageHeaderBytes(part: Int) throws {
    for page in 1..<(try size()) / 4096 {
      for offset in stride(from: page * 4096 + part, to: page * 4096 + 16, by: 4) {
        for value: UInt8 in [0, 1, 13, 255] { try expectNoHarm("byte \(offset) is \(value)", overwriting([value], at: offset)) }
      }
    }
  }

  @Test("a file may be cut off anywhere", arguments: 0..<4)
  func cutOff(part: Int) throws {
    for length in stride(from: part * 100, to: try size(), by: 512) {
      let isNoticed = try expectNoHarm("cut to \(length)") {
        guard truncate($0, length) == 0 else { throw CocoaError(.fileWriteUnknown) }
      }
      #expect(isNoticed, "cut to \(length)")
    }
  }

  /// A key, a state or an epoch that is changed into another one cannot be noticed, so nothing is asked here but an end.
  @Test("random bytes anywhere never end in anything but states or an error", arguments: 0..<8)
  func randomBytes(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let size = try size()
    for round in 0..<60 {
      let store = try scratch.copy(directory, to: "damaged")
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let length = [1, 1, 2, 8, 64, 700].randomElement(using: &random) ?? 1
        let isZero = Bool.random(using: &random)
        let bytes = (0..<length).map { _ in isZero ? 0 : UInt8.random(in: 0...255, using: &random) }
        let offset = Int.random(in: 0..<size - length, using: &random)
        try overwriting(bytes, at: offset)("\(store)/part-0.sqlite3")
      }
      for reading in Reading.allCases {
        do { _ = try reading.read(store, scratch) } catch let error as RecoveryError {
          #expect("\(error)".contains("part-0.sqlite3"), "seed \(seed), round \(round), \(reading): \(error)")
        } catch is InconsistentPartitionsError {
        } catch is MissingPartitionsError {
        } catch { Issue.record("seed \(seed), round \(round), \(reading): \(error)") }
      }
    }
  }

  // MARK: values

  @Test(
    "values that nobody writes are damage",
    arguments: [
      "UPDATE parts SET part_count = NULL", "UPDATE parts SET part_count = 0", "UPDATE parts SET part_count = 'two'",
      "UPDATE parts SET part_count = 9e18",
      "UPDATE parts SET part_index = -1", "UPDATE parts SET part_index = 7", "UPDATE parts SET part_count = 9223372036854775807",
      "DELETE FROM parts",
      "UPDATE exs SET worker_count = NULL", "UPDATE exs SET worker_count = -5",
      "UPDATE exs SET worker_count = 9223372036854775807",
      "UPDATE exs SET resume_epoch = NULL", "UPDATE exs SET resume_epoch = 'x'", "UPDATE exs SET ex_num = 9223372036854775807",
      "UPDATE fronts SET worker_frontier = NULL", "UPDATE fronts SET worker_frontier = 9223372036854775807",
      "UPDATE fronts SET worker_frontier = x'00'",
      "UPDATE fronts SET worker_index = 'x' WHERE worker_index = 1", "UPDATE commits SET commit_epoch = 'x'",
      "UPDATE commits SET commit_epoch = NULL",
      "UPDATE commits SET commit_epoch = -9223372036854775808", "UPDATE snaps SET state_key = 7 WHERE state_key = 'key 7'",
      "UPDATE snaps SET state_key = x'00' WHERE state_key = 'key 7'", "UPDATE snaps SET step_id = 1.5 WHERE state_key = 'key 7'",
      "UPDATE snaps SET ser_change = 7 WHERE state_key = 'key 7'",
      "UPDATE snaps SET ser_change = x'31' WHERE state_key = 'key 7'",
      "UPDATE snaps SET snap_epoch = 'x' WHERE state_key = 'key 7' AND snap_epoch = 3",
    ])
  func values(_ statement: String) throws {
    let isNoticed = try expectNoHarm(statement) { path in
      // Damage does not heed what a table's definition forbids, so it is taken out for the change and put back behind it.
      let table = try #require(["parts", "exs", "fronts", "commits", "snaps"].first { statement.contains(" \($0)") })
      let strict = try sql(path, "SELECT sql FROM sqlite_schema WHERE name = '\(table)'")[0]
      let loose = strict.split(separator: "\n").map { line in
        line.contains(" PRIMARY KEY NOT NULL") || line.contains(" NOT NULL PRIMARY KEY")
          ? line.replacing(#/ CHECK \([^)]*\)/#, with: "")
          : line.replacing(#/ (TEXT|INTEGER|NOT NULL|CHECK \([^)]*\))/#, with: "")
      }.filter { !$0.contains("CHECK") }.joined(separator: "\n").replacing(#/,\s*\) STRICT/#, with: ")").replacing(
        #/\) STRICT,?/#, with: ")")
      try sql(path, loose.replacing("CREATE TABLE \(table)", with: "CREATE TABLE loose"))
      try sql(path, "INSERT INTO loose SELECT * FROM \(table)")
      try sql(path, "DROP TABLE \(table)")
      try sql(path, "ALTER TABLE loose RENAME TO \(table)")
      try sql(path, statement)
      try DatabaseQueue(path: path).writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA writable_schema = ON")
        try db.execute(sql: "UPDATE sqlite_schema SET sql = ? WHERE name = ?", arguments: [strict, table])
      }
    }
    #expect(isNoticed)
  }

  @Test(
    "tables and columns that are missing are damage",
    arguments: [
      "DROP TABLE parts", "DROP TABLE exs", "DROP TABLE fronts", "DROP TABLE commits", "DROP TABLE snaps",
      "ALTER TABLE snaps RENAME COLUMN state_key TO k",
      "ALTER TABLE exs DROP COLUMN resume_epoch",
    ])
  func tables(_ statement: String) throws {
    #expect(try expectNoHarm(statement) { try sql($0, statement) })
  }

  private static let endless = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT"

  @Test(
    "a file that holds code is refused before any of it runs", .timeLimit(.minutes(1)),
    arguments: [
      "DROP TABLE parts; CREATE VIEW parts AS \(endless) count(*) AS part_index, 1 AS part_count FROM n",
      "DROP TABLE exs; CREATE VIEW exs AS \(endless) i AS ex_num, 1 AS worker_count, 1 AS resume_epoch FROM n",
      "DROP TABLE fronts; CREATE VIEW fronts AS \(endless) i AS ex_num, 0 AS worker_index, 1 AS worker_frontier FROM n",
      "DROP TABLE commits; CREATE VIEW commits AS \(endless) count(*) AS part_index, 1 AS commit_epoch FROM n",
      "DROP TABLE snaps; CREATE VIEW snaps AS \(endless) 'f.t' AS step_id, i AS state_key, 1 AS snap_epoch, '1' AS ser_change FROM n",
      "CREATE VIEW other AS \(endless) i FROM n", "CREATE TABLE other (x)",
      "CREATE TRIGGER t AFTER INSERT ON snaps BEGIN DELETE FROM snaps; END",
      "CREATE TRIGGER t BEFORE INSERT ON exs BEGIN INSERT INTO fronts (ex_num, worker_index, worker_frontier) \(endless) i, i, i FROM n; END",
      "CREATE INDEX i ON snaps (length(state_key))", "CREATE INDEX i ON snaps (state_key) WHERE snap_epoch > 1",
      "CREATE INDEX i ON snaps (state_key)",
      "ALTER TABLE exs ADD COLUMN x INTEGER GENERATED ALWAYS AS (length(zeroblob(900000000)))",
      "ALTER TABLE snaps ADD COLUMN x TEXT DEFAULT 'x'",
      "DROP TABLE commits; CREATE TABLE commits (created_at TEXT, part_index INTEGER PRIMARY KEY, commit_epoch INTEGER CHECK (commit_epoch < random()))",
      "CREATE VIRTUAL TABLE other USING fts5 (x)",
      "ANALYZE; PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = 'view', rootpage = 0, sql = 'CREATE VIEW sqlite_stat1 (tbl, idx, stat) AS \(endless) i, i, i FROM n' WHERE name = 'sqlite_stat1'",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'DEFAULT CURRENT_TIMESTAMP', 'DEFAULT (randomblob(900000000))') WHERE name = 'snaps'",
    ])
  func code(_ statements: String) throws {
    let isNoticed = try expectNoHarm(statements) { path in
      try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: statements) }
    }
    #expect(isNoticed)
  }

  @Test func whatSQLiteNotesForItsPlannerIsNoCode() throws {
    #expect(try !expectNoHarm("ANALYZE") { try sql($0, "ANALYZE") })
  }

  /// Rolling it back would take away the file that it names as its superior, were it what the journal says or not.
  @Test func aJournalBesideAPartitionIsNotObeyed() throws {
    let victim = "\(scratch.path)/victim"
    try Data("kept".utf8).write(to: URL(filePath: victim))
    let isNoticed = try expectNoHarm("journal") { path in
      var bytes: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7] + Array(repeating: 0, count: 20)
      bytes += Array(repeating: 0, count: 512 - bytes.count) + Array(victim.utf8)
      try Data(bytes).write(to: URL(filePath: path + "-journal"))
    }
    #expect(isNoticed)
    #expect(FileManager.default.fileExists(atPath: victim))
  }

  @Test("a later version of the layout is refused", arguments: [0, 4, 6, 999, -1])
  func versions(_ version: Int) throws {
    #expect(try expectNoHarm("version \(version)") { try sql($0, "PRAGMA user_version = \(version)") })
  }

  // MARK: files

  @Test(
    "what is no partition file is named",
    arguments: [
      "empty", "folder", "pipe", "text", "one byte", "dangling link", "folder for the log", "pipe for the log",
      "link for the log",
    ])
  func otherThings(_ what: String) throws {
    let isNoticed = try expectNoHarm(what) { path in
      if !what.hasSuffix("for the log") { unlink(path) }
      switch what {
      case "empty": try Data().write(to: URL(filePath: path))
      case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      case "folder for the log":
        try FileManager.default.createDirectory(atPath: path + "-wal", withIntermediateDirectories: false)
      case "pipe for the log": mkfifo(path + "-wal", 0o600)
      case "link for the log": symlink("nowhere", path + "-wal")
      case "pipe": mkfifo(path, 0o600)
      case "text": try Data(repeating: 65, count: 9000).write(to: URL(filePath: path))
      case "one byte": try Data([83]).write(to: URL(filePath: path))
      default: symlink("nowhere", path)
      }
    }
    #expect(isNoticed)
  }

  @Test("files of SQLite's own that are left over are not believed", arguments: ["-wal", "-shm", "-journal"])
  func leftOver(_ suffix: String) throws {
    var random = SeededRandom(7)
    let noise = (0..<40_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    for bytes in [[], [0], Array(noise[..<32]), Array(noise[..<4152]), noise, Array(repeating: 0, count: 32_768)] {
      #expect(try !expectNoHarm("\(suffix) of \(bytes.count) bytes") { try Data(bytes).write(to: URL(filePath: $0 + suffix)) })
    }
  }
}
