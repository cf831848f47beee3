import DataflowCore

extension Port {
  /// Puts a key in front of each item.
  @inlinable
  public func keyOn(_ id: StepID, _ key: @escaping @Sendable (Element) throws -> String) -> Port<(String, Element)> {
    map(id) { (try key($0), $0) }
  }
}
