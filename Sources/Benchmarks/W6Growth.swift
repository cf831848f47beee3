import Bytewax019
import DataflowCore
import Foundation
import GRDBSQLite

/// W6 as state grows: how long a flow takes to resume, and how large its store is.
struct Growth: Encodable {
  let workload: String
  let keys: Int
  /// CPU seconds of the flow that wrote each key once.
  let writeSeconds: Double
  /// CPU seconds of a flow that reads all states back and finds nothing more to do.
  let resumeSeconds: Double
  /// The share of the speed at which bare SQLite reads the same rows into a dictionary.
  let ratio: Double
  let storeMegabytes: Double
  let bytesPerKey: Double

  enum CodingKeys: String, CodingKey {
    case workload, keys, ratio
    case writeSeconds = "write_s"
    case resumeSeconds = "resume_s"
    case storeMegabytes = "store_mb"
    case bytesPerKey = "bytes_per_key"
  }

  static func measure(keys: Int) throws -> Growth {
    try inScratchDirectory { directory in
      try initDBDir(directory, count: 4)
      let run = { try clusterMain(flow(keys), [], 0, epochInterval: .seconds(3600), recoveryConfig: RecoveryConfig(directory)) }
      let written = try Stopwatch.cpu.time(run)
      let resumed = try Stopwatch.cpu.time(run)
      let files = (0..<4).map { "\(directory)/part-\($0).sqlite3" }
      var found = 0
      let bare = try Stopwatch.cpu.time { found = try readBare(files) }
      guard found == keys else { throw BenchmarkError("W6/resume: the store has \(found) keys, not \(keys)") }
      let bytes = try files.reduce(0) { $0 + (try FileManager.default.attributesOfItem(atPath: $1)[.size] as? Int ?? 0) }
      return Growth(
        workload: "W6/resume-\(keys)", keys: keys, writeSeconds: written, resumeSeconds: resumed, ratio: bare / resumed,
        storeMegabytes: Double(bytes) / 1e6, bytesPerKey: Double(bytes) / Double(keys))
    }
  }

  private static func flow(_ keys: Int) -> Dataflow {
    let flow = Dataflow("w6")
    let means = op.statefulMap("mean", op.input("events", flow, NumberedKeys(count: keys)), W3.update)
    op.output("sum", means, SummingSink<(String, Int)> { $0.1 })
    return flow
  }

  private static func readBare(_ files: [String]) throws -> Int {
    var states: [String: String] = [:]
    for file in files {
      var db: OpaquePointer?
      var statement: OpaquePointer?
      guard sqlite3_open(file, &db) == SQLITE_OK else { throw BenchmarkError("SQLite cannot open \(file)") }
      sqlite3_prepare_v2(db, "SELECT state_key, ser_change FROM snaps WHERE step_id LIKE '%mean%' ORDER BY state_key, snap_epoch", -1, &statement, nil)
      while sqlite3_step(statement) == SQLITE_ROW {
        states[String(cString: sqlite3_column_text(statement, 0))] = String(cString: sqlite3_column_text(statement, 1))
      }
      sqlite3_finalize(statement)
      sqlite3_close(db)
    }
    return states.count
  }
}

/// Emits every key once, and goes on where it was.
private struct NumberedKeys: FixedPartitionedSource {
  let count: Int

  final class Partition: StatefulSourcePartition {
    private var next: Int
    private let count: Int

    init(_ next: Int, _ count: Int) { (self.next, self.count) = (next, count) }

    func nextBatch() throws -> [(String, Int)] {
      if next >= count { throw StopIteration() }
      let batch = (next..<min(next + 1000, count)).map { ("key\($0)", $0 & 1023) }
      next += batch.count
      return batch
    }

    func snapshot() -> Int { next }
  }

  func listParts() -> [String] { ["0"] }
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Partition { Partition(resumeState ?? 0, count) }
}

/// JSON, in which states are stored, against a compact binary form.
///
/// JSON was chosen because the column holds text, which people read with `sqlite3`, and because names in it tell a state that has changed.
struct Encoding: Encodable {
  let workload: String
  /// Nanoseconds to write and read one state, and its bytes.
  let jsonWrite, jsonRead, binaryWrite, binaryRead: Double
  let jsonBytes, binaryBytes: Int

  enum CodingKeys: String, CodingKey {
    case workload
    case jsonWrite = "json_write_ns"
    case jsonRead = "json_read_ns"
    case binaryWrite = "binary_write_ns"
    case binaryRead = "binary_read_ns"
    case jsonBytes = "json_bytes"
    case binaryBytes = "binary_bytes"
  }

  private struct Order: Codable, Sendable {
    var customer = "Ada Lovelace"
    var items = ["punched cards", "brass wheels", "steam"]
    var prices = [12.5, 99.25, 3.0]
    var paid = 7
  }

  static func measure() throws -> [Encoding] {
    [
      try measure("int", 123_456),
      try measure("mean", W3.Mean(sum: 512_345, count: 1000)),
      try measure("doubles-20", (0..<20).map { Double($0) * 1.37 }),
      try measure("order", Order()),
    ]
  }

  private static func measure<State: Codable>(_ name: String, _ state: State) throws -> Encoding {
    guard let codec = StateCodec<State>() else { throw BenchmarkError("\(name) is not Codable") }
    let (json, binary) = (try codec.encode(state), try CompactCoding.encode(state))
    guard try codec.encode(CompactCoding.decode(State.self, binary)) == json else { throw BenchmarkError("\(name): the encodings differ") }
    let rounds = 50_000
    func nanoseconds(_ work: () throws -> Void) rethrows -> Double {
      try median((0..<5).map { _ in try Stopwatch.cpu.time { for _ in 0..<rounds { try work() } } / Double(rounds) * 1e9 })
    }
    return Encoding(
      workload: "W6/encoding-\(name)", jsonWrite: try nanoseconds { _ = try codec.encode(state) }, jsonRead: try nanoseconds { _ = try codec.decode(json) },
      binaryWrite: try nanoseconds { _ = try CompactCoding.encode(state) }, binaryRead: try nanoseconds { _ = try CompactCoding.decode(State.self, binary) },
      jsonBytes: json.count, binaryBytes: binary.count)
  }
}
