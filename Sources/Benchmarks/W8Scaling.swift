import Bytewax019

/// W8: the wall time of W2, W3 and W5 on two workers against one, the input in two partitions both times.
///
/// W3 has five times its events here: over in 60 ms, a run that shares the machine with anything else often ends before the system has
/// moved the second worker to a processor of its own.
enum W8 {
  static func workloads() -> [Workload] {
    [
      scaling("W8/words") { try W2.throughEngine(W2.words, inHalves: true, workers: $0) },
      scaling("W8/mean") { try W3.throughEngine(W3.names(10_000), batches: 1000, count: 5 * W3.count, partitions: 2, workers: $0) },
      scaling("W8/rows") { try W5.throughEngine(inHalves: true, workers: $0) },
    ]
  }

  private static func scaling(_ id: String, _ run: @escaping (_ workers: Int) throws -> Int) -> Workload {
    Workload(id: id, budget: 0.5, stopwatch: .wall, engine: { try run(2) }, baseline: { try run(1) })
  }
}
