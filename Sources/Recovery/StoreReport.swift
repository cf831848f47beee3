import DataflowCore
import Foundation
import GRDB

/// What stands in a recovery store, for people and programs to read; reading changes nothing.
public struct StoreReport: Encodable, Sendable {
  /// One partition file.
  public struct File: Encodable, Sendable {
    public let path: String
    public let index: Int
    /// Size on the disk, the log beside it included.
    public let bytes: Int
    public let rows: Int
    /// History before this epoch may be gone.
    public let commitEpoch: Int?
  }

  /// One run of the flow.
  public struct Run: Encodable, Sendable {
    public let number: Int
    public let workers: Int
    public let resumeEpoch: Int
    /// The least epoch that some worker had not finished.
    public let frontier: Int
  }

  /// What is kept under one step's id.
  public struct Step: Encodable, Sendable {
    public let id: String
    /// Keys or partitions with a state.
    public let keys: Int
    public let rows: Int
    public let bytes: Int
    public let firstEpoch: Int
    public let lastEpoch: Int
  }

  /// One change of one key.
  public struct Change: Encodable, Sendable {
    public let step: String
    public let key: String
    public let epoch: Int
    /// As it is stored; absent for a discarded key.
    public let state: String?
  }

  /// How states are written: JSON of `Codable` values.
  public let encoding: String
  public let partitions: [File]
  public let executions: [Run]
  /// The epoch a resume would begin with.
  public let resumeEpoch: Int
  /// Rows of epochs that were begun and not finished; a resume removes them.
  public let unfinishedRows: Int
  public let steps: [Step]
  /// The changes asked for, in order of epochs; empty when neither a step nor a key was given.
  public let changes: [Change]

  /// Reads a store; with `step` or `key` also every change of what they name.
  ///
  /// Throws what a resume would throw.
  public init(of directories: [String], step: String? = nil, key: String? = nil) throws {
    let set = try PartitionSet(in: directories, readOnly: true)
    try set.verify()
    let point = try set.resumePoint(firstEpoch: 1)
    let files = try set.partitions.map { try Self.file($0) }
    encoding = "JSON"
    partitions = files
    executions = try Self.runs(set)
    resumeEpoch = point.resumeEpoch
    unfinishedRows = try set.partitions.reduce(0) { sum, partition in
      sum
        + (try partition.read {
          try Int.fetchOne($0, sql: "SELECT count(*) FROM snaps WHERE snap_epoch >= ?", arguments: [point.resumeEpoch]) ?? 0
        })
    }
    steps = try Self.steps(set, before: point.resumeEpoch).filter { step == nil || $0.id == step }
    changes = step == nil && key == nil ? [] : try Self.changes(set, step, key)
  }

  private static func file(_ partition: Partition) throws -> File {
    let bytes = ["", "-wal"].reduce(0) { sum, suffix in
      let size = try? FileManager.default.attributesOfItem(atPath: partition.path + suffix)[.size] as? Int
      return sum + (size ?? 0)
    }
    let rows = try partition.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM snaps") ?? 0 }
    return File(path: partition.path, index: partition.index, bytes: bytes, rows: rows, commitEpoch: try partition.commitEpoch)
  }

  private static func runs(_ set: PartitionSet) throws -> [Run] {
    var runs: [Int: Run] = [:]
    for partition in set.partitions {
      let fronts = try partition.fronts
      for execution in try partition.executions {
        let frontier = ResumePoint(executions: [execution], fronts: fronts, firstEpoch: 1).resumeEpoch
        let least = min(frontier, runs[execution.number]?.frontier ?? frontier)
        runs[execution.number] = Run(
          number: execution.number, workers: execution.workerCount, resumeEpoch: execution.resumeEpoch, frontier: least)
      }
    }
    return runs.values.sorted { $0.number < $1.number }
  }

  private static func steps(_ set: PartitionSet, before epoch: Int) throws -> [Step] {
    let parts = try set.partitions.flatMap { partition in
      try partition.read { db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT CAST(step_id AS BLOB), sum(is_last AND ser_change IS NOT NULL), count(*), ifnull(sum(length(CAST(ser_change AS BLOB))), 0), min(snap_epoch), max(snap_epoch)
            FROM (SELECT *, lead(snap_epoch) OVER (PARTITION BY step_id, state_key ORDER BY snap_epoch) IS NULL AS is_last
                  FROM snaps WHERE snap_epoch < ?)
            GROUP BY step_id
            """, arguments: [epoch]
        ).map { row in
          let number = StoredRange.number
          return Step(
            id: try row.wholeText(0, "step_id"), keys: try row.integer(1, "ser_change", number),
            rows: try row.integer(2, "snaps", number),
            bytes: try row.integer(3, "ser_change", number), firstEpoch: try row.integer(4, "snap_epoch", number),
            lastEpoch: try row.integer(5, "snap_epoch", number))
        }
      }
    }
    return Dictionary(grouping: parts, by: \.id).map { id, parts in
      Step(
        id: id, keys: parts.reduce(0) { $0 + $1.keys }, rows: parts.reduce(0) { $0 + $1.rows },
        bytes: parts.reduce(0) { $0 + $1.bytes },
        firstEpoch: parts.map(\.firstEpoch).min() ?? 0, lastEpoch: parts.map(\.lastEpoch).max() ?? 0)
    }.sorted { $0.id < $1.id }
  }

  private static func changes(_ set: PartitionSet, _ step: String?, _ key: String?) throws -> [Change] {
    try set.partitions.flatMap { partition in
      try partition.read { db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT CAST(step_id AS BLOB), CAST(state_key AS BLOB), snap_epoch, CAST(ser_change AS BLOB) FROM snaps
            WHERE step_id = ifnull(CAST(? AS TEXT), step_id) AND state_key = ifnull(CAST(? AS TEXT), state_key)
            """, arguments: [step.map { Data($0.utf8) }, key.map { Data($0.utf8) }]
        ).map { row in
          Change(
            step: try row.wholeText(0, "step_id"), key: try row.wholeText(1, "state_key"),
            epoch: try row.integer(2, "snap_epoch", StoredRange.number), state: try row.text(3, "ser_change"))
        }
      }
    }.sorted { ($0.step, $0.key, $0.epoch) < ($1.step, $1.key, $1.epoch) }
  }

  /// Looks through every page of every file; throws a `RecoveryError` for the first that is damaged.
  public static func verify(_ directories: [String]) throws {
    try PartitionSet(in: directories, readOnly: true).verify()
  }
}
