import Connectors
import DataflowCore

/// Breaking change: poll-next-renamed (0.16 → 0.17).
///
/// Polls a source until it gives an item, for tests; in 0.17 `pollNextBatch` gives a list. Throws `TimeoutError` after `timeout`, and
/// whatever the source throws.
@available(_PackageDescription, deprecated: 1, message: "poll-next-renamed: pollNextBatch, which gives a list")
public func pollNext<Partition: StatefulSource>(_ source: Partition, timeout: Duration = .seconds(5)) throws -> Partition.Item {
  let batch = try poll(within: timeout) { try source.next().map { [$0] } ?? [] }
  return batch[0]
}
