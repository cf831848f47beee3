import Bytewax016
import Synchronization
import Testing

/// With several workers 0.16 deals an input's items over all of them, unless a step below sees the order of a key's items.
@Suite struct SpreadTests {
  private func run(_ flow: Dataflow, workers: Int = 3) throws {
    try clusterMain(flow, [], 0, epochInterval: .zero, workerCountPerProc: workers)
  }

  /// Adds a step that notes which workers items come through: each worker's sink notes its own index.
  private struct WorkersOutput<Item: Sendable>: DynamicOutput {
    let met: TestingList<Int>
    func build(workerIndex: Int, workerCount: Int) -> Part { Part(workerIndex, met) }

    final class Part: StatelessSink {
      let (worker, met): (Int, TestingList<Int>)
      init(_ worker: Int, _ met: TestingList<Int>) { (self.worker, self.met) = (worker, met) }
      func write(_ item: Item) { met.append(contentsOf: [worker]) }
    }
  }

  @Test("an order book gives the lines of one worker on any number", arguments: 1...5)
  func orderBook(_ workers: Int) throws {
    // Each order moves the price of its key; only in their order do they give these prices.
    let orders = (0..<2000).map { ("s\($0 % 7)", $0) }
    var expected: [String: [Int]] = [:]
    var prices: [String: Int] = [:]
    for (key, number) in orders {
      prices[key] = ((prices[key] ?? 1) * 31 + number) % 1009
      expected[key, default: []].append(prices[key] ?? 0)
    }
    let (flow, list) = (Dataflow(), TestingList<(String, Int)>())
    flow.input("orders", TestingInput(orders))
    flow.map { (order: (String, Int)) in (order.0, order.1) }
    flow.statefulMap("book", builder: { 1 }) { (price: Int, number: Int) -> (Int?, Int) in
      let next = (price * 31 + number) % 1009
      return (next, next)
    }
    flow.output("out", TestingOutput(into: list))
    try run(flow, workers: workers)
    #expect(Dictionary(grouping: list.items, by: \.0).mapValues { $0.map(\.1) } == expected)
  }

  @Test func itemsWithoutKeysAreDealtOverAllWorkers() throws {
    let (flow, met) = (Dataflow(), TestingList<Int>())
    flow.input("inp", TestingInput(0..<30))
    flow.map { (number: Int) in "\(number)" }
    flow.output("out", WorkersOutput<String>(met: met))
    try run(flow)
    #expect((0..<3).map { worker in met.items.count { $0 == worker } } == [10, 10, 10])
  }

  @Test func pairsStayWithTheWorkerThatReadThemBecauseAnOutputShowsTheirOrder() throws {
    let (flow, met) = (Dataflow(), TestingList<Int>())
    flow.input("inp", TestingInput(0..<30))
    flow.map { (number: Int) in ("k\(number % 2)", number) }
    flow.output("out", WorkersOutput<(String, Int)>(met: met))
    try run(flow)
    #expect(Set(met.items) == [0])
  }

  @Test func aStreamThatNoKeyedStepReadsIsDealtBesideOneThatOneReads() throws {
    let (flow, met, list) = (Dataflow(), TestingList<Int>(), TestingList<(String, Int)>())
    flow.input("free", TestingInput(0..<30))
    flow.output("freeOut", WorkersOutput<Int>(met: met))
    flow.input("keyed", TestingInput((0..<30).map { ("k", $0) }))
    flow.statefulMap("last", builder: { -1 }) { (last: Int, number: Int) -> (Int?, Int) in (number, number - last) }
    flow.output("keyedOut", TestingOutput(into: list))
    try run(flow)
    #expect(Set(met.items) == [0, 1, 2])
    #expect(list.items.map(\.1) == Array(repeating: 1, count: 30))
  }
}
