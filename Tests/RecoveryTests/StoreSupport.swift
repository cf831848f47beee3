import DataflowCore
import Foundation
import GRDB
import TestSupport

@testable import Recovery


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

extension Scratch {
  /// Copies a store as a process that is killed this moment leaves it.
  func copy(_ directory: String, to name: String) throws -> String {
    let target = "\(path)/\(name)"
    try? FileManager.default.removeItem(atPath: target)
    try FileManager.default.copyItem(atPath: directory, toPath: target)
    return target
  }
}
