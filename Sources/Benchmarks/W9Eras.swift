/// W9: the programs of W1 and W3 as each older era writes them, against the same in 0.19.
enum W9 {
  static func workloads() -> [Workload] {
    [
      chain("0.18") { try Era018.chain($0) }, chain("0.17") { try Era017.chain($0) }, chain("0.16") { try Era016.chain($0) },
      means("0.18") { try Era018.means($0) }, means("0.17") { try Era017.means($0) }, means("0.16") { try Era016.means($0) },
    ]
  }

  private static func chain(_ era: String, _ run: @escaping (SummingSink<Int>) throws -> Void) -> Workload {
    workload("W9/chain-\(era)", run, against: { try W1.throughEngine(batches: 1000, last: W1.lengthOfText) })
  }

  private static func means(_ era: String, _ run: @escaping (SummingSink<(String, Int)>) throws -> Void) -> Workload {
    let sum: @Sendable ((String, Int)) -> Int = { $0.1 }
    return workload(
      "W9/mean-\(era)", run, number: sum, against: { try W3.throughEngine(W3.names(10_000), batches: 1000) })
  }

  private static func workload(
    _ id: String, _ run: @escaping (SummingSink<Int>) throws -> Void, against newest: @escaping () throws -> Int
  ) -> Workload {
    workload(id, run, number: { $0 }, against: newest)
  }

  private static func workload<Item>(
    _ id: String, _ run: @escaping (SummingSink<Item>) throws -> Void, number: @escaping @Sendable (Item) -> Int,
    against newest: @escaping () throws -> Int
  ) -> Workload {
    Workload(
      id: id, budget: 0.8,
      engine: {
        let sink = SummingSink(number)
        try run(sink)
        return sink.sum.value
      },
      baseline: newest)
  }
}
