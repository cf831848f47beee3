import DataflowCore
import Foundation
import GRDB

@testable import Recovery

/// A directory of one test, removed with it.
final class Scratch: Sendable {
  let path: String

  init() throws {
    // In memory where that can be had: these tests wait for the disk some ten thousand times, and none depends on what it is made of.
    let memory = "/dev/shm"
    let place = FileManager.default.isWritableFile(atPath: memory) ? URL(fileURLWithPath: memory) : FileManager.default.temporaryDirectory
    let url = place.appendingPathComponent("waxwing-recovery-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Makes a directory inside.
  func directory(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    return "\(path)/\(name)"
  }

  /// Copies a store as a process that is killed this moment leaves it.
  func copy(_ directory: String, to name: String) throws -> String {
    let target = "\(path)/\(name)"
    try? FileManager.default.removeItem(atPath: target)
    try FileManager.default.copyItem(atPath: directory, toPath: target)
    return target
  }
}

/// Runs one SQL statement on a file, as somebody with `sqlite3` would, and returns its rows as text.
@discardableResult
func sql(_ path: String, _ statement: String) throws -> [String] {
  try DatabaseQueue(path: path).writeWithoutTransaction { db in
    try Row.fetchAll(db, sql: statement).map { row in
      row.map { $0.1.isNull ? "NULL" : "\($0.1.storage.value ?? "NULL")" }.joined(separator: "|")
    }
  }
}

/// The same over all files of a store, sorted.
func sqlEverywhere(_ directory: String, _ statement: String) throws -> [String] {
  try PartitionSet.files(in: directory).flatMap { try sql($0, statement) }.sorted()
}

/// Numbers that look random and are the same on every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

/// What epoch `epoch` changes: every key says its epoch, so a mixture of epochs shows; some keys are discarded now and then.
func change(_ epoch: Int) -> [Snapshot] {
  (0..<12).map { Snapshot(step: "f.s", key: "k\($0)", state: $0 % 5 == 4 && epoch % 2 == 0 ? nil : Array("\(epoch)".utf8)) }
}

extension RecoveryStore {
  /// The states of a step, as text.
  func texts(of step: String) throws -> [String: String] {
    var found: [String: String] = [:]
    try readStates(of: step) { found[$0] = String(decoding: $1, as: UTF8.self) }
    return found
  }
}
