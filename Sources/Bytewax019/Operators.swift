import BytewaxStreams
import DataflowCore
import DataflowOperators

/// The operators of 0.19: `op.map("double", numbers) { $0 * 2 }`.
public enum op: StreamOperators {}

extension op {
  /// Adds a step that reads a source.
  @inlinable
  public static func input<Input: Source>(
    _ stepID: String, _ flow: Dataflow, _ source: Input, file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Input.Item> {
    flow.input(stepID, source.sourceRecipe, file, line)
  }

  /// Writes every item of a stream to a sink.
  @inlinable
  public static func output<Output: Sink>(
    _ stepID: String, _ up: Stream<Output.Item>, _ sink: Output, file: StaticString = #filePath, line: UInt = #line
  ) {
    up.output(stepID, sink.sinkRecipe, file, line)
  }
}

extension Stream {
  /// Writes every item to a sink.
  @inlinable
  public func output<Output: Sink>(
    _ stepID: String, _ sink: Output, file: StaticString = #filePath, line: UInt = #line
  ) where Output.Item == Element {
    output(stepID, sink.sinkRecipe, file, line)
  }
}
