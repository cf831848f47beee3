import Bytewax019
import Foundation
import GRDBSQLite

/// W6: the running mean of W3 with its state kept in four partitions, against the same flow without, and against bare SQLite.
enum W6 {
  static func workloads() -> [Workload] {
    let names = W3.names(10_000)
    // Long enough for several epochs of a second.
    let many = 60_000_000
    let few = 400_000
    return [
      Workload(
        id: "W6/1s", budget: 1.20, isCost: true, engine: { try throughEngine(names, many, every: .seconds(1)) },
        baseline: { try throughEngine(names, many, every: nil) }),
      // Every row of every epoch is kept, so that both sides write the same.
      Workload(
        id: "W6/shortest", budget: 0.75, engine: { try throughEngine(names, few, every: .zero, keeping: .seconds(86_400)) },
        baseline: { try bareSQLite(names, few) }),
    ]
  }

  private static func throughEngine(_ names: [String], _ count: Int, every interval: Duration?, keeping backup: Duration = .zero) throws -> Int {
    let sink = SummingSink<(String, Int)> { $0.1 }
    let flow = Dataflow("w6")
    let source = GeneratedSource { _ in
      let events = W3.Events(names, batches: 1000, left: count, seed: 6)
      return { events.next() }
    }
    let means = op.statefulMap("mean", op.input("events", flow, source), W3.update)
    op.output("sum", means, sink)
    guard let interval else {
      try clusterMain(flow, [], 0)
      return sink.sum.value
    }
    try inScratchDirectory { directory in
      try initDBDir(directory, count: 4)
      try clusterMain(flow, [], 0, epochInterval: interval, recoveryConfig: RecoveryConfig(directory, backupInterval: backup))
    }
    return sink.sum.value
  }

  /// Computes the same means and writes the same rows, in one transaction an epoch and file.
  @inline(never)
  private static func bareSQLite(_ names: [String], _ count: Int) throws -> Int {
    var sum = 0
    try inScratchDirectory { directory in
      let files = try (0..<4).map { try BareFile("\(directory)/part-\($0).sqlite3") }
      let events = W3.Events(names, batches: 1000, left: count, seed: 6)
      var slots: [String: Int] = [:]
      var states: [W3.Mean?] = []
      var epoch = 0
      while let batch = events.next() {
        epoch += 1
        for (key, value) in batch {
          let slot = slots[key] ?? states.count
          if slot == states.count {
            slots[key] = slot
            states.append(nil)
          }
          let (state, mean) = try W3.update(states[slot], value)
          states[slot] = state
          sum &+= mean
        }
        for file in files { try file.run("BEGIN") }
        for (key, slot) in Set(batch.map(\.0)).map({ ($0, slots[$0] ?? 0) }) {
          guard let state = states[slot] else { continue }
          try files[slot & 3].insert("w6.mean.stateful_flat_map.unary", key, epoch, "{\"sum\":\(state.sum),\"count\":\(state.count)}")
        }
        try files[0].insert("w6.events", "0", epoch, "0")
        for file in files { try file.run("COMMIT") }
      }
    }
    return sum
  }
}

/// A table of rows as the store has it, written with nothing but SQLite.
private final class BareFile {
  private var db: OpaquePointer?
  private var statement: OpaquePointer?

  init(_ path: String) throws {
    sqlite3_open(path, &db)
    try run("PRAGMA journal_mode = WAL")
    try run(
      """
      CREATE TABLE snaps (created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, step_id TEXT NOT NULL, state_key TEXT NOT NULL,
        snap_epoch INTEGER NOT NULL, ser_change TEXT, PRIMARY KEY (step_id, state_key, snap_epoch)) STRICT
      """)
    sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO snaps (step_id, state_key, snap_epoch, ser_change) VALUES (?, ?, ?, ?)", -1, &statement, nil)
  }

  deinit {
    sqlite3_finalize(statement)
    sqlite3_close(db)
  }

  func run(_ sql: String) throws {
    if sqlite3_exec(db, sql, nil, nil, nil) != SQLITE_OK { throw BenchmarkError("SQLite refused \(sql)") }
  }

  func insert(_ step: String, _ key: String, _ epoch: Int, _ state: String) throws {
    // SQLite copies the texts, as a null-terminated string is gone after the call.
    let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_bind_text(statement, 1, step, -1, copying)
    sqlite3_bind_text(statement, 2, key, -1, copying)
    sqlite3_bind_int64(statement, 3, Int64(epoch))
    sqlite3_bind_text(statement, 4, state, -1, copying)
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    if code != SQLITE_DONE { throw BenchmarkError("SQLite refused a row") }
  }
}

/// Gives `body` an empty directory, and removes it.
func inScratchDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-w6-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}
