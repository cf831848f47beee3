import DataflowCore

extension Port {
  /// Turns each item into any number of others, in order.
  @inlinable
  public func flatMap<Outs: Sequence & SendableMetatype>(
    _ id: StepID, _ mapper: @escaping @Sendable (Element) throws -> Outs
  ) -> Port<Outs.Element> where Outs.Element: Sendable {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in
      let receive = { (items: [Element]) throws in
        if outlet.gathers {
          for item in items {
            for new in try id.naming({ try mapper(item) }) { try outlet.emit(one: new) }
          }
        } else {
          var out: [Outs.Element] = []
          out.reserveCapacity(items.count)
          for item in items { out.append(contentsOf: try id.naming { try mapper(item) }) }
          try outlet.emit(out)
        }
      }
      assembly.connect(index, Inlet(receive: receive, signal: { try outlet.emit($0) }))
    }
  }

  /// Turns each value into any number of others under the same key.
  @inlinable
  public func flatMapValue<Value, Outs: Sequence & SendableMetatype>(
    _ id: StepID, _ mapper: @escaping @Sendable (Value) throws -> Outs
  ) -> Port<(String, Outs.Element)> where Element == (String, Value), Outs.Element: Sendable, Outs.Iterator: SendableMetatype {
    flatMapBatch(id) { items in
      var out: [(String, Outs.Element)] = []
      out.reserveCapacity(items.count)
      for (key, value) in items {
        for new in try mapper(value) { out.append((key, new)) }
      }
      return out
    }
  }

  /// Takes sequences apart.
  @inlinable
  public func flatten(_ id: StepID) -> Port<Element.Element> where Element: Sequence, Element.Element: Sendable {
    flatMap(id) { $0 }
  }
}
