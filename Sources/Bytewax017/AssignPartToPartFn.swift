import DataflowCore

/// Breaking changes: assign-part-to-part-fn, output-list-parts-list, build-part-none-removed (0.16 → 0.17).
///
/// An output made of named partitions; in 0.17 `partFn` gives the number of a key's partition among the sorted names.
@available(_PackageDescription, deprecated: 1, message: "rename-partitioned-output: FixedPartitionedSink")
public protocol PartitionedOutput<Value>: Sink where Item == (String, Value) {
  associatedtype Value: Sendable
  associatedtype Partition: StatefulSink where Partition.Value == Value
  /// The type `buildPart` takes its state as: that of the partition's snapshots, or anything where it makes none.
  associatedtype State
  /// The names of the partitions this worker can write.
  func listParts() throws -> [String]
  /// The number of the partition for a key, counted in sorted names, modulo their count; by default the key's adler32.
  func partFn(_ itemKey: String) -> Int
  /// Opens a partition when its first item comes; `resumeState` is its last snapshot, `nil` where there is none.
  func buildPart(forPart: String, resumeState: State?) throws -> Partition
}

extension PartitionedOutput {
  public func partFn(_ itemKey: String) -> Int { Int(adler32(itemKey)) }

  @inlinable
  public var sinkRecipe: SinkRecipe<Item> {
    .partitioned(
      list: { try listParts() },
      number: { partFn($0.0) },
      open: { _, part, resume in
        let codec = StateCodec<Partition.State>()
        let partition = try buildPart(forPart: part, resumeState: codec.resume(resume).flatMap { $0 as? State })
        return PartitionWriter(
          write: { try partition.writeBatch($0.map(\.1)) },
          snapshot: { try codec.encoding(partition.snapshot()) }, close: { try partition.close() })
      })
  }
}
