import DataflowCore

extension Port {
  /// Turns each item into exactly one other.
  @inlinable
  public func map<Out>(_ id: StepID, _ mapper: @escaping @Sendable (Element) throws -> Out) -> Port<Out> {
    flatMapBatch(
      id, one: { out in { item in try out.emit(one: id.naming { try mapper(item) }) } },
      { items in try items.eachMapped(mapper) })
  }

  /// Turns each value into another and leaves its key.
  @inlinable
  public func mapValue<Value, Out>(
    _ id: StepID, _ mapper: @escaping @Sendable (Value) throws -> Out
  ) -> Port<(String, Out)> where Element == (String, Value) {
    map(id) { ($0.0, try mapper($0.1)) }
  }
}
