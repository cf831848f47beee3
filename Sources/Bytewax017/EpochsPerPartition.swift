import BytewaxFluent

/// Breaking changes: epochs-per-partition, auto-rebalance-removed, failure-drops-whole-batch, close-on-drop, poll-cooldown-every-batch
/// (0.16 → 0.17), poll-cooldown-restored (0.17 → 0.18).
///
/// In 0.17 epochs count from 1, items stay on the worker that read them, move in batches, and partitions are closed when the
/// flow fails too. Several workers pause after each poll where a window by event time follows, so that they read about as evenly as they
/// did; elsewhere the pause changes no result, and there is none.
extension Dataflow {
  /// An empty flow.
  @available(_PackageDescription, deprecated: 1, message: "dataflow-needs-id: Dataflow(\"flow_id\")")
  public convenience init() {
    self.init(traits: FluentTraits(firstEpoch: 1, spreadsInput: false, movesSingly: false, closesOnFailure: true, pausesAfterPolls: true))
  }
}
