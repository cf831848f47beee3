import DataflowCore

extension Port {
  /// Combines the values of each key until `isComplete` holds, then emits the result and forgets the key.
  ///
  /// The check is made for the first value too; what is incomplete at the end of input is not emitted (breaking change: reduce-removed).
  @inlinable
  public func reduce<Value>(
    _ id: StepID, reducer: @escaping @Sendable (Value, Value) throws -> Value,
    _ isComplete: @escaping @Sendable (Value) throws -> Bool
  ) -> Port<(String, Value)> where Element == (String, Value) {
    statefulFlatMap(id) { (state: Value?, value: Value) in
      let reduced = try state.map { try reducer($0, value) } ?? value
      return try isComplete(reduced) ? (nil, CollectionOfOne(reduced).map { $0 }) : (reduced, [])
    }
  }
}
