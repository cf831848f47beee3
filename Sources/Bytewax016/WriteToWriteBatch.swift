import DataflowCore

/// Breaking change: write-to-write-batch (0.16 → 0.17).
///
/// One partition being written; in 0.16 it takes one value at a time.
@available(_PackageDescription, deprecated: 1, message: "rename-stateful-sink: StatefulSinkPartition; write-to-write-batch: writeBatch(_:)")
public protocol StatefulSink<Value, State>: AnyObject {
  associatedtype Value: Sendable
  associatedtype State
  func write(_ value: Value) throws
  /// The position after everything written so far.
  func snapshot() -> State
  /// Called when the flow has ended, but not when it fails; the default does nothing.
  func close() throws
}

extension StatefulSink {
  public func close() throws {}
}

/// An output that every worker writes on its own.
@available(_PackageDescription, deprecated: 1, message: "rename-dynamic-output: DynamicSink")
public protocol DynamicOutput<Item>: Sink {
  associatedtype Partition: StatelessSink where Partition.Item == Item
  /// Opens this worker's part.
  func build(workerIndex: Int, workerCount: Int) throws -> Partition
}

/// One worker's part of a dynamic output; in 0.16 it takes one item at a time.
@available(_PackageDescription, deprecated: 1, message: "rename-stateless-sink: StatelessSinkPartition; write-to-write-batch: writeBatch(_:)")
public protocol StatelessSink<Item>: AnyObject {
  associatedtype Item: Sendable
  func write(_ item: Item) throws
  /// Called when the flow has ended, but not when it fails; the default does nothing.
  func close() throws
}

extension StatelessSink {
  public func close() throws {}
}

extension DynamicOutput {
  @inlinable
  public var sinkRecipe: SinkRecipe<Item> {
    .dynamic { _, worker in
      let partition = try build(workerIndex: worker.index, workerCount: worker.count)
      return PartitionWriter(write: { try $0.forEach(partition.write) }, snapshot: nil, close: { try partition.close() })
    }
  }
}
