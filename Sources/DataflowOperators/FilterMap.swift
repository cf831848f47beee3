import DataflowCore

extension Port {
  /// Turns each item into another, or into none where `mapper` returns `nil`.
  @inlinable
  public func filterMap<Out>(_ id: StepID, _ mapper: @escaping @Sendable (Element) throws -> Out?) -> Port<Out> {
    flatMapBatch(
      id, one: { out in { item in if let made = try id.naming({ try mapper(item) }) { try out.emit(one: made) } } },
      { items in try items.compactMap(mapper) })
  }
}
