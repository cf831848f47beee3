import Bytewax017
import Connectors
import DataflowCore

/// Breaking changes: rename-simple-polling-input, simple-polling-moved, simple-polling-none-skipped, simple-polling-align-works,
/// simple-polling-no-minimum (0.17 → 0.18).
///
/// Calls `nextItem` at once and then at a regular interval of at least 10 ms; what it returns is emitted, `nil` included.
@available(_PackageDescription, deprecated: 1, message: "rename-simple-polling-input: SimplePollingSource")
public protocol SimplePollingInput<Item>: PartitionedInput where Partition == SimplePollingPartition<Item> {
  associatedtype Item
  /// The time from one poll to the next.
  var interval: Duration { get }
  /// Has no effect in 0.17.
  var alignTo: Date? { get }
  /// The next item; throws `StopIteration` at the end.
  func nextItem() throws -> Item
}

extension SimplePollingInput {
  public var alignTo: Date? { nil }

  public func listParts() throws -> [String] {
    if interval < .milliseconds(10) { throw IntervalTooShort(interval: interval) }
    return ["singleton"]
  }

  public func buildPart(forPart: String, resumeState: Never??) throws -> SimplePollingPartition<Item> {
    SimplePollingPartition(now: .now(), interval: interval, alignTo: nil) { [try nextItem()] }
  }
}

extension SimplePollingPartition: StatefulSource {
  public func close() throws {}
}

/// Thrown when a flow starts with an input that would poll more often than every 10 ms.
struct IntervalTooShort: Error, CustomStringConvertible {
  let interval: Duration
  var description: String { "the interval of SimplePollingInput is \(interval); make it at least 10 ms" }
}
