/// Where items go; conform to `FixedPartitionedSink` or `DynamicSink`, not to this.
public protocol Sink<Item>: Sendable {
  associatedtype Item: Sendable
  /// How the engine writes to this sink.
  var sinkRecipe: SinkRecipe<Item> { get }
}

/// A sink made of named partitions; takes `(key, value)` items and writes the values.
public protocol FixedPartitionedSink<Value>: Sink where Item == (String, Value) {
  associatedtype Value: Sendable
  associatedtype Partition: StatefulSinkPartition where Partition.Value == Value
  /// The names of the partitions; the same on every worker.
  func listParts() throws -> [String]
  /// The number of the partition for a key, counted in sorted names, modulo their count; by default the key's adler32.
  func partFn(_ itemKey: String) -> Int
  /// Opens a partition when its first item comes. `stepID` is fully qualified.
  func buildPart(stepID: String, forPart: String, resumeState: Partition.State?) throws -> Partition
}

extension FixedPartitionedSink {
  public func partFn(_ itemKey: String) -> Int { Int(adler32(itemKey)) }
}

/// One partition being written; it belongs to one worker.
public protocol StatefulSinkPartition<Value, State>: AnyObject {
  associatedtype Value: Sendable
  associatedtype State
  func writeBatch(_ values: [Value]) throws
  /// The position after everything written so far.
  func snapshot() -> State
  /// Called when the flow has ended or stops; the default does nothing.
  func close() throws
}

extension StatefulSinkPartition {
  public func close() throws {}
}

/// A sink that every worker writes on its own.
public protocol DynamicSink<Item>: Sink {
  associatedtype Partition: StatelessSinkPartition where Partition.Item == Item
  /// Opens this worker's part. `stepID` is fully qualified.
  func build(stepID: String, workerIndex: Int, workerCount: Int) throws -> Partition
}

/// One worker's part of a dynamic sink.
public protocol StatelessSinkPartition<Item>: AnyObject {
  associatedtype Item: Sendable
  func writeBatch(_ items: [Item]) throws
  /// Called when the flow has ended or stops; the default does nothing.
  func close() throws
}

extension StatelessSinkPartition {
  public func close() throws {}
}

extension FixedPartitionedSink {
  @inlinable
  public var sinkRecipe: SinkRecipe<Item> {
    .partitioned(
      list: { try listParts() },
      number: { partFn($0.0) },
      open: { id, part, resume in
        let codec = StateCodec<Partition.State>()
        let partition = try buildPart(stepID: id.qualified, forPart: part, resumeState: codec.resume(resume))
        return PartitionWriter(
          write: { try partition.writeBatch($0.map(\.1)) },
          snapshot: { try codec.encoding(partition.snapshot()) }, close: { try partition.close() })
      })
  }
}

extension DynamicSink {
  @inlinable
  public var sinkRecipe: SinkRecipe<Item> {
    .dynamic { id, worker in
      let partition = try build(stepID: id.qualified, workerIndex: worker.index, workerCount: worker.count)
      return PartitionWriter(write: { try partition.writeBatch($0) }, snapshot: nil, close: { try partition.close() })
    }
  }
}

/// The Adler-32 checksum of a string's UTF-8 bytes (RFC 1950).
public func adler32(_ text: String) -> UInt32 {
  var (a, b): (UInt32, UInt32) = (1, 0)
  for byte in text.utf8 {
    a = (a + UInt32(byte)) % 65521
    b = (b + a) % 65521
  }
  return b << 16 | a
}
