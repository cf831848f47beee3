import Bytewax019
import Foundation
import Synchronization
import TestSupport
import Testing

/// Large states, one an item, and how far their reading is ahead of the disk.
private final class Progress: Sendable {
  private let bytes = Mutex((read: 0, written: 0, ahead: 0))
  func read(_ count: Int) { bytes.withLock { $0.read += count; $0.ahead = max($0.ahead, $0.read - $0.written) } }
  func write(_ count: Int) { bytes.withLock { $0.written += count } }
  var now: (read: Int, written: Int, ahead: Int) { bytes.withLock { $0 } }
}

/// True once, and never again.
private final class Once: Sendable {
  private let isDone = Mutex(false)
  func add() -> Bool {
    isDone.withLock { isDone in
      if isDone { return false }
      isDone = true
      return true
    }
  }
}

private struct Blocks: FixedPartitionedSource {
  let progress: Progress
  static let (count, size) = (300, 100_000)

  final class Partition: StatefulSourcePartition {
    private let progress: Progress
    private var next = 0
    init(_ progress: Progress) { self.progress = progress }

    func nextBatch() throws -> [(String, String)] {
      if next == Blocks.count { throw StopIteration() }
      next += 1
      progress.read(Blocks.size)
      return [("k\(next % 7)", String(repeating: "x", count: Blocks.size))]
    }

    func snapshot() -> Int { next }
  }

  func listParts() -> [String] { ["0"] }
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Partition { Partition(progress) }
}

struct BackPressureTests {
  /// The store takes in 8 MB beyond what it writes.
  @Test func aDiskThatStandsStillStopsTheFlowAndNotTheMemory() throws {
    let scratch = try Scratch(inMemory: true)
    let directory = try scratch.directory("store")
    try initDBDir(directory, count: 2)
    let progress = Progress()
    let stood = Once()
    let disk = FaultyDisk(directory) { path, act in
      switch act {
      case .write(_, let bytes) where path.hasSuffix("-wal"): progress.write(bytes.count)
      case .sync where stood.add():
        // It stands still until the flow has filled what it may, and long enough after that for the flow to go too far.
        let deadline = Date.now + 60
        while progress.now.read < 8_000_000 && Date.now < deadline { Thread.sleep(forTimeInterval: 0.005) }
        Thread.sleep(forTimeInterval: 0.5)
      default: break
      }
      return .pass
    }
    defer { disk.heal() }
    let flow = Dataflow("f")
    let last = op.statefulMap("last", op.input("blocks", flow, Blocks(progress: progress))) { (_: String?, block: String) in (block, block.utf8.count) }
    _ = op.inspect("seen", last) { _, _ in }
    // History is kept, so that every state is written.
    try clusterMain(flow, [], 0, epochInterval: .zero, recoveryConfig: RecoveryConfig(directory, backupInterval: .seconds(3600)))
    let (read, written, ahead) = progress.now
    #expect(read == 30_000_000 && written > read)
    #expect(ahead >= 8_000_000 && ahead < 10_000_000, "\(ahead) bytes ahead of the disk")
  }
}
