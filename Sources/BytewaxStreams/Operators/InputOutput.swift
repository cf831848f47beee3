import DataflowCore
import DataflowOperators

extension Stream {
  /// Writes every item to a sink; nothing follows an output.
  @inlinable
  package func output(_ stepID: String, _ recipe: SinkRecipe<Element>, _ file: StaticString, _ line: UInt) {
    port.output(newStep(stepID, "output", file, line), recipe)
  }

  /// Stops the flow at the first item that comes.
  public func raises(_ stepID: String, file: StaticString = #filePath, line: UInt = #line) {
    port.raises(newStep(stepID, "raises", file, line))
  }
}

extension Dataflow {
  /// Adds a step that reads a source.
  @inlinable
  package func input<Item>(
    _ stepID: String, _ recipe: SourceRecipe<Item>, _ file: StaticString, _ line: UInt
  ) -> Stream<Item> {
    Stream(graph.input(newStep(stepID, "input", file, line), recipe), scope: nil)
  }
}

extension StreamOperators {
  /// Stops the flow at the first item that comes.
  public static func raises<Element>(
    _ stepID: String, _ up: Stream<Element>, file: StaticString = #filePath, line: UInt = #line
  ) {
    up.raises(stepID, file: file, line: line)
  }
}
