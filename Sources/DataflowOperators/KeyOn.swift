import DataflowCore

extension Port {
  /// Puts a key in front of each item.
  @inlinable
  public func keyOn(_ id: StepID, _ key: @escaping @Sendable (Element) throws -> String) -> Port<(String, Element)> {
    flatMapBatch(id, one: { (try key($0), $0) }) { items in try items.eachMapped { (try key($0), $0) } }
  }
}
