import DataflowCore

/// Breaking changes: list-parts-list, list-parts-local-only, build-part-none-removed (0.16 → 0.17).
///
/// An input made of named partitions; in 0.16 `listParts` is the set of all partitions of the cluster, and a partition may be skipped.
@available(_PackageDescription, deprecated: 1, message: "rename-partitioned-input: FixedPartitionedSource")
public protocol PartitionedInput<Item>: Source {
  associatedtype Partition: StatefulSource where Partition.Item == Item
  /// The names of all partitions of the cluster; the same on every worker.
  func listParts() throws -> Set<String>
  /// Opens a partition, or skips it with `nil`; `resumeState` is its last snapshot, `nil` on a first start.
  func buildPart(forPart: String, resumeState: Partition.State?) throws -> Partition?
}

extension PartitionedInput {
  @inlinable
  public var sourceRecipe: SourceRecipe<Item> {
    .partitioned(list: { Array(try listParts()) }) { _, part, resume in
      let codec = StateCodec<Partition.State>()
      guard let partition = try buildPart(forPart: part, resumeState: codec.resume(resume)) else { return nil }
      return PartitionReader(
        nextBatch: { _ in try partition.next().map { [$0] } ?? [] }, nextAwake: { nil },
        snapshot: { try codec.encoding(partition.snapshot()) }, close: { try partition.close() })
    }
  }
}
