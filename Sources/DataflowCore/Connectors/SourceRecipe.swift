#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How the engine reads a source, whichever era's protocol the source was written to.
public enum SourceRecipe<Item: Sendable>: Sendable {
  case partitioned(
    list: @Sendable () throws -> [String],
    open: @Sendable (_ id: StepID, _ part: String, _ resume: [UInt8]?) throws -> PartitionReader<Item>?)
  case dynamic(open: @Sendable (_ id: StepID, _ worker: WorkerFacts) throws -> PartitionReader<Item>)

  /// Whether partitions have positions that a recovery store can keep.
  @usableFromInline var keepsPositions: Bool {
    if case .partitioned = self { true } else { false }
  }
}

/// An open partition of a source, as the worker polls it.
public struct PartitionReader<Item: Sendable> {
  /// Takes the wake-up time in force for this call, as 0.18's partitions want it; throws `StopIteration` at the end.
  public let nextBatch: (_ sched: Date?) throws -> [Item]
  public let nextAwake: () -> Date?
  /// The encoded position; `nil` for partitions without one.
  public let snapshot: (() throws -> [UInt8])?
  public let close: () throws -> Void

  @inlinable
  public init(
    nextBatch: @escaping (Date?) throws -> [Item], nextAwake: @escaping () -> Date?,
    snapshot: (() throws -> [UInt8])?, close: @escaping () throws -> Void
  ) {
    self.nextBatch = nextBatch
    self.nextAwake = nextAwake
    self.snapshot = snapshot
    self.close = close
  }
}
