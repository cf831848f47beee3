import DataflowCore

extension Port {
  /// Sends each item to the first port if `predicate` holds, else to the second.
  @inlinable
  public func branch(
    _ id: StepID, where predicate: @escaping @Sendable (Element) throws -> Bool
  ) -> (trues: Port<Element>, falses: Port<Element>) {
    branch(id) { items in
      var parts: ([Element], [Element]) = ([], [])
      for item in items {
        if try predicate(item) { parts.0.append(item) } else { parts.1.append(item) }
      }
      return parts
    }
  }
}
