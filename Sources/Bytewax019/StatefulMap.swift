import BytewaxStreams
import DataflowCore
import DataflowOperators

/// Breaking change: stateful-map-builder-removed (0.18 → 0.19).
///
/// The mapper meets `nil` at a key's first value and decides for itself; 0.18 let a builder make the first state.
extension Stream {
  @inlinable
  public func statefulMap<Value, State, Out>(
    _ stepID: String, _ mapper: @escaping @Sendable (State?, Value) throws -> (State?, Out),
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Out> where Element == (String, Value) {
    let id = newStep(stepID, "statefulMap", file, line)
    return then(port.statefulMap(id.nested("stateful_flat_map.unary"), mapper))
  }

  /// As `statefulMap`, with any number of values out for each value in.
  @inlinable
  public func statefulFlatMap<Value, State, Outs: Sequence & SendableMetatype>(
    _ stepID: String, _ mapper: @escaping @Sendable (State?, Value) throws -> (State?, Outs),
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Outs.Element> where Element == (String, Value), Outs.Element: Sendable {
    let id = newStep(stepID, "statefulFlatMap", file, line)
    return then(port.statefulFlatMap(id.nested("unary"), mapper))
  }
}

extension op {
  @inlinable
  public static func statefulMap<Value: Sendable, State, Out: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ mapper: @escaping @Sendable (State?, Value) throws -> (State?, Out),
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Out> {
    up.statefulMap(stepID, mapper, file: file, line: line)
  }

  /// As `statefulMap`, with any number of values out for each value in.
  @inlinable
  public static func statefulFlatMap<Value: Sendable, State, Outs: Sequence & SendableMetatype>(
    _ stepID: String, _ up: KeyedStream<Value>, _ mapper: @escaping @Sendable (State?, Value) throws -> (State?, Outs),
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Outs.Element> where Outs.Element: Sendable {
    up.statefulFlatMap(stepID, mapper, file: file, line: line)
  }
}
