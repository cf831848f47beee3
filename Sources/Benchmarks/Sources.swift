import Bytewax019
import Synchronization

/// A source that makes its batches as it goes.
struct GeneratedSource<Item: Sendable>: FixedPartitionedSource {
  let partitions: Int
  /// Makes the generator of one partition, which returns `nil` at the end.
  let generator: @Sendable (_ partition: Int) -> () -> [Item]?

  init(partitions: Int = 1, _ generator: @escaping @Sendable (Int) -> () -> [Item]?) {
    self.partitions = partitions
    self.generator = generator
  }

  func listParts() -> [String] { (0..<partitions).map { "\($0)" } }

  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> GeneratedPartition<Item> {
    GeneratedPartition(generator(Int(forPart) ?? 0))
  }
}

final class GeneratedPartition<Item: Sendable>: StatefulSourcePartition {
  private let next: () -> [Item]?
  init(_ next: @escaping () -> [Item]?) { self.next = next }

  func nextBatch() throws -> [Item] {
    guard let batch = next() else { throw StopIteration() }
    return batch
  }

  func snapshot() -> Int { 0 }
}

/// A sink that sums a number over what it gets.
struct SummingSink<Item: Sendable>: DynamicSink {
  final class Sum: Sendable {
    private let total = Mutex(0)
    func add(_ number: Int) { total.withLock { $0 &+= number } }
    var value: Int { total.withLock { $0 } }
  }

  let sum = Sum()
  let number: @Sendable (Item) -> Int

  init(_ number: @escaping @Sendable (Item) -> Int) { self.number = number }

  func build(stepID: String, workerIndex: Int, workerCount: Int) -> SummingPartition<Item> {
    SummingPartition(sum, number)
  }
}

final class SummingPartition<Item: Sendable>: StatelessSinkPartition {
  private let sum: SummingSink<Item>.Sum
  private let number: @Sendable (Item) -> Int
  private var total = 0

  init(_ sum: SummingSink<Item>.Sum, _ number: @escaping @Sendable (Item) -> Int) {
    self.sum = sum
    self.number = number
  }

  func writeBatch(_ items: [Item]) {
    for item in items { total &+= number(item) }
  }

  func close() { sum.add(total) }
}

/// A fast generator of numbers that look random and are the same on every run.
struct Xorshift: Sendable {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

/// Runs a flow on some workers.
func run(_ flow: Dataflow, workers: Int = 1) throws {
  try clusterMain(flow, [], 0, workerCountPerProc: workers)
}
