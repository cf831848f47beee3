import DataflowCore

/// Breaking change: source-build-part-step-id (0.18 → 0.19).
///
/// A source made of named partitions; in 0.18 `buildPart` is told the time, in 0.19 the step's id.
@available(_PackageDescription, deprecated: 1, message: "source-build-part-step-id: buildPart(stepID:forPart:resumeState:)")
public protocol FixedPartitionedSource<Item>: DataflowCore.Source {
  associatedtype Partition: StatefulSourcePartition where Partition.Item == Item
  /// The names of the partitions this worker can read.
  func listParts() throws -> [String]
  /// Opens a partition at the system time `now`; `resumeState` is its last snapshot, `nil` on a first start.
  func buildPart(now: Date, forPart: String, resumeState: Partition.State?) throws -> Partition
}

extension FixedPartitionedSource {
  @inlinable
  public var sourceRecipe: SourceRecipe<Item> {
    .partitioned(list: { try listParts() }) { _, part, resume in
      let codec = StateCodec<Partition.State>()
      let partition = try buildPart(now: Instant.now().date, forPart: part, resumeState: codec.resume(resume))
      return PartitionReader(
        nextBatch: { try partition.nextBatch(sched: $0) }, nextAwake: { partition.nextAwake() },
        snapshot: { try codec.encoding(partition.snapshot()) }, close: { try partition.close() })
    }
  }
}
