import DataflowCore

/// Breaking changes: list-parts-list, list-parts-local-only, build-part-none-removed (0.16 → 0.17).
///
/// An input made of named partitions; in 0.17 `listParts` is a list of those this worker can read, and each of them is opened.
/// In 0.18 `buildPart` is also told the time (build-part-now-added).
@available(_PackageDescription, deprecated: 1, message: "rename-partitioned-input: FixedPartitionedSource")
public protocol PartitionedInput<Item>: Source {
  associatedtype Partition: StatefulSource where Partition.Item == Item
  /// The names of the partitions this worker can read.
  func listParts() throws -> [String]
  /// Opens a partition; `resumeState` is its last snapshot, `nil` on a first start.
  func buildPart(forPart: String, resumeState: Partition.State?) throws -> Partition
}

extension PartitionedInput {
  @inlinable
  public var sourceRecipe: SourceRecipe<Item> {
    .partitioned(list: { try listParts() }) { _, part, resume in
      let codec = StateCodec<Partition.State>()
      let partition = try buildPart(forPart: part, resumeState: codec.resume(resume))
      // What `close` throws was swallowed.
      return PartitionReader(
        nextBatch: { _ in try partition.nextBatch() }, nextAwake: { partition.nextAwake() },
        snapshot: { try codec.encoding(partition.snapshot()) }, close: { try? partition.close() })
    }
  }
}
