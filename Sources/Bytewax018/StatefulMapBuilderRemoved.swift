import BytewaxStreams
import DataflowCore
import DataflowOperators

/// Breaking changes: stateful-map-builder-removed, stateful-map-recovery-id (0.18 → 0.19).
///
/// In 0.18 `builder` makes a key's first state; in 0.19 the mapper meets `nil` and decides for itself.
extension Stream {
  /// Turns each value into another with the help of a state that `builder` makes for a key's first value.
  ///
  /// Returning `nil` as the new state forgets the key.
  @available(_PackageDescription, deprecated: 1, message: "stateful-map-builder-removed: leave out the builder and let the mapper begin with a nil state")
  @inlinable
  public func statefulMap<Value, State, Out>(
    _ stepID: String, builder: @escaping @Sendable () throws -> State,
    _ mapper: @escaping @Sendable (State, Value) throws -> (State?, Out),
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Out> where Element == (String, Value) {
    let id = newStep(stepID, "statefulMap", file, line)
    return then(port.statefulMap(id.nested("unary")) { (state: State?, value) in try mapper(state ?? builder(), value) })
  }
}

extension op {
  /// Turns each value into another with the help of a state that `builder` makes for a key's first value.
  ///
  /// Returning `nil` as the new state forgets the key.
  @available(_PackageDescription, deprecated: 1, message: "stateful-map-builder-removed: leave out the builder and let the mapper begin with a nil state")
  @inlinable
  public static func statefulMap<Value: Sendable, State, Out: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, builder: @escaping @Sendable () throws -> State,
    _ mapper: @escaping @Sendable (State, Value) throws -> (State?, Out),
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Out> {
    up.statefulMap(stepID, builder: builder, mapper, file: file, line: line)
  }
}
