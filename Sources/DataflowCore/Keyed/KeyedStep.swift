extension Port {
  /// Adds a stateful step: every key lives on one worker, chosen by the key's hash, and `makeLogic` describes what happens to it there.
  ///
  /// Recovery rows are kept under `id`. `sees` says more of what its results depend on; the order of each key's items they always do.
  @inlinable
  public func keyed<Value, Logic: KeyedLogic>(
    _ id: StepID, sees arrival: Arrival = [], _ makeLogic: @escaping @Sendable (WorkerFacts) -> Logic
  ) -> Port<Logic.Out> where Element == (String, Value), Logic.Value == Value {
    graph.add(id, reads: [erased], keepsRows: true, sees: arrival.union(.orderByKey)) { [index] assembly, outlet in
      let (worker, log) = (assembly.worker, assembly.log)
      let count = worker.count
      let run = KeyedRun(makeLogic(worker), tracking: log.isOpen)
      try log.readStates(of: id) { key, state in
        let hash = stableHash(key)
        if DataflowCore.worker(ofHash: hash, among: count) == worker.index { try run.restore(key, hash, state) }
      }
      let emit = { (work: () throws -> [Logic.Out]) throws in
        let out = try id.naming(work)
        try outlet.emit(out)
        run.reuse(out)
      }
      if Logic.wakes {
        assembly.add(TimedNode(nextWake: { run.nextWake }, wake: { try emit { try run.wake(now: worker.now) } }))
      }
      assembly.exchange(
        id, index, by: .inParts, sorting: { batch, sorter in sorter.sort(batch) { stableHash($0.0) } },
        deliver: { share in try emit { try run.process(share, now: worker.now) } },
        passOn: { signal in
          if signal == .end {
            try emit { try run.end(now: worker.now) }
          } else if log.isOpen {
            log.append(try id.naming { try run.takeSnapshots(step: id.qualified) })
          }
          try outlet.emit(signal)
        })
    }
  }
}

/// The worker a key's hash belongs to: the hash's range is cut into equal parts, one for each worker.
@inlinable @inline(__always)
public func worker(ofHash hash: UInt64, among count: Int) -> Int {
  Int(hash.multipliedFullWidth(by: UInt64(count)).high)
}
