import DataflowCore
import Foundation

/// What all workers together changed in one finished epoch.
struct FinishedEpoch: Sendable {
  let epoch: Int
  let snapshots: [Snapshot]
  let weight: Int
}

/// Finished epochs on their way to the disk: workers put in, one thread at a time takes out and writes.
///
/// Everything that waits is written together, so many small epochs cost hardly more than one. Workers wait while more than
/// `limit` bytes are unwritten, so a slow disk slows the flow and does not fill the memory.
///
/// Unchecked because every variable is touched with `condition` locked only; `writer` is used by the one drain that `isWriting` admits.
final class EpochQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private let thread = DispatchQueue(label: "waxwing.recovery")
  private let writer: EpochWriter
  private let limit: Int
  /// What workers have handed in for epochs that some worker has not finished.
  private var unfinished: [Int: [Snapshot]] = [:]
  private var waiting: [FinishedEpoch] = []
  /// Bytes of what waits and of what is being written.
  private var weight = 0
  private var isWriting = false
  private var written: Int?
  private var failure: (any Error)?

  /// A few large epochs, or some ten thousand small ones.
  static let limit = 8 << 20

  init(_ writer: EpochWriter, limit: Int) {
    self.writer = writer
    self.limit = limit
  }

  /// Takes what one worker changed; waits while the store is behind. Throws what the store met in writing.
  func add(_ snapshots: [Snapshot], epoch: Int) throws {
    try condition.withLock {
      while weight > limit && failure == nil { condition.wait() }
      if let failure { throw failure }
      if unfinished[epoch] == nil { unfinished[epoch] = snapshots } else { unfinished[epoch]? += snapshots }
    }
  }

  /// Hands an epoch over to be written.
  func close(_ epoch: Int) throws {
    try condition.withLock {
      if let failure { throw failure }
      let snapshots = unfinished.removeValue(forKey: epoch) ?? []
      let size = snapshots.reduce(64) { $0 + 64 + $1.key.utf8.count + ($1.state?.count ?? 0) }
      weight += size
      waiting.append(FinishedEpoch(epoch: epoch, snapshots: snapshots, weight: size))
      if !isWriting {
        isWriting = true
        thread.async { self.writeAll() }
      }
    }
  }

  /// The last epoch on the disk, if this execution has written any; `waiting` for what has been handed over.
  func lastWritten(waiting: Bool) throws -> Int? {
    try condition.withLock {
      while waiting && isWriting { condition.wait() }
      if let failure { throw failure }
      return written
    }
  }

  /// Waits until everything handed over is on the disk, and tidies up.
  func drain() throws {
    _ = try lastWritten(waiting: true)
    try writer.finish()
  }

  private func writeAll() {
    while let group = takeAll() {
      do {
        try writer.write(group)
        condition.withLock {
          weight -= group.reduce(0) { $0 + $1.weight }
          written = group.last?.epoch
          condition.broadcast()
        }
      } catch {
        condition.withLock {
          failure = error
          waiting = []
          isWriting = false
          condition.broadcast()
        }
        return
      }
    }
  }

  private func takeAll() -> [FinishedEpoch]? {
    condition.withLock {
      if waiting.isEmpty {
        isWriting = false
        condition.broadcast()
        return nil
      }
      defer { waiting = [] }
      return waiting
    }
  }
}
