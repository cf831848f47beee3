import DataflowCore
import Foundation

/// Writes groups of finished epochs into the partitions, in the order that `RecoveryStore` describes; used by one thread at a time.
final class EpochWriter {
  private let partitions: [Partition]
  private let execution: Execution
  private let retention: Retention
  private let hook: WriteHook?
  private let spread: Spread
  private var steps = StepNumbers()
  /// The epoch that fronts on the disk say is unfinished.
  private var frontier: Int
  private var hasBegun = false
  /// For each partition, rows that may have become history since it was last swept.
  private var unswept: [Int]
  /// For each partition, how many of them are worth a sweep.
  private var sweepLimit: [Int]
  /// For each partition, what the last group wrote; without history only.
  private var written: [WrittenRows]
  /// For each partition, the bytes of its file that are in use.
  private var sizes: [Int]

  /// Rows that make up less than one in this many parts of a file do not have it looked through for those they supersede. Where every
  /// key is written each time they make up a third of it: there are two rows of a key, and there is room to spare.
  private static let leastShare = 6

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
    written = Array(repeating: WrittenRows(startsEmpty: false), count: partitions.count)
    sizes = Array(repeating: .max, count: partitions.count)
  }

  /// Makes a group of epochs, in order, the last ones that a resume passes over.
  func write(_ group: [FinishedEpoch]) throws {
    guard let last = group.last else { return }
    try begin()
    var rows = split(group)
    for partition in partitions.indices where !rows[partition].rows.isEmpty { try write(&rows[partition], to: partition) }
    try advance(to: last.epoch + 1)
  }

  /// Takes away what is left of history that may go.
  func finish() throws {
    guard hasBegun, let epoch = commitEpoch else { return }
    for partition in partitions.indices where unswept[partition] > 0 {
      let sweeps = retention.epochs != 0 || written[partition].leavesHistory
      try apply(PartitionChange(superseded: written[partition].superseded, commitEpoch: epoch, sweeps: sweeps), to: partition)
    }
  }

  /// Removes from each partition what an execution that died had written of epochs it did not finish, and makes this execution known there.
  private func begin() throws {
    if hasBegun { return }
    for partition in partitions.indices {
      let outcome = try apply(PartitionChange(discardFrom: execution.resumeEpoch, execution: execution), to: partition)
      written[partition] = WrittenRows(startsEmpty: outcome.isEmpty)
    }
    hasBegun = true
  }

  private func write(_ rows: inout SnapshotRows, to partition: Int) throws {
    let sweeps = unswept[partition] > sweepLimit[partition]
    let superseded = written[partition].superseded
    if retention.epochs == 0 { written[partition].follow(with: &rows, joins: rows.size >= sizes[partition] / Self.leastShare) }
    let outcome = try apply(PartitionChange(rows: rows, superseded: superseded, commitEpoch: commitEpoch, sweeps: sweeps), to: partition)
    sizes[partition] = outcome.size
    if let left = outcome.rowsAfterSweep {
      // The next sweep comes after as many rows as this one had to leave, so each row is looked at a few times only.
      sweepLimit[partition] = max(Self.leastSweep, left)
      unswept[partition] = 0
    } else {
      unswept[partition] += rows.rows.count - outcome.trimmed
    }
  }

  /// Moves the fronts of all workers, in each partition.
  private func advance(to epoch: Int) throws {
    let fronts = (0..<execution.workerCount).map { Front(execution: execution.number, worker: $0, epoch: epoch) }
    for partition in partitions.indices { try apply(PartitionChange(fronts: fronts), to: partition) }
    frontier = epoch
  }

  private var commitEpoch: Int? { retention.commitEpoch(frontier: frontier).flatMap { $0 > 0 ? $0 : nil } }

  /// The rows of each partition, in the order of its index, so that neighbours go into the same page.
  ///
  /// Where no history is kept, only the last change of a key is written: no resume can begin inside a group.
  private func split(_ group: [FinishedEpoch]) -> [SnapshotRows] {
    let snapshots = group.count == 1 ? group[0].snapshots : group.flatMap(\.snapshots)
    if steps.learn(snapshots) { for partition in partitions.indices { written[partition].forget() } }
    var rows = Array(repeating: SnapshotRows(steps: steps.ids), count: partitions.count)
    for index in rows.indices { rows[index].reserve(snapshots.count / partitions.count * 9 / 8) }
    snapshots.withUnsafeBufferPointer { snapshots in
      var (first, last) = (0, "")
      var (number, hash) = (0, 0 as UInt64)
      for finished in group {
        for position in first..<first + finished.snapshots.count {
          let step = snapshots[position].step
          if position == 0 || !hasSameBytes(step, last) { (number, hash, last) = (steps[step], stableHash(step), step) }
          let partition = spread.partition(stepHash: hash, key: snapshots[position].key)
          rows[partition].append(snapshots[position], step: number, epoch: finished.epoch)
        }
        first += finished.snapshots.count
      }
    }
    for index in rows.indices { rows[index].sort(onlyLast: retention.epochs == 0 && group.count > 1) }
    return rows
  }

  @discardableResult
  private func apply(_ change: PartitionChange, to index: Int) throws -> ChangeOutcome {
    try hook?(.begin(partition: index))
    return try partitions[index].apply(change) { try hook?(.commit(partition: index)) }
  }
}
