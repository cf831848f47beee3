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

  /// The same sink behind a step that turns `New` items into its own.
  public func mapBatches<New: Sendable>(_ transform: @escaping @Sendable ([New]) throws -> [Item]) -> SinkRecipe<New> {
    switch self {
    case .partitioned(let list, let number, let open, let eager):
      .partitioned(
        list: list,
        number: { try number(transform([$0])[0]) },
        open: { try open($0, $1, $2).mapBatches(transform) },
        eager: eager)
    case .dynamic(let open):
      .dynamic { try open($0, $1).mapBatches(transform) }
    }
  }
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

  func mapBatches<New: Sendable>(_ transform: @escaping ([New]) throws -> [Item]) -> PartitionWriter<New> {
    PartitionWriter<New>(write: { try write(transform($0)) }, snapshot: snapshot, close: close)
  }
}
