import BytewaxFluent
import DataflowCore
import DataflowOperators

/// Breaking changes: new-operators-0-17, auto-rebalance-removed (0.16 → 0.17); batch-to-collect, collect-timeout-restarts,
/// inspect-worker-removed (0.17 → 0.18).
///
/// The steps that 0.16 does not have.
extension Dataflow {
  /// Sends each item to some worker in turn.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.redistribute")
  public func redistribute(file: StaticString = #filePath, line: UInt = #line) {
    let id = unnamed("redistribute", file, line)
    if let current { advance(past: current.redistributed(id, current.port)) }
  }

  /// Gathers the values of each key into lists of up to `maxSize`; a list is also emitted `timeout` after its first value and at the end.
  @available(_PackageDescription, deprecated: 1, message: "batch-to-collect: op.collect, whose timeout counts from the last value")
  public func batch(_ stepID: String, maxSize: Int, timeout: Duration, file: StaticString = #filePath, line: UInt = #line) {
    let id = named(stepID, "batch", file, line)
    if timeout < .zero { graph.report("step '\(id)' has a negative timeout; give zero or more", at: id.place) }
    if let (port, face) = keyedStream(for: id) { advance(to: face.batch(id, port, maxSize, TimeSpan(timeout))) }
  }

  /// Shows each item behind its worker's index to `inspector` and passes it on.
  @available(_PackageDescription, deprecated: 1, message: "inspect-worker-removed: op.inspectDebug")
  @inlinable
  @_disfavoredOverload
  public func inspectWorker<In: Sendable>(
    _ inspector: @escaping @Sendable (_ worker: Int, _ item: In) throws -> Void, file: StaticString = #filePath, line: UInt = #line
  ) {
    inspecting("inspectWorker", In.self, file, line) { item, _, worker in try inspector(worker, item) }
  }

  /// Shows each item behind its worker's index to `inspector` and passes it on.
  @available(_PackageDescription, deprecated: 1, message: "inspect-worker-removed: op.inspectDebug")
  public func inspectWorker(
    _ inspector: @escaping @Sendable (_ worker: Int, _ item: Any) throws -> Void, file: StaticString = #filePath, line: UInt = #line
  ) {
    inspectingAny("inspectWorker", file, line) { item, _, worker in try inspector(worker, item) }
  }
}
