import DataflowCore
import Foundation

/// Writes groups of finished epochs into the partitions, in the order that `RecoveryStore` describes; used by one thread at a time.
final class EpochWriter {
  private let partitions: [Partition]
  private let execution: Execution
  private let retention: Retention
  private let hook: WriteHook?
  private let spread: Spread
  /// The epoch that fronts on the disk say is unfinished.
  private var frontier: Int
  private var hasBegun = false
  /// For each partition, rows that may have become history since it was last swept.
  private var unswept: [Int]
  /// For each partition, how many of them are worth a sweep.
  private var sweepLimit: [Int]

  /// Below this many rows of history no sweep is worth its while.
  private static let leastSweep = 50_000

  init(_ partitions: [Partition], _ execution: Execution, _ retention: Retention, _ hook: WriteHook?) {
    self.partitions = partitions
    self.execution = execution
    self.retention = retention
    self.hook = hook
    spread = Spread(count: partitions.count)
    frontier = execution.resumeEpoch
    unswept = Array(repeating: 0, count: partitions.count)
    sweepLimit = Array(repeating: Self.leastSweep, count: partitions.count)
  }

  /// Makes a group of epochs, in order, the last ones that a resume passes over.
  func write(_ group: [FinishedEpoch]) throws {
    guard let last = group.last else { return }
    try begin()
    let rows = split(group)
    for partition in partitions.indices where !rows[partition].isEmpty {
      try write(rows[partition], to: partition)
    }
    try advance(to: last.epoch + 1)
  }

  /// Takes away what is left of history that may go.
  func finish() throws {
    guard hasBegun, let epoch = commitEpoch else { return }
    for partition in partitions.indices where unswept[partition] > 0 {
      try apply(PartitionChange(commitEpoch: epoch, sweeps: true), to: partition)
    }
  }

  /// Removes what an execution that died had written of epochs it did not finish, then makes this execution known.
  private func begin() throws {
    if hasBegun { return }
    for partition in partitions.indices {
      try apply(PartitionChange(discardFrom: execution.resumeEpoch), to: partition)
    }
    try apply(PartitionChange(execution: execution), to: spread.partition(ofNumber: execution.number))
    hasBegun = true
  }

  private func write(_ rows: [SnapshotRow], to partition: Int) throws {
    let sweeps = unswept[partition] > sweepLimit[partition]
    let outcome = try apply(PartitionChange(rows: rows, commitEpoch: commitEpoch, sweeps: sweeps), to: partition)
    if let left = outcome.rowsAfterSweep {
      // The next sweep comes after as many rows as this one had to leave, so each row is looked at a few times only.
      sweepLimit[partition] = max(Self.leastSweep, left)
      unswept[partition] = 0
    } else {
      unswept[partition] += rows.count - outcome.trimmed
    }
  }

  /// Moves the fronts of all workers.
  private func advance(to epoch: Int) throws {
    let fronts = (0..<execution.workerCount).map { Front(execution: execution.number, worker: $0, epoch: epoch) }
    for (partition, fronts) in Dictionary(grouping: fronts, by: { spread.partition(ofNumber: $0.worker) }).sorted(by: { $0.key < $1.key }) {
      try apply(PartitionChange(fronts: fronts), to: partition)
    }
    frontier = epoch
  }

  private var commitEpoch: Int? { retention.commitEpoch(frontier: frontier).flatMap { $0 > 0 ? $0 : nil } }

  /// The rows of each partition, in the order of its index, so that neighbours go into the same page.
  ///
  /// Where no history is kept, only the last change of a key is written: no resume can begin inside a group.
  private func split(_ group: [FinishedEpoch]) -> [[SnapshotRow]] {
    var rows: [[SnapshotRow]] = Array(repeating: [], count: partitions.count)
    for finished in group {
      for snapshot in finished.snapshots {
        rows[spread.partition(of: snapshot)].append(SnapshotRow(epoch: finished.epoch, snapshot: snapshot))
      }
    }
    let keepsAll = retention.epochs != 0
    return rows.map { rows in
      let sorted = SnapshotRow.sorted(rows)
      if keepsAll || group.count == 1 { return sorted }
      return sorted.indices.filter { $0 + 1 == sorted.count || !sorted[$0].hasKey(of: sorted[$0 + 1]) }.map { sorted[$0] }
    }
  }

  @discardableResult
  private func apply(_ change: PartitionChange, to index: Int) throws -> ChangeOutcome {
    try hook?(.begin(partition: index))
    return try partitions[index].apply(change) { try hook?(.commit(partition: index)) }
  }
}

/// Which partition a row belongs to; part of the format, so it never changes.
struct Spread: Sendable {
  let count: Int

  func partition(of snapshot: Snapshot) -> Int { partition(step: snapshot.step, key: snapshot.key) }

  func partition(step: String, key: String) -> Int {
    Int((stableHash(step) &* 0x9E37_79B9_7F4A_7C15 ^ stableHash(key)) % UInt64(count))
  }

  /// For what is known by a number: a worker or an execution.
  func partition(ofNumber number: Int) -> Int { Int(stableHash("\(number)") % UInt64(count)) }
}

extension SnapshotRow {
  /// Where a row stands: most comparisons end at the number of the step or the first bytes of the key.
  private struct Place {
    let step: Int
    let start: UInt64
    let position: Int
  }

  /// Brings rows of one step and key together, in order of keys' bytes, and within a key in order of epochs.
  static func sorted(_ rows: [SnapshotRow]) -> [SnapshotRow] {
    var steps: [String: Int] = [:]
    var last: (step: String, number: Int)?
    var places = rows.indices.map { position in
      let snapshot = rows[position].snapshot
      let number: Int
      if let last, last.step == snapshot.step {
        number = last.number
      } else {
        number = steps[snapshot.step] ?? steps.count
        steps[snapshot.step] = number
        last = (snapshot.step, number)
      }
      var start: UInt64 = 0
      for (offset, byte) in snapshot.key.utf8.prefix(8).enumerated() { start |= UInt64(byte) << UInt64(56 - 8 * offset) }
      return Place(step: number, start: start, position: position)
    }
    places.sort { a, b in
      if a.step != b.step { return a.step < b.step }
      if a.start != b.start { return a.start < b.start }
      let byKey = order(of: rows[a.position].snapshot.key, rows[b.position].snapshot.key)
      return byKey != 0 ? byKey < 0 : rows[a.position].epoch < rows[b.position].epoch
    }
    return places.map { rows[$0.position] }
  }

  func hasKey(of other: SnapshotRow) -> Bool {
    Self.order(of: snapshot.key, other.snapshot.key) == 0 && Self.order(of: snapshot.step, other.snapshot.step) == 0
  }

  /// Below, at or above zero as `a` stands before, with or behind `b` in order of bytes, which is SQLite's.
  private static func order(of a: String, _ b: String) -> Int {
    var (a, b) = (a, b)
    return a.withUTF8 { a in
      b.withUTF8 { b in
        guard let start = a.baseAddress, let other = b.baseAddress else { return a.count - b.count }
        let byBytes = Int(memcmp(start, other, min(a.count, b.count)))
        return byBytes != 0 ? byBytes : a.count - b.count
      }
    }
  }
}
