import Connectors
import DataflowCore

/// Breaking change: next-batch-sched-removed (0.18 → 0.19).
///
/// One partition being read; in 0.18 `nextBatch` is told the wake-up time in force, in 0.19 nothing.
@available(_PackageDescription, deprecated: 1, message: "next-batch-sched-removed: nextBatch()")
public protocol StatefulSourcePartition<Item, State>: AnyObject {
  associatedtype Item: Sendable
  associatedtype State
  /// What has come since the last call, empty for nothing now; throws `StopIteration` at the end.
  ///
  /// `sched` is exactly what `nextAwake` returned, the engine's own pause after an empty batch, or `nil`.
  func nextBatch(sched: Date?) throws -> [Item]
  /// When to call `nextBatch` next; `nil`, the default, means as soon as possible.
  func nextAwake() -> Date?
  /// The position after everything returned so far, and nothing more.
  func snapshot() -> State
  /// Called when the partition has ended or the flow stops; the default does nothing.
  func close() throws
}

/// One worker's part of a dynamic source; in 0.18 `nextBatch` is told the wake-up time in force.
@available(_PackageDescription, deprecated: 1, message: "next-batch-sched-removed: nextBatch()")
public protocol StatelessSourcePartition<Item>: AnyObject {
  associatedtype Item: Sendable
  /// What has come since the last call, empty for nothing now; throws `StopIteration` at the end.
  func nextBatch(sched: Date?) throws -> [Item]
  /// When to call `nextBatch` next; `nil`, the default, means as soon as possible.
  func nextAwake() -> Date?
  /// Called when the partition has ended or the flow stops; the default does nothing.
  func close() throws
}

extension StatefulSourcePartition {
  public func nextAwake() -> Date? { nil }
  public func close() throws {}
}

extension StatelessSourcePartition {
  public func nextAwake() -> Date? { nil }
  public func close() throws {}
}

/// Polls a partition until it gives a batch that is not empty, for tests.
///
/// Throws `TimeoutError` after `timeout`, and whatever the partition throws.
public func pollNextBatch<Partition: StatefulSourcePartition>(
  _ part: Partition, timeout: Duration = .seconds(5)
) throws -> [Partition.Item] {
  try poll(within: timeout) { try part.nextBatch(sched: part.nextAwake()) }
}

/// Polls a partition without a position until it gives a batch that is not empty, for tests.
public func pollNextBatch<Partition: StatelessSourcePartition>(
  _ part: Partition, timeout: Duration = .seconds(5)
) throws -> [Partition.Item] {
  try poll(within: timeout) { try part.nextBatch(sched: part.nextAwake()) }
}
