import DataflowCore

/// How a flow is run.
public struct RunOptions: Sendable {
  /// Worker threads; at least one.
  public var workerCount = 1
  /// How long an epoch lasts by the system clock; zero closes one after every poll that brought something.
  public var epochInterval = TimeSpan(microseconds: 10_000_000)
  /// The number of the first epoch of a flow that does not resume: 0 in 0.16, 1 since.
  public var firstEpoch = 1
  /// Whether partitions are closed when the flow fails, as they are since 0.17; 0.16 closed them at the end of input only.
  public var closesOnFailure = true
  /// Whether batches are taken apart as they leave their source, so that items pass all steps one by one, as in 0.16.
  public var movesSingly = false
  /// Whether several workers leave a partition alone for a millisecond after each poll where a window by event time follows, as in 0.17.
  public var pausesAfterPolls = false
  /// Where snapshots are kept; `nil` runs without recovery.
  public var recovery: (any RecoveryLog)?

  public init() {}
}

/// Thrown by a run that a signal or `Cluster.interrupt` ended; partitions have been closed.
public struct Interrupted: Error, CustomStringConvertible {
  public init() {}
  public var description: String { "interrupt signal received, all workers have been shut down" }
}
