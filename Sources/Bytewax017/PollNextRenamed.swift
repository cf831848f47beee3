import Connectors
import DataflowCore

/// Breaking change: poll-next-renamed (0.16 → 0.17).
///
/// Polls a source until it gives a list that is not empty, for tests; in 0.16 `pollNext` gave one item. Throws `TimeoutError` after
/// `timeout`, and whatever the source throws.
public func pollNextBatch<Partition: StatefulSource>(
  _ source: Partition, timeout: Duration = .seconds(5)
) throws -> [Partition.Item] {
  try poll(within: timeout) { try source.nextBatch() }
}
