import DataflowCore

/// Breaking change: dynamic-source-build-step-id (0.18 → 0.19).
///
/// A source that every worker reads on its own; in 0.18 `build` is told the time, in 0.19 the step's id.
@available(_PackageDescription, deprecated: 1, message: "dynamic-source-build-step-id: build(stepID:workerIndex:workerCount:)")
public protocol DynamicSource<Item>: DataflowCore.Source {
  associatedtype Partition: StatelessSourcePartition where Partition.Item == Item
  /// Opens this worker's part at the system time `now`.
  func build(now: Date, workerIndex: Int, workerCount: Int) throws -> Partition
}

extension DynamicSource {
  @inlinable
  public var sourceRecipe: SourceRecipe<Item> {
    .dynamic { _, worker in
      let partition = try build(now: Instant.now().date, workerIndex: worker.index, workerCount: worker.count)
      return PartitionReader(
        nextBatch: { try partition.nextBatch(sched: $0) }, nextAwake: { partition.nextAwake() },
        snapshot: nil, close: { try partition.close() })
    }
  }
}
