import DataflowCore

/// Breaking change: sink-build-part-step-id (0.18 → 0.19).
///
/// A sink made of named partitions; in 0.18 `buildPart` is not told the step's id.
@available(_PackageDescription, deprecated: 1, message: "sink-build-part-step-id: buildPart(stepID:forPart:resumeState:)")
public protocol FixedPartitionedSink<Value>: DataflowCore.Sink where Item == (String, Value) {
  associatedtype Value: Sendable
  associatedtype Partition: StatefulSinkPartition where Partition.Value == Value
  /// The names of the partitions this worker can write.
  func listParts() throws -> [String]
  /// The number of the partition for a key, counted in sorted names, modulo their count; by default the key's adler32.
  func partFn(_ itemKey: String) -> Int
  /// Opens a partition when its first item comes.
  func buildPart(forPart: String, resumeState: Partition.State?) throws -> Partition
}

/// One partition being written; the same in 0.18 and 0.19.
public typealias StatefulSinkPartition = DataflowCore.StatefulSinkPartition

extension FixedPartitionedSink {
  public func partFn(_ itemKey: String) -> Int { Int(adler32(itemKey)) }

  @inlinable
  public var sinkRecipe: SinkRecipe<Item> {
    .partitioned(
      list: { try listParts() },
      number: { partFn($0.0) },
      open: { _, part, resume in
        let codec = StateCodec<Partition.State>()
        let partition = try buildPart(forPart: part, resumeState: codec.resume(resume))
        return PartitionWriter(
          write: { try partition.writeBatch($0.map(\.1)) },
          snapshot: { try codec.encoding(partition.snapshot()) }, close: { try partition.close() })
      })
  }
}
