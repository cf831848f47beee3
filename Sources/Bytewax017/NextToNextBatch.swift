import DataflowCore

/// Breaking changes: next-to-next-batch, next-awake-added (0.16 → 0.17).
///
/// One partition being read; in 0.17 it gives a list of items at a time and may say when to be asked again.
/// In 0.18 `nextBatch` is also told the wake-up time (next-batch-sched-added).
@available(_PackageDescription, deprecated: 1, message: "rename-stateful-source: StatefulSourcePartition")
public protocol StatefulSource<Item, State>: AnyObject {
  associatedtype Item: Sendable
  associatedtype State
  /// What has come since the last call, empty for nothing now; throws `StopIteration` at the end.
  func nextBatch() throws -> [Item]
  /// When to call `nextBatch` next; `nil`, the default, means as soon as possible.
  func nextAwake() -> Date?
  /// The position after everything returned so far, and nothing more.
  func snapshot() -> State
  /// Called when the partition has ended or the flow stops; the default does nothing.
  func close() throws
}

extension StatefulSource {
  public func nextAwake() -> Date? { nil }
  public func close() throws {}
}

/// An input that every worker reads on its own, without positions to resume from.
///
/// In 0.18 `build` is also told the time (dynamic-build-now-added).
@available(_PackageDescription, deprecated: 1, message: "rename-dynamic-input: DynamicSource")
public protocol DynamicInput<Item>: Source {
  associatedtype Partition: StatelessSource where Partition.Item == Item
  /// Opens this worker's part.
  func build(workerIndex: Int, workerCount: Int) throws -> Partition
}

/// One worker's part of a dynamic input; in 0.17 it gives a list of items at a time and may say when to be asked again.
@available(_PackageDescription, deprecated: 1, message: "rename-stateless-source: StatelessSourcePartition")
public protocol StatelessSource<Item>: AnyObject {
  associatedtype Item: Sendable
  /// What has come since the last call, empty for nothing now; throws `StopIteration` at the end.
  func nextBatch() throws -> [Item]
  /// When to call `nextBatch` next; `nil`, the default, means as soon as possible.
  func nextAwake() -> Date?
  /// Called when this part has ended or the flow stops; the default does nothing.
  func close() throws
}

extension StatelessSource {
  public func nextAwake() -> Date? { nil }
  public func close() throws {}
}

extension DynamicInput {
  @inlinable
  public var sourceRecipe: SourceRecipe<Item> {
    .dynamic { _, worker in
      let partition = try build(workerIndex: worker.index, workerCount: worker.count)
      return PartitionReader(
        nextBatch: { _ in try partition.nextBatch() }, nextAwake: { partition.nextAwake() },
        snapshot: nil, close: { try partition.close() })
    }
  }
}
