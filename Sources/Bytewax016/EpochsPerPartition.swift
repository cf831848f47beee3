import BytewaxFluent

/// Breaking changes: epochs-per-partition, auto-rebalance-removed, failure-drops-whole-batch, close-on-drop (0.16 → 0.17).
///
/// In 0.16 epochs count from 0, the items of an input are dealt over all workers where no step below sees their order by key, items pass
/// through the flow one by one, and partitions are closed at the end of input only.
extension Dataflow {
  /// An empty flow.
  @available(_PackageDescription, deprecated: 1, message: "dataflow-needs-id: Dataflow(\"flow_id\")")
  public convenience init() {
    self.init(traits: FluentTraits(firstEpoch: 0, spreadsInput: true, movesSingly: true, closesOnFailure: false, pausesAfterPolls: false))
  }
}
