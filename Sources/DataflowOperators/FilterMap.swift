import DataflowCore

extension Port {
  /// Turns each item into another, or into none where `mapper` returns `nil`.
  @inlinable
  public func filterMap<Out>(_ id: StepID, _ mapper: @escaping @Sendable (Element) throws -> Out?) -> Port<Out> {
    flatMapBatch(id, one: mapper) { items in try items.compactMap(mapper) }
  }
}
