import DataflowCore

/// Breaking changes: write-to-write-batch, sink-snapshot-default (0.16 → 0.17), sink-snapshot-abstract (0.17 → 0.18).
///
/// One partition being written; in 0.17 it takes a list of values at a time and need not have a position.
@available(_PackageDescription, deprecated: 1, message: "rename-stateful-sink: StatefulSinkPartition")
public protocol StatefulSink<Value, State>: AnyObject {
  associatedtype Value: Sendable
  associatedtype State = NoPosition
  func writeBatch(_ values: [Value]) throws
  /// The position after everything written so far; there is none unless this is written.
  func snapshot() -> State
  /// Called when the flow has ended or stops; the default does nothing.
  func close() throws
}

/// The snapshot of a sink partition that makes none; encoded as null.
public typealias NoPosition = Never?

extension StatefulSink where State == NoPosition {
  public func snapshot() -> NoPosition { nil }
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

/// One worker's part of a dynamic output; in 0.17 it takes a list of items at a time.
@available(_PackageDescription, deprecated: 1, message: "rename-stateless-sink: StatelessSinkPartition")
public protocol StatelessSink<Item>: AnyObject {
  associatedtype Item: Sendable
  func writeBatch(_ items: [Item]) throws
  /// Called when the flow has ended or stops; the default does nothing.
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
      return PartitionWriter(write: { try partition.writeBatch($0) }, snapshot: nil, close: { try partition.close() })
    }
  }
}
