import DataflowCore

/// A flow under construction: a graph of streams, started by `op.input`.
///
/// Mistakes in building it are collected and reported together when it is run.
public final class Dataflow {
  @usableFromInline package let graph: Graph

  /// The id in front of every step's id; it must not contain a period.
  public var flowID: String { graph.flowID }

  public init(_ flowID: String, file: StaticString = #filePath, line: UInt = #line) {
    graph = Graph(flowID: flowID)
    if flowID.contains(".") {
      graph.report("flow id '\(flowID)' contains a period; use underscores", at: SourcePlace(file, line))
    }
  }

  /// The id of a new step directly in this flow.
  @usableFromInline
  package func newStep(_ name: String, _ kind: String, _ file: StaticString, _ line: UInt) -> StepID {
    graph.stepID(name, in: nil, kind: kind, at: SourcePlace(file, line))
  }
}
