import DataflowCore

extension Port {
  /// Shows each item to `inspector` and passes it on.
  @inlinable
  public func inspect(_ id: StepID, _ inspector: @escaping @Sendable (Element) throws -> Void) -> Port<Element> {
    flatMapBatch(id) { items in
      for item in items { try inspector(item) }
      return items
    }
  }

  /// Shows each item with its epoch and worker index to `inspector` and passes it on.
  @inlinable
  public func inspectDebug(
    _ id: StepID, _ inspector: @escaping @Sendable (Element, _ epoch: Int, _ worker: Int) throws -> Void
  ) -> Port<Element> {
    flatMapBatch(id) { worker in
      { items in
        for item in items { try inspector(item, worker.epoch, worker.index) }
        return items
      }
    }
  }
}
