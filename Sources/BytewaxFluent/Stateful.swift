import DataflowCore
import DataflowOperators

// A step with state names the type of the values it takes; `statefulMap` and `foldWindow` may take `Any` as well, and a closure that
// names no type means it. What `reduce` takes it also emits, and items are `Sendable`.

extension Dataflow {
  /// Combines the values of each key until `isComplete` holds, then emits the result and forgets the key.
  ///
  /// Breaking change: reduce-removed (0.17 → 0.18).
  @available(_PackageDescription, deprecated: 1, message: "reduce-removed: op.statefulFlatMap")
  @inlinable
  public func reduce<Value: Sendable>(
    _ stepID: String, reducer: @escaping @Sendable (Value, Value) throws -> Value,
    _ isComplete: @escaping @Sendable (Value) throws -> Bool, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "reduce", file, line)
    advance(toKeyed: pairs(of: Value.self, for: id).reduce(id, reducer: reducer, isComplete))
  }

  /// Turns each value into another with the help of a state that `builder` makes for a key's first value.
  ///
  /// Returning `nil` as the new state forgets the key. Breaking change: stateful-map-builder-removed (0.18 → 0.19).
  @available(_PackageDescription, deprecated: 1, message: "stateful-map-builder-removed: op.statefulMap, whose mapper begins with a nil state")
  @inlinable
  @_disfavoredOverload
  public func statefulMap<Value: Sendable, State, Out: Sendable>(
    _ stepID: String, builder: @escaping @Sendable () throws -> State,
    _ mapper: @escaping @Sendable (State, Value) throws -> (State?, Out), file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "statefulMap", file, line)
    advance(
      toKeyed: pairs(of: Value.self, for: id).statefulMap(id) { (state: State?, value: Value) in
        try mapper(state ?? builder(), value)
      })
  }

  /// Turns each value into another with the help of a state that `builder` makes for a key's first value.
  ///
  /// Returning `nil` as the new state forgets the key. Breaking change: stateful-map-builder-removed (0.18 → 0.19).
  @available(_PackageDescription, deprecated: 1, message: "stateful-map-builder-removed: op.statefulMap, whose mapper begins with a nil state")
  @inlinable
  public func statefulMap<State, Out: Sendable>(
    _ stepID: String, builder: @escaping @Sendable () throws -> State,
    _ mapper: @escaping @Sendable (State, Any) throws -> (State?, Out), file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "statefulMap", file, line)
    advance(
      toKeyed: pairs(of: (any Sendable).self, for: id).statefulMap(id) { (state: State?, value: any Sendable) in
        try mapper(state ?? builder(), value)
      })
  }
}
