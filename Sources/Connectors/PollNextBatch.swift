public import DataflowCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Polls a partition until it gives a batch that is not empty, for tests of partitions that may have nothing yet.
///
/// Throws `TimeoutError` after `timeout`, and whatever the partition throws.
public func pollNextBatch<Partition: StatefulSourcePartition>(
  _ part: Partition, timeout: Duration = .seconds(5)
) throws -> [Partition.Item] {
  try poll(within: timeout, part.nextBatch)
}

/// Polls a partition without a position until it gives a batch that is not empty.
public func pollNextBatch<Partition: StatelessSourcePartition>(
  _ part: Partition, timeout: Duration = .seconds(5)
) throws -> [Partition.Item] {
  try poll(within: timeout, part.nextBatch)
}

/// Thrown when a partition has had nothing for as long as was asked.
public struct TimeoutError: Error, Hashable, Sendable, CustomStringConvertible {
  public let timeout: Duration
  public var description: String { "the partition had no items for \(timeout); give it more time or check what it reads" }
}

/// Calls `nextBatch` until it gives a batch that is not empty; throws `TimeoutError` after `timeout`.
package func poll<Item>(within timeout: Duration, _ nextBatch: () throws -> [Item]) throws -> [Item] {
  let clock = ContinuousClock()
  let deadline = clock.now.advanced(by: timeout)
  while true {
    let batch = try nextBatch()
    if !batch.isEmpty { return batch }
    if clock.now >= deadline { throw TimeoutError(timeout: timeout) }
    sched_yield()
  }
}
