/// A step without memory: each batch becomes one batch.
final class BatchNode<In: Sendable, Out: Sendable>: Inlet<In> {
  private let id: StepID
  private let transform: ([In]) throws -> [Out]
  private let outlet: Outlet<Out>

  init(_ id: StepID, _ outlet: Outlet<Out>, _ transform: @escaping ([In]) throws -> [Out]) {
    self.id = id
    self.transform = transform
    self.outlet = outlet
  }

  override func receive(_ batch: consuming [In]) throws {
    let result: [Out]
    do { result = try transform(batch) } catch { throw StepError.naming(id, error) }
    try outlet.emit(result)
  }

  override func receive(_ signal: Signal) throws { try outlet.emit(signal) }
}

/// One of several edges into one outlet.
final class MergeInlet<Element: Sendable>: Inlet<Element> {
  final class Shared {
    var gate: Gate
    init(edges: Int) { gate = Gate(edges: edges) }
  }
  private let shared: Shared
  private let outlet: Outlet<Element>

  init(_ shared: Shared, _ outlet: Outlet<Element>) {
    self.shared = shared
    self.outlet = outlet
  }

  override func receive(_ batch: consuming [Element]) throws { try outlet.emit(batch) }

  override func receive(_ signal: Signal) throws {
    if shared.gate.passes(signal) { try outlet.emit(signal) }
  }
}

/// A step that parts each batch into two.
final class BranchNode<Element: Sendable>: Inlet<Element> {
  private let id: StepID
  private let split: ([Element]) throws -> ([Element], [Element])
  private let outlets: (Outlet<Element>, Outlet<Element>)

  init(
    _ id: StepID, _ outlets: (Outlet<Element>, Outlet<Element>),
    _ split: @escaping ([Element]) throws -> ([Element], [Element])
  ) {
    self.id = id
    self.split = split
    self.outlets = outlets
  }

  override func receive(_ batch: consuming [Element]) throws {
    let parts: ([Element], [Element])
    do { parts = try split(batch) } catch { throw StepError.naming(id, error) }
    try outlets.0.emit(parts.0)
    try outlets.1.emit(parts.1)
  }

  override func receive(_ signal: Signal) throws {
    try outlets.0.emit(signal)
    try outlets.1.emit(signal)
  }
}

extension Port {
  /// The one step without memory that all others are made of: batch in, batch out, on the worker where the batch is.
  public func flatMapBatch<Out: Sendable>(
    _ id: StepID, _ transform: @escaping @Sendable ([Element]) throws -> [Out]
  ) -> Port<Out> {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in
      assembly.connect(index, BatchNode(id, outlet, transform))
    }
  }

  /// As `flatMapBatch`, for transforms that ask their worker for its index or the current epoch.
  public func flatMapBatch<Out: Sendable>(
    _ id: StepID, onWorker make: @escaping @Sendable (WorkerFacts) throws -> ([Element]) throws -> [Out]
  ) -> Port<Out> {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in
      assembly.connect(index, BatchNode(id, outlet, try make(assembly.worker)))
    }
  }

  /// Joins several ports of one type into one; no order is promised between them.
  public static func merge(_ id: StepID, _ graph: Graph, _ ports: [Port<Element>]) -> Port<Element> {
    let indices = ports.map(\.index)
    return graph.add(id, reads: ports.map(\.erased)) { assembly, outlet in
      let shared = MergeInlet<Element>.Shared(edges: indices.count)
      for index in indices { assembly.connect(index, MergeInlet(shared, outlet)) }
    }
  }

  /// Parts each batch into two ports.
  public func branch(
    _ id: StepID, _ split: @escaping @Sendable ([Element]) throws -> ([Element], [Element])
  ) -> (Port<Element>, Port<Element>) {
    graph.addBranching(id, reads: [erased]) { [index] assembly, first, second in
      assembly.connect(index, BranchNode(id, (first, second), split))
    }
  }
}
