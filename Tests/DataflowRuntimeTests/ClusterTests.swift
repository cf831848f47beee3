import Connectors
import DataflowCore
import DataflowOperators
import DataflowRuntime
import Testing

/// Items on their way over one worker and several.
@Suite struct ClusterTests {
  @Test(arguments: [1, 2, 5])
  func oneInputMayEndLongBeforeAnother(_ workers: Int) throws {
    let graph = Graph(flowID: "f")
    let counts = TestingList<(String, Int)>()
    let short = graph.input("short", TestingSource([("a", 1), ("b", 2)]))
    let sums = short.foldFinal(graph.id("sums"), builder: { 0 }) { $0 + $1 }
    // The long input ends only once it has seen what the short one's end has brought.
    let long = graph.input("long", Calling<(String, Int)> { _ in
      if counts.items.count == 2 { throw StopIteration() }
      return []
    })
    let both = Port.merge(graph.id("both"), graph, [sums, long])
    sums.collected("sumsOut", into: counts)
    let all = TestingList<(String, Int)>()
    both.collected("out", into: all)
    try graph.run(workers: workers)
    #expect(all.items.map { "\($0.0)\($0.1)" }.sorted() == ["a1", "b2"])
  }

  @Test(arguments: [1, 2, 4])
  func aStepBehindAFinalStepEndsAfterIt(_ workers: Int) throws {
    let graph = Graph(flowID: "f")
    let seen = TestingList<(String, [Int])>()
    let perKey = graph.input("in", TestingSource((0..<100).map { ("k\($0 % 10)", 1) }, batchSize: 7))
      .foldFinal(graph.id("perKey"), builder: { 0 }) { $0 + $1 }
    let running = perKey.map(graph.id("rekey")) { ("all", $0.1) }
      .statefulMap(graph.id("running")) { (sum: Int?, n: Int) -> (Int?, Int) in ((sum ?? 0) + n, (sum ?? 0) + n) }
    running.foldFinal(graph.id("list"), builder: { [Int]() }) { $0 + [$1] }.collected("out", into: seen)
    try graph.run(workers: workers)
    #expect(seen.items.map(\.0) == ["all"])
    #expect(seen.items.first?.1.sorted() == (1...10).map { $0 * 10 })
  }

  @Test(arguments: [1, 2, 3])
  func emptyBatchesAndSeveralExchangesInARowLoseNothing(_ workers: Int) throws {
    let graph = Graph(flowID: "f")
    let seen = TestingList<(String, Int)>()
    let batches: [[Int]] = [[], [1, 2], [], [], [3], [4, 5, 6], []]
    let odd = graph.input("in", Batches(parts: ["a": batches, "b": [], "c": [[], []], "d": batches]))
      .filter(graph.id("odd")) { $0 % 2 == 1 }
    let keyed = odd.redistribute(graph.id("r1")).redistribute(graph.id("r2")).keyOn(graph.id("key")) { "\($0)" }
    let counted = keyed.statefulMap(graph.id("count")) { (n: Int?, value: Int) -> (Int?, Int) in ((n ?? 0) + 1, value) }
    let rekeyed = counted.map(graph.id("rekey")) { ("\($0.1 % 2)", $0.1) }
    let summed = rekeyed.statefulMap(graph.id("sum")) { (n: Int?, value: Int) -> (Int?, Int) in ((n ?? 0) + value, value) }
    summed.redistribute(graph.id("r3")).collected("out", into: seen)
    try graph.run(workers: workers)
    #expect(seen.items.map(\.1).sorted() == [1, 1, 3, 3, 5, 5])
  }

  @Test(arguments: [1, 3])
  func onePortMayBeReadAndMergedSeveralTimes(_ workers: Int) throws {
    let graph = Graph(flowID: "f")
    let seen = TestingList<Int>()
    let fanned = TestingList<Int>()
    let numbers = graph.input("in", TestingSource(0..<5, batchSize: 2))
    let twice = Port.merge(graph.id("twice"), graph, [numbers, numbers.redistribute(graph.id("r")), numbers])
    twice.collected("out", into: seen)
    numbers.map(graph.id("m")) { $0 * 10 }.collected("fanned", into: fanned)
    try graph.run(workers: workers)
    #expect(seen.items.sorted() == (0..<5).flatMap { [$0, $0, $0] })
    #expect(fanned.items == [0, 10, 20, 30, 40])
  }

  @Test func aBatchPassesEachReaderWholeAndInTheirOrder() throws {
    // Source: bytewax 0.19.1 (a stream read by two maps, batch size 2).
    let graph = Graph(flowID: "f")
    let log = EventLog()
    let numbers = graph.input("in", TestingSource([1, 2, 3], batchSize: 2))
    for name in ["a", "b"] {
      numbers.map(graph.id(name)) { log.add("\(name)\($0)") }.collected("\(name)Out", into: TestingList())
    }
    try graph.run()
    #expect(log.events == ["a1", "a2", "b1", "b2", "a3", "b3"])
  }

  @Test(arguments: [1, 2, 3])
  func theItemsOfAKeyKeepTheirOrder(_ workers: Int) throws {
    let graph = Graph(flowID: "f")
    let seen = TestingList<(String, [Int])>()
    graph.input("in", TestingSource((0..<3000).map { ("k\($0 % 7)", $0) }, batchSize: 50))
      .foldFinal(graph.id("list"), builder: { [Int]() }) { $0 + [$1] }
      .collected("out", into: seen)
    try graph.run(workers: workers)
    #expect(seen.items.count == 7)
    for (_, list) in seen.items { #expect(list == list.sorted()) }
  }

  @Test(arguments: [1, 2, 3])
  func everyPartitionOfASinkIsOpenedByOneWorkerAndClosedOnce(_ workers: Int) throws {
    let graph = Graph(flowID: "f")
    let sink = NumberedParts(count: 7)
    let items = (0..<200).map { ("\($0)", $0) }
    graph.input("in", Batches(parts: ["a": [Array(items[..<90])], "b": [Array(items[90...])]])).output(graph.id("out"), sink.sinkRecipe)
    try graph.run(workers: workers)
    #expect(sink.log.events.filter { $0.hasPrefix("open") }.sorted() == (0..<7).map { "open p\($0)" })
    #expect(sink.log.events.filter { $0.hasPrefix("close") }.sorted() == (0..<7).map { "close p\($0)" })
    let expected = (0..<200).map { "p\($0 % 7) got \($0)" }
    #expect(sink.written.events.sorted() == expected.sorted())
  }

  @Test func aSinkWithoutPartitionsSaysSoAtTheFirstItem() throws {
    let graph = Graph(flowID: "f")
    graph.input("in", TestingSource([("1", 1)])).output(graph.id("out"), NumberedParts(count: 0).sinkRecipe)
    let error = #expect(throws: StepError.self) { try graph.run() }
    #expect(error?.step.qualified == "f.out")
    #expect(error.map { "\($0.cause)" } == "the sink lists no partitions; list at least one")
  }

  @Test(arguments: [1, 4])
  func aFlowWhoseSourceListsNoPartitionsEndsAtOnce(_ workers: Int) throws {
    let graph = Graph(flowID: "f")
    let seen = TestingList<Int>()
    graph.input("in", Batches<Int>(parts: [:])).collected("out", into: seen)
    try graph.run(workers: workers)
    #expect(seen.items == [])
  }

  @Test(arguments: [1, 2])
  func aStepThatNothingIsWrittenToDoesNotHoldTheFlowUp(_ workers: Int) throws {
    // Steps placed before any input, which the eras with one current stream allow.
    let graph = Graph(flowID: "f")
    let silent: Port<(String, Int)> = graph.silentPort()
    silent.reduceFinal(graph.id("sum"), +).collected("silentOut", into: TestingList())
    let seen = TestingList<Int>()
    graph.input("in", TestingSource([1, 2])).collected("out", into: seen)
    try graph.run(workers: workers)
    #expect(seen.items == [1, 2])
  }

  @Test(arguments: [1, 2])
  func countsAreSummedOverWorkers(_ workers: Int) throws {
    let graph = Graph(flowID: "f")
    graph.input("in", TestingSource(0..<10))
      .redistribute(graph.id("r"))
      .flatMapBatch(graph.id("count"), onWorker: { worker in
        let (all, mine) = (worker.count("all"), worker.count("on \(worker.index)"))
        return { items in
          all.value += items.count
          mine.value += items.count
          return items
        }
      })
      .collected("out", into: TestingList())
    let counts = try graph.run(workers: workers).counts
    #expect(counts["all"] == 10)
    #expect((0..<workers).compactMap { counts["on \($0)"] }.reduce(0, +) == 10)
    #expect(counts.count == workers + 1)
  }
}

/// A sink whose partitions are called p0, p1, … and take the values that leave their number as remainder.
private struct NumberedParts: FixedPartitionedSink {
  let count: Int
  let log = EventLog()
  let written = EventLog()

  func listParts() -> [String] { (0..<count).map { "p\($0)" } }
  func partFn(_ itemKey: String) -> Int { Int(itemKey) ?? 0 }

  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Part {
    log.add("open \(forPart)")
    return Part(forPart, self)
  }

  final class Part: StatefulSinkPartition {
    let name: String
    let sink: NumberedParts
    init(_ name: String, _ sink: NumberedParts) {
      self.name = name
      self.sink = sink
    }
    func writeBatch(_ values: [Int]) { for value in values { sink.written.add("\(name) got \(value)") } }
    func snapshot() -> Int { 0 }
    func close() { sink.log.add("close \(name)") }
  }
}
