import DataflowCore
import Synchronization

/// A recovery store in memory that remembers every epoch, so that a flow can be resumed after any of them.
final class MemoryLog: RecoveryLog {
  struct Row: Sendable {
    let epoch: Int
    let worker: Int
    let snapshot: Snapshot
  }

  private struct Contents {
    var rows: [Row] = []
    var completed: [Int] = []
    var brokenPromises: [String] = []
    var handedOver: [Int] = []
  }

  let resumeEpoch: Int
  private let workers: Int
  private let contents: Mutex<Contents>

  init(workers: Int, after epoch: Int = 0, _ rows: [Row] = []) {
    resumeEpoch = epoch + 1
    self.workers = workers
    contents = Mutex(Contents(rows: rows))
  }

  /// The store as it was when an epoch had just been completed, for a cluster of some other size.
  func after(_ epoch: Int, workers: Int) -> MemoryLog {
    MemoryLog(workers: workers, after: epoch, contents.withLock { $0.rows.filter { $0.epoch <= epoch } })
  }

  var completed: [Int] { contents.withLock { $0.completed } }
  /// Calls that came out of order, and rows written twice.
  var brokenPromises: [String] { contents.withLock { $0.brokenPromises } }

  func safeEpoch(waiting: Bool) -> Int { completed.last ?? resumeEpoch - 1 }
  func finish() {}

  func readStates(of step: String, _ body: (String, [UInt8]) throws -> Void) throws {
    for (key, state) in states(of: step) { try body(key, state) }
  }

  func states(of step: String) -> [(key: String, state: [UInt8])] {
    var last: [String: Row] = [:]
    for row in contents.withLock({ $0.rows }) where row.snapshot.step == step && row.epoch < resumeEpoch {
      if row.epoch >= last[row.snapshot.key]?.epoch ?? 0 { last[row.snapshot.key] = row }
    }
    return last.compactMap { key, row in row.snapshot.state.map { (key, $0) } }
  }

  func store(_ snapshots: [Snapshot], epoch: Int, worker: Int) {
    contents.withLock { contents in
      if epoch != (contents.completed.last ?? resumeEpoch - 1) + 1 { contents.brokenPromises.append("epoch \(epoch) handed over out of turn") }
      if contents.handedOver.contains(worker) { contents.brokenPromises.append("worker \(worker) handed epoch \(epoch) over twice") }
      contents.handedOver.append(worker)
      let known = Set(contents.rows.lazy.filter { $0.epoch == epoch }.map { "\($0.snapshot.step) \($0.snapshot.key)" })
      for snapshot in snapshots {
        if known.contains("\(snapshot.step) \(snapshot.key)") { contents.brokenPromises.append("\(snapshot.step) wrote '\(snapshot.key)' twice in epoch \(epoch)") }
        contents.rows.append(Row(epoch: epoch, worker: worker, snapshot: snapshot))
      }
    }
  }

  func complete(epoch: Int) {
    contents.withLock { contents in
      if contents.handedOver.count != workers { contents.brokenPromises.append("epoch \(epoch) completed by \(contents.handedOver.count) of \(workers) workers") }
      contents.handedOver = []
      contents.completed.append(epoch)
    }
  }
}
