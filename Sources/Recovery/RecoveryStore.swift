import DataflowCore
import Foundation

/// A store opened for one execution of a flow.
///
/// What makes it safe to be killed at any moment is the order in which files are written. For each group of finished epochs
/// first every partition gets its rows, one transaction a file; when all are on the disk the workers' fronts move past the group.
/// Killed in between, the next execution begins where the fronts stand: it does not look at later rows, and removes them
/// before it writes any of its own. History goes only as far as fronts that are already on the disk allow.
/// Executions and fronts stand in every partition, so that one that is older than the others, from a backup, is noticed.
public final class RecoveryStore: RecoveryLog {
  public let resumeEpoch: Int
  private let set: PartitionSet
  private let locks: [DirectoryLock]
  private let queue: EpochQueue

  /// Opens a store and finds out where to resume; nothing is written before the first epoch is finished.
  ///
  /// `fixedWorkerCount` refuses a store that an execution with another worker count has used. `firstEpoch` is where an unused
  /// store begins. Throws `NoPartitionsError`, `MissingPartitionsError`, `InconsistentPartitionsError` or a `RecoveryError`.
  public convenience init(
    in directories: [String], workerCount: Int, epochInterval: TimeSpan, backupInterval: TimeSpan, firstEpoch: Int = 1,
    fixedWorkerCount: Bool = false
  ) throws {
    try self.init(
      in: directories, workerCount: workerCount,
      retention: Retention(backupInterval: backupInterval, epochInterval: epochInterval),
      firstEpoch: firstEpoch, fixedWorkerCount: fixedWorkerCount, hook: nil)
  }

  init(
    in directories: [String], workerCount: Int, retention: Retention, firstEpoch: Int = 1, fixedWorkerCount: Bool = false,
    limit: Int = EpochQueue.limit, hook: WriteHook?
  ) throws {
    locks = try directories.map { try DirectoryLock($0) }
    set = try PartitionSet(in: directories)
    // Rows that a damaged page has lost would be missed by nobody.
    try set.verify()
    let point = try set.resumePoint(firstEpoch: firstEpoch)
    if fixedWorkerCount, let previous = point.previous, previous.workerCount != workerCount {
      throw RecoveryError(
        .workerCountChanged, directories.joined(separator: ";"),
        "it was written by \(previous.workerCount) workers and cannot be shared out among \(workerCount); run with "
          + "\(previous.workerCount) workers, or move the flow to 0.17, which can")
    }
    resumeEpoch = point.resumeEpoch
    let execution = Execution(number: point.executionNumber, workerCount: workerCount, resumeEpoch: point.resumeEpoch)
    queue = EpochQueue(EpochWriter(set.partitions, execution, retention, hook), limit: limit)
  }

  public func readStates(of step: String, _ body: (_ key: String, _ state: [UInt8]) throws -> Void) throws {
    for partition in set.partitions { try partition.readStates(of: step, before: resumeEpoch, body) }
  }

  /// The ids of the steps, other than some, of which an earlier execution has kept something that a resume finds.
  public func steps(besides known: Set<String>) throws -> [String] { try set.steps(besides: known, before: resumeEpoch) }

  public func store(_ snapshots: [Snapshot], epoch: Int, worker: Int) throws {
    try queue.add(snapshots, epoch: epoch)
  }

  public func complete(epoch: Int) throws { try queue.close(epoch) }

  public func safeEpoch(waiting: Bool) throws -> Int { try queue.lastWritten(waiting: waiting) ?? resumeEpoch - 1 }

  public func finish() throws {
    defer { for lock in locks { lock.release() } }
    do { try queue.drain() } catch {
      // Closing may meet the same disk; what counts is what happened first.
      try? set.close()
      throw error
    }
    try set.close()
  }
}

/// Called before each transaction begins and again before it is committed; what it throws stops the store as a bad disk would.
typealias WriteHook = @Sendable (WriteMoment) throws -> Void

/// A point at which writing can be refused.
enum WriteMoment: Sendable {
  case begin(partition: Int)
  case commit(partition: Int)
}
