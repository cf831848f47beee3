import DataflowCore

extension Port {
  /// Keeps the items for which `predicate` holds. Order stays.
  @inlinable
  public func filter(_ id: StepID, _ predicate: @escaping @Sendable (Element) throws -> Bool) -> Port<Element> {
    flatMapBatch(id, one: { try predicate($0) ? $0 : nil }) { items in try items.eachKept(predicate) }
  }

  /// Keeps the items whose value satisfies `predicate`.
  @inlinable
  public func filterValue<Value>(
    _ id: StepID, _ predicate: @escaping @Sendable (Value) throws -> Bool
  ) -> Port<Element> where Element == (String, Value) {
    flatMapBatch(id, one: { try predicate($0.1) ? $0 : nil }) { items in try items.eachKept { try predicate($0.1) } }
  }
}
