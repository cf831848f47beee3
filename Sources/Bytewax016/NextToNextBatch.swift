import DataflowCore

/// Breaking changes: next-to-next-batch, next-awake-added (0.16 → 0.17).
///
/// One partition being read; in 0.16 it gives one item at a time.
@available(_PackageDescription, deprecated: 1, message: "rename-stateful-source: StatefulSourcePartition; next-to-next-batch: nextBatch()")
public protocol StatefulSource<Item, State>: AnyObject {
  associatedtype Item: Sendable
  associatedtype State
  /// The next item, `nil` for nothing now; throws `StopIteration` at the end.
  func next() throws -> Item?
  /// The position after everything returned so far, and nothing more.
  func snapshot() -> State
  /// Called when the partition has ended, but not when the flow fails; the default does nothing.
  func close() throws
}

extension StatefulSource {
  public func close() throws {}
}

/// An input that every worker reads on its own, without positions to resume from.
@available(_PackageDescription, deprecated: 1, message: "rename-dynamic-input: DynamicSource")
public protocol DynamicInput<Item>: Source {
  associatedtype Partition: StatelessSource where Partition.Item == Item
  /// Opens this worker's part.
  func build(workerIndex: Int, workerCount: Int) throws -> Partition
}

/// One worker's part of a dynamic input; in 0.16 it gives one item at a time.
@available(_PackageDescription, deprecated: 1, message: "rename-stateless-source: StatelessSourcePartition; next-to-next-batch: nextBatch()")
public protocol StatelessSource<Item>: AnyObject {
  associatedtype Item: Sendable
  /// The next item, `nil` for nothing now; throws `StopIteration` at the end.
  func next() throws -> Item?
  /// Called when this part has ended, but not when the flow fails; the default does nothing.
  func close() throws
}

extension StatelessSource {
  public func close() throws {}
}

extension DynamicInput {
  @inlinable
  public var sourceRecipe: SourceRecipe<Item> {
    .dynamic { _, worker in
      let partition = try build(workerIndex: worker.index, workerCount: worker.count)
      return PartitionReader(
        nextBatch: { _ in try partition.next().map { [$0] } ?? [] }, nextAwake: { nil }, snapshot: nil, close: { try partition.close() })
    }
  }
}
