import DataflowCore

/// Breaking change: dynamic-sink-build-step-id (0.18 → 0.19).
///
/// A sink that every worker writes on its own; in 0.18 `build` is not told the step's id.
@available(_PackageDescription, deprecated: 1, message: "dynamic-sink-build-step-id: build(stepID:workerIndex:workerCount:)")
public protocol DynamicSink<Item>: DataflowCore.Sink {
  associatedtype Partition: StatelessSinkPartition where Partition.Item == Item
  /// Opens this worker's part.
  func build(workerIndex: Int, workerCount: Int) throws -> Partition
}

/// One worker's part of a dynamic sink; the same in 0.18 and 0.19.
public typealias StatelessSinkPartition = DataflowCore.StatelessSinkPartition

extension DynamicSink {
  @inlinable
  public var sinkRecipe: SinkRecipe<Item> {
    .dynamic { _, worker in
      let partition = try build(workerIndex: worker.index, workerCount: worker.count)
      return PartitionWriter(write: { try partition.writeBatch($0) }, snapshot: nil, close: { try partition.close() })
    }
  }
}
