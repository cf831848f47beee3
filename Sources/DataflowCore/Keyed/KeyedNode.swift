/// A stateful step on one worker: its items come through the exchange, its timers from the worker.
final class KeyedNode<Value: Sendable, Out: Sendable>: TimedNode {
  private let id: StepID
  private let loop: KeyedLoop<Value, Out>
  private let outlet: Outlet<Out>
  private let worker: WorkerFacts
  private let log: any SnapshotLog

  init(_ id: StepID, _ loop: KeyedLoop<Value, Out>, in assembly: Assembly, _ outlet: Outlet<Out>) throws {
    self.id = id
    self.loop = loop
    self.outlet = outlet
    worker = assembly.worker
    log = assembly.log
    for (key, state) in try log.resumeStates(of: id)
    where DataflowCore.worker(ofHash: stableHash(key), among: worker.count) == worker.index {
      try loop.restore(key, state)
    }
  }

  func receive(_ items: [(String, Value)], _ hashes: [UInt64]) throws {
    try emit { try loop.process(items, hashes, worker.now) }
  }

  func receive(_ signal: Signal) throws {
    switch signal {
    case .end: try emit { try loop.end(worker.now) }
    case .close:
      if log.isOpen {
        do { log.append(try loop.takeSnapshots(id.qualified)) } catch { throw StepError.naming(id, error) }
      }
    }
    try outlet.emit(signal)
  }

  var nextWake: Instant? { loop.nextWake() }

  func wake() throws {
    try emit { try loop.wake(worker.now) }
  }

  private func emit(_ work: () throws -> [Out]) throws {
    let out: [Out]
    do { out = try work() } catch { throw StepError.naming(id, error) }
    try outlet.emit(out)
  }
}

extension Port {
  /// Adds a stateful step: every key lives on one worker, chosen by the key's hash, and `makeLogic` describes what happens to it there.
  ///
  /// Recovery rows are kept under `id`.
  @inlinable
  public func keyed<Value, Logic: KeyedLogic>(
    _ id: StepID, _ makeLogic: @escaping @Sendable (StepID) -> Logic
  ) -> Port<Logic.Out> where Element == (String, Value), Logic.Value == Value {
    keyed(id, tagging: tagByKey) { tracking in .make(makeLogic(id), tracking: tracking) }
  }

  public func keyed<Value, Out>(
    _ id: StepID, tagging: @escaping Tagging<(String, Value)>,
    _ makeLoop: @escaping @Sendable (_ tracking: Bool) -> KeyedLoop<Value, Out>
  ) -> Port<Out> where Element == (String, Value) {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in
      let node = try KeyedNode(id, makeLoop(assembly.log.isOpen), in: assembly, outlet)
      let count = assembly.worker.count
      assembly.add(node)
      assembly.connect(
        index,
        Exchange<(String, Value)>(
          id, in: assembly, tagging: tagging, owner: { worker(ofHash: $0, among: count) },
          deliver: { try node.receive($0, $1) }, passOn: { try node.receive($0) }))
    }
  }
}

/// The hash of each item's key.
@inlinable
public func tagByKey<Value>(_ items: [(String, Value)]) -> [UInt64] {
  items.map { stableHash($0.0) }
}

/// The worker a key's hash belongs to: the hash's range is cut into equal parts, one for each worker.
@inlinable
public func worker(ofHash hash: UInt64, among count: Int) -> Int {
  Int(hash.multipliedFullWidth(by: UInt64(count)).high)
}
