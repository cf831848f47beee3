import Connectors
import DataflowCore
import DataflowOperators

/// Prints every item on a line of its own, whatever its type.
///
/// Breaking change: rename-std-output (0.17 → 0.18).
@available(_PackageDescription, deprecated: 1, message: "rename-std-output: StdOutSink")
public struct StdOutput: Sink {
  public init() {}

  /// Prints boxed items; taken only where the flow cannot see that the output is a `StdOutput`.
  public var sinkRecipe: SinkRecipe<any Sendable> { StdOutSink<any Sendable>().sinkRecipe }
}

extension Dataflow {
  /// Prints every item and passes it on.
  ///
  /// Breaking change: output-ends-stream (0.17 → 0.18).
  @available(_PackageDescription, deprecated: 1, message: "output-ends-stream: op.output, whose upstream later steps read")
  public func output(
    _ stepID: String, _ output: StdOutput, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "output", file, line)
    if let current {
      current.printed(id, current.port, seenByReaders)
    } else {
      (graph.silentPort() as Port<any Sendable>).output(id, output.sinkRecipe)
    }
  }
}
