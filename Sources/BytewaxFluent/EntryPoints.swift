import BytewaxRunner
import DataflowCore

extension Dataflow {
  /// Runs the flow with what its era fixes added to the settings; only an `output` counts as one.
  ///
  /// Breaking change: inspect-counts-as-output (0.17 → 0.18).
  package func run(_ settings: RunSettings, stopsOnSignals: Bool = false) throws {
    var settings = settings
    settings.firstEpoch = traits.firstEpoch
    settings.closesOnFailure = traits.closesOnFailure
    settings.pausesAfterPolls = traits.pausesAfterPolls
    settings.movesSingly = traits.movesSingly && showsOrder
    try FlowRunner.run(graph, settings, needs: .output, stopsOnSignals: stopsOnSignals)
  }

  /// Whether the order in which single items pass different steps can be seen from outside.
  private var showsOrder: Bool {
    let kinds = graph.steps.map(\.id.kind)
    return kinds.count { $0 == "output" } > 1 || kinds.contains { $0.hasPrefix("inspect") }
  }
}
