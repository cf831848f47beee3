import DataflowCore

extension Port {
  /// Keeps the items for which `predicate` holds. Order stays.
  @inlinable
  public func filter(_ id: StepID, _ predicate: @escaping @Sendable (Element) throws -> Bool) -> Port<Element> {
    flatMapBatch(
      id, one: { out in { item in if try id.naming({ try predicate(item) }) { try out.emit(one: item) } } },
      { items in try items.eachKept(predicate) })
  }

  /// Keeps the items whose value satisfies `predicate`.
  @inlinable
  public func filterValue<Value>(
    _ id: StepID, _ predicate: @escaping @Sendable (Value) throws -> Bool
  ) -> Port<Element> where Element == (String, Value) {
    filter(id) { try predicate($0.1) }
  }
}
