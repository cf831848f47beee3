import ArgumentParser

/// `waxwing test-cluster`: stands for `python -m bytewax.testing` of 0.18, where `-p` had moved to.
///
/// Breaking change: processes-flag-moved (0.17 → 0.18).
struct TestCluster: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a flow as if on several processes, in one.",
    discussion: "P processes of W workers are P × W workers of one process; worker indices are those of the processes.")

  @OptionGroup
  var flow: Run

  func run() throws {
    var flow = flow
    flow.flags.workersPerProcess = (flow.flags.processes ?? 1) * (flow.flags.workersPerProcess ?? 1)
    flow.flags.processes = nil
    try flow.run()
  }
}
