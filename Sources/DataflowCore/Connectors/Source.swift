#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where items come from; conform to `FixedPartitionedSource` or `DynamicSource`, not to this.
public protocol Source<Item>: Sendable {
  associatedtype Item: Sendable
  /// How the engine reads this source.
  var sourceRecipe: SourceRecipe<Item> { get }
}

/// A source made of named partitions, each read by one worker and able to resume where it stopped.
public protocol FixedPartitionedSource<Item>: Source {
  associatedtype Partition: StatefulSourcePartition where Partition.Item == Item
  /// The names of the partitions; the same on every worker.
  func listParts() throws -> [String]
  /// Opens a partition. `stepID` is fully qualified; `resumeState` is its last snapshot, `nil` on a first start.
  func buildPart(stepID: String, forPart: String, resumeState: Partition.State?) throws -> Partition
}

/// One partition being read; it belongs to one worker.
public protocol StatefulSourcePartition<Item, State>: AnyObject {
  associatedtype Item: Sendable
  associatedtype State
  /// What has come since the last call, empty for nothing now; throws `StopIteration` at the end.
  func nextBatch() throws -> [Item]
  /// When to call `nextBatch` next; `nil`, the default, means as soon as possible.
  func nextAwake() -> Date?
  /// The position after everything returned so far, and nothing more.
  func snapshot() -> State
  /// Called when the partition has ended or the flow stops; the default does nothing.
  func close() throws
}

extension StatefulSourcePartition {
  public func nextAwake() -> Date? { nil }
  public func close() throws {}
}

/// A source that every worker reads on its own, without positions to resume from.
public protocol DynamicSource<Item>: Source {
  associatedtype Partition: StatelessSourcePartition where Partition.Item == Item
  /// Opens this worker's part. `stepID` is fully qualified.
  func build(stepID: String, workerIndex: Int, workerCount: Int) throws -> Partition
}

/// One worker's part of a dynamic source.
public protocol StatelessSourcePartition<Item>: AnyObject {
  associatedtype Item: Sendable
  /// What has come since the last call, empty for nothing now; throws `StopIteration` at the end.
  func nextBatch() throws -> [Item]
  /// When to call `nextBatch` next; `nil`, the default, means as soon as possible.
  func nextAwake() -> Date?
  /// Called when the partition has ended or the flow stops; the default does nothing.
  func close() throws
}

extension StatelessSourcePartition {
  public func nextAwake() -> Date? { nil }
  public func close() throws {}
}

extension FixedPartitionedSource {
  @inlinable
  public var sourceRecipe: SourceRecipe<Item> {
    .partitioned(list: { try listParts() }) { id, part, resume in
      let codec = StateCodec<Partition.State>()
      let partition = try buildPart(stepID: id.qualified, forPart: part, resumeState: codec.resume(resume))
      return PartitionReader(
        nextBatch: { _ in try partition.nextBatch() }, nextAwake: { partition.nextAwake() },
        snapshot: { try codec.encoding(partition.snapshot()) }, close: { try partition.close() })
    }
  }
}

extension DynamicSource {
  @inlinable
  public var sourceRecipe: SourceRecipe<Item> {
    .dynamic { id, worker in
      let partition = try build(stepID: id.qualified, workerIndex: worker.index, workerCount: worker.count)
      return PartitionReader(
        nextBatch: { _ in try partition.nextBatch() }, nextAwake: { partition.nextAwake() },
        snapshot: nil, close: { try partition.close() })
    }
  }
}

extension Optional {
  /// The state a partition resumes from; throws `StateNotCodable` when there is one but its type cannot be read.
  @inlinable
  public func resume<State>(_ bytes: [UInt8]?) throws -> State? where Wrapped == StateCodec<State> {
    guard let bytes else { return nil }
    guard let codec = self else { throw StateNotCodable(type: "\(State.self)") }
    return try codec.decode(bytes)
  }

  /// The bytes of a partition's state; throws `StateNotCodable` when its type cannot be written.
  @inlinable
  public func encoding<State>(_ state: State) throws -> [UInt8] where Wrapped == StateCodec<State> {
    guard let codec = self else { throw StateNotCodable(type: "\(State.self)") }
    return try codec.encode(state)
  }
}
