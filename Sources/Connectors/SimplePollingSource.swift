#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
public import DataflowCore

/// A source that calls `nextItem` at a regular interval, for what changes in seconds to hours.
///
///     final class Weather: SimplePollingSource {
///       let interval: Duration = .seconds(60)
///       func nextItem() throws -> String? {
///         guard let report = fetch() else { throw Retry(timeout: .seconds(1)) }
///         return report
///       }
///     }
///
/// Polls keep to the plan: each is due `interval` after the time the one before was *due*, and those missed are made up for.
/// Nothing is kept for resuming. One worker polls.
public protocol SimplePollingSource<Item>: FixedPartitionedSource where Partition == SimplePollingPartition<Item> {
  associatedtype Item
  /// What `nextItem` throws to be called again before its usual time.
  typealias Retry = PollingRetry
  /// The time from one poll to the next.
  var interval: Duration { get }
  /// Polls fall on this time and on whole intervals from it; with `nil`, the default, the first poll is made at once.
  var alignTo: Date? { get }
  /// The next item, `nil` to emit nothing this time.
  func nextItem() throws -> Item?
}

extension SimplePollingSource {
  public var alignTo: Date? { nil }

  public func listParts() throws -> [String] { ["singleton"] }

  public func buildPart(stepID: String, forPart: String, resumeState: Never??) throws -> SimplePollingPartition<Item> {
    SimplePollingPartition(now: .now(), interval: interval, alignTo: alignTo) { try nextItem().map { [$0] } ?? [] }
  }
}

/// Thrown by `SimplePollingSource.nextItem` to be called again `timeout` after this poll was due; nothing is emitted.
public struct PollingRetry: Error, Hashable, Sendable {
  public let timeout: Duration

  public init(timeout: Duration) { self.timeout = timeout }
}

/// The one partition of a polled source.
public final class SimplePollingPartition<Item: Sendable>: StatefulSourcePartition {
  private let interval: TimeSpan
  private let nextItems: () throws -> [Item]
  private var awakeAt: Instant

  /// Calls `nextItems` at each poll; 0.17 gives no `alignTo`, as it ignored it (simple-polling-align-works).
  package init(now: Instant, interval: Duration, alignTo: Date?, _ nextItems: @escaping () throws -> [Item]) {
    self.interval = TimeSpan(interval)
    self.nextItems = nextItems
    awakeAt = now
    if let alignTo, self.interval > .zero {
      let length = self.interval.microseconds
      let passed = (now - Instant(alignTo)).microseconds % length
      let sinceLast = passed < 0 ? passed + length : passed
      if sinceLast > 0 { awakeAt = now + TimeSpan(microseconds: length - sinceLast) }
    }
  }

  public func nextBatch() throws -> [Item] {
    do {
      let items = try nextItems()
      awakeAt = awakeAt + interval
      return items
    } catch let retry as PollingRetry {
      awakeAt = awakeAt + TimeSpan(retry.timeout)
      return []
    }
  }

  public func nextAwake() -> Date? { awakeAt.date }

  public func snapshot() -> Never? { nil }
}
