import DataflowCore

/// The items a step emits; any number of further steps may read them.
public struct Stream<Element: Sendable> {
  @usableFromInline package let port: Port<Element>
  /// The qualified id of the custom operator being built, if any.
  @usableFromInline package let scope: String?

  @usableFromInline
  package init(_ port: Port<Element>, scope: String?) {
    self.port = port
    self.scope = scope
  }

  /// The id of a new step that reads this stream.
  @usableFromInline
  package func newStep(_ name: String, _ kind: String, _ file: StaticString, _ line: UInt) -> StepID {
    port.graph.stepID(name, in: scope, kind: kind, at: SourcePlace(file, line))
  }

  /// A stream of what a step after this one emits, in the same scope.
  @usableFromInline
  package func then<Out>(_ port: Port<Out>) -> Stream<Out> { Stream<Out>(port, scope: scope) }

  /// Builds a custom operator: the steps that `build` adds to its stream get ids inside `stepID`.
  ///
  ///     func distinct(_ id: String, _ up: Stream<Int>) -> Stream<Int> {
  ///       up.scoped(id) { $0.map("halve") { $0 / 2 }.filter("positive") { $0 > 0 } }
  ///     }
  public func scoped<Out>(
    _ stepID: String, file: StaticString = #filePath, line: UInt = #line, _ build: (Stream<Element>) throws -> Stream<Out>
  ) rethrows -> Stream<Out> {
    let id = newStep(stepID, "scoped", file, line)
    return then(try build(Stream(port, scope: id.qualified)).port)
  }
}

/// A stream of `(key, value)` pairs, as stateful steps need it.
public typealias KeyedStream<Value: Sendable> = Stream<(String, Value)>

/// The two sides of a `branch`.
public struct BranchOut<Element: Sendable> {
  public let trues: Stream<Element>
  public let falses: Stream<Element>

  @usableFromInline
  package init(trues: Stream<Element>, falses: Stream<Element>) {
    self.trues = trues
    self.falses = falses
  }
}
