import BytewaxFluent

/// Breaking changes: epochs-per-partition, auto-rebalance-removed, failure-drops-whole-batch, close-on-drop (0.16 → 0.17).
///
/// In 0.17 epochs count from 1, items stay on the worker that read them, move in batches, and partitions are closed when the
/// flow fails too.
extension Dataflow {
  /// An empty flow.
  @available(_PackageDescription, deprecated: 1, message: "dataflow-needs-id: Dataflow(\"flow_id\")")
  public convenience init() {
    self.init(traits: FluentTraits(firstEpoch: 1, spreadsInput: false, movesSingly: false, closesOnFailure: true))
  }
}
