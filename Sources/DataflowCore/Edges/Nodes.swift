// The steps without memory that all others of their kind are made of. Each runs on the worker where the batch is.

extension Port {
  /// Batch in, batch out.
  @inlinable
  public func flatMapBatch<Out: Sendable>(
    _ id: StepID, _ transform: @escaping @Sendable ([Element]) throws -> [Out]
  ) -> Port<Out> {
    flatMapBatch(id, onWorker: { _ in transform })
  }

  /// As `flatMapBatch`, for steps that make at most one item of each: what `one` makes takes an item by itself, which saves a batch of one
  /// its arrays. It names its own errors, and calls the user's function with nothing in between.
  @inlinable @inline(__always)
  public func flatMapBatch<Out: Sendable>(
    _ id: StepID, one: @escaping @Sendable (Outlet<Out>) -> (Element) throws -> Void,
    _ transform: @escaping @Sendable ([Element]) throws -> [Out]
  ) -> Port<Out> {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in
      assembly.connect(
        index, Inlet(receive: Self.receiving(id, into: outlet, transform), one: one(outlet), signal: { try outlet.emit($0) }))
    }
  }

  /// As `flatMapBatch`, for transforms that ask their worker for its index or the current epoch.
  @inlinable
  public func flatMapBatch<Out: Sendable>(
    _ id: StepID, onWorker make: @escaping @Sendable (WorkerFacts) throws -> ([Element]) throws -> [Out]
  ) -> Port<Out> {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in
      assembly.connect(
        index, Inlet(receive: Self.receiving(id, into: outlet, try make(assembly.worker)), signal: { try outlet.emit($0) }))
    }
  }

  /// Hands on what `transform` makes of each batch.
  @inlinable @inline(__always)
  static func receiving<Out: Sendable>(
    _ id: StepID, into outlet: Outlet<Out>, _ transform: @escaping ([Element]) throws -> [Out]
  ) -> ([Element]) throws -> Void {
    { batch in try outlet.emit(id.naming { try transform(batch) }) }
  }

  /// Parts each batch into two ports.
  @inlinable
  public func branch(
    _ id: StepID, _ split: @escaping @Sendable ([Element]) throws -> ([Element], [Element])
  ) -> (Port<Element>, Port<Element>) {
    graph.addBranching(id, reads: [erased]) { [index] assembly, first, second in
      assembly.connect(
        index,
        Inlet(
          receive: { batch in
            let parts = try id.naming { try split(batch) }
            try first.emit(parts.0)
            try second.emit(parts.1)
          },
          signal: {
            try first.emit($0)
            try second.emit($0)
          }))
    }
  }

  /// Joins several ports of one type into one; no order is promised between them.
  @inlinable
  public static func merge(_ id: StepID, _ graph: Graph, _ ports: [Port<Element>]) -> Port<Element> {
    let indices = ports.map(\.index)
    return graph.add(id, reads: ports.map(\.erased)) { assembly, outlet in
      var gate = Gate(edges: indices.count)
      let inlet = Inlet<Element>(
        receive: { try outlet.emit($0) },
        signal: { if gate.passes($0) { try outlet.emit($0) } })
      for index in indices { assembly.connect(index, inlet) }
    }
  }
}
