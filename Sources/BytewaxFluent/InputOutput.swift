import DataflowCore
import DataflowOperators

extension Dataflow {
  /// Reads a source. A second input replaces the current stream: what came before goes nowhere, though it is still read to its end.
  ///
  /// Breaking change: second-input-replaces (0.17 → 0.18).
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.input")
  @inlinable
  public func input<Input: Source>(
    _ stepID: String, _ input: Input, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "input", file, line)
    advance(to: reading(id, input.sourceRecipe))
  }

  /// Reads a source of `(key, value)` pairs.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.input")
  @inlinable
  public func input<Input: Source, Value: Sendable>(
    _ stepID: String, _ input: Input, file: StaticString = #filePath, line: UInt = #line
  ) where Input.Item == (String, Value) {
    let id = named(stepID, "input", file, line)
    advance(toKeyed: reading(id, input.sourceRecipe))
  }

  @inlinable
  package func reading<Item>(_ id: StepID, _ recipe: SourceRecipe<Item>) -> Port<Item> {
    let port = graph.input(id, recipe)
    return spreadsInput ? port.spread(id.nested("spread")) : port
  }

  @usableFromInline
  package var spreadsInput: Bool { traits.spreadsInput }

  /// What whoever reads an output sees of the way items came: where there are keys, the order of each.
  @usableFromInline
  package var seenByReaders: Arrival { current?.keyed == nil ? [] : .orderByKey }

  /// Writes every item to a sink and passes it on.
  ///
  /// Breaking change: output-ends-stream (0.17 → 0.18).
  @available(_PackageDescription, deprecated: 1, message: "output-ends-stream: op.output, whose upstream later steps read")
  @inlinable
  public func output<Output: Sink>(
    _ stepID: String, _ output: Output, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "output", file, line)
    stream(of: Output.Item.self, for: id).output(id, output.sinkRecipe, sees: seenByReaders)
  }
}
