/// How the engine writes to a sink, whichever era's protocol the sink was written to.
public enum SinkRecipe<Item: Sendable>: Sendable {
  /// `number` picks the partition of an item: its remainder by the count of names is an index into the sorted names.
  /// `eager` opens all partitions at start and snapshots each of them every epoch, as 0.16 did.
  case partitioned(
    list: @Sendable () throws -> [String],
    number: @Sendable (Item) throws -> Int,
    open: @Sendable (_ id: StepID, _ part: String, _ resume: [UInt8]?) throws -> PartitionWriter<Item>,
    eager: Bool = false)
  case dynamic(open: @Sendable (_ id: StepID, _ worker: WorkerFacts) throws -> PartitionWriter<Item>)
  /// A sink that adds a step of its own, because it has something to do when an epoch closes.
  case step(add: @Sendable (_ id: StepID, _ port: Port<Item>) -> Void)

  /// Whether it has partitions, whose positions a recovery store can keep.
  @usableFromInline
  var hasPartitions: Bool { if case .partitioned = self { true } else { false } }
}

/// An open partition of a sink.
public struct PartitionWriter<Item: Sendable> {
  public let write: ([Item]) throws -> Void
  /// The encoded position; `nil` for partitions without one.
  public let snapshot: (() throws -> [UInt8])?
  public let close: () throws -> Void

  @inlinable
  public init(write: @escaping ([Item]) throws -> Void, snapshot: (() throws -> [UInt8])?, close: @escaping () throws -> Void) {
    self.write = write
    self.snapshot = snapshot
    self.close = close
  }
}
