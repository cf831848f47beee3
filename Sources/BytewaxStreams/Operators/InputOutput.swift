import DataflowCore
import DataflowOperators

extension Stream {
  /// Writes every item to a sink; nothing follows an output.
  @inlinable
  public func output<Output: DataflowCore.Sink>(
    _ stepID: String, _ sink: Output, file: StaticString = #filePath, line: UInt = #line
  ) where Output.Item == Element {
    port.output(newStep(stepID, "output", file, line), sink.sinkRecipe)
  }

  /// Stops the flow at the first item that comes.
  @inlinable
  public func raises(_ stepID: String, file: StaticString = #filePath, line: UInt = #line) {
    port.raises(newStep(stepID, "raises", file, line))
  }
}

extension StreamOperators {
  /// Adds a step that reads a source.
  @inlinable
  public static func input<Input: DataflowCore.Source>(
    _ stepID: String, _ flow: Dataflow, _ source: Input, file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Input.Item> {
    Stream(flow.graph.input(flow.newStep(stepID, "input", file, line), source.sourceRecipe), scope: nil)
  }

  /// Writes every item of a stream to a sink; nothing follows an output.
  @inlinable
  public static func output<Output: DataflowCore.Sink>(
    _ stepID: String, _ up: Stream<Output.Item>, _ sink: Output, file: StaticString = #filePath, line: UInt = #line
  ) {
    up.output(stepID, sink, file: file, line: line)
  }

  /// Stops the flow at the first item that comes.
  @inlinable
  public static func raises<Element>(
    _ stepID: String, _ up: Stream<Element>, file: StaticString = #filePath, line: UInt = #line
  ) {
    up.raises(stepID, file: file, line: line)
  }
}
