import Connectors
import DataflowCore
import DataflowOperators
import DataflowRuntime
import Synchronization
import TestSupport
import Testing

/// What the snapshots of an epoch hold, seen from outside: what came out up to it, and what comes out of a flow resumed after
/// it, are together what a run without a stop gives.
@Suite struct ResumeTests {
  @Test("a flow resumed after any epoch goes on exactly", arguments: 0..<60)
  func resuming(_ seed: Int) throws {
    var random = SeededRandom(UInt64(seed))
    let flow = RandomFlow(using: &random)
    let expected = try flow.run(workers: 1).map(\.text).sorted()

    let workers = Int.random(in: 1...4, using: &random)
    let log = MemoryLog(workers: workers)
    let first = try flow.run(workers: workers, log)
    #expect(first.map(\.text).sorted() == expected, "\(flow) on \(workers) workers")
    #expect(log.brokenPromises == [])
    #expect(log.completed == Array(1...(log.completed.last ?? 0)))

    for epoch in log.completed where epoch % 3 == seed % 3 || epoch == log.completed.last {
      let others = Int.random(in: 1...4, using: &random)
      let again = log.after(epoch, workers: others)
      let second = try flow.run(workers: others, again)
      let both = first.filter { $0.epoch <= epoch } + second
      #expect(both.map(\.text).sorted() == expected, "\(flow) on \(workers) workers, resumed after epoch \(epoch) on \(others)")
      #expect(again.brokenPromises == [])
      #expect(second.allSatisfy { $0.epoch > epoch })
    }
  }

  @Test(arguments: [1, 3])
  func aResumedFlowStartsWithTheNextEpoch(_ workers: Int) throws {
    let log = MemoryLog(workers: workers, after: 41)
    let graph = Graph(flowID: "f")
    let epochs = TestingList<Int>()
    graph.input("in", TestingSource([1, 2]))
      .flatMapBatch(graph.id("epoch"), onWorker: { worker in { items in items.map { _ in worker.epoch } } })
      .collected("out", into: epochs)
    try graph.run(workers: workers, log)
    #expect(epochs.items == [42, 43])
  }
}

/// Something a flow gave out, with the epoch it did so in.
struct Output: Sendable {
  let text: String
  let epoch: Int
}

/// Random partitions through random steps; every result is one that does not hang on the order of items.
struct RandomFlow: CustomStringConvertible {
  enum Shape: CaseIterable { case branchAndMerge, redistribute, fanOut, mergeTwice }

  var parts: [String: [[(String, Int)]]] = [:]
  var others: [String: [[(String, Int)]]] = [:]
  let shapes: [Shape]
  let forgetsAfter: Int

  init(using random: inout SeededRandom) {
    func some(_ names: [String]) -> [String: [[(String, Int)]]] {
      Dictionary(uniqueKeysWithValues: names.map { name in
        (name, (0..<Int.random(in: 0...6, using: &random)).map { _ in
          (0..<Int.random(in: 0...4, using: &random)).map { _ in
            ("k\(Int.random(in: 0..<5, using: &random))", Int.random(in: 0..<100, using: &random))
          }
        })
      })
    }
    parts = some((0..<Int.random(in: 0...4, using: &random)).map { "p\($0)" })
    others = some(["q"])
    shapes = (0..<Int.random(in: 0...3, using: &random)).map { _ in Shape.allCases.randomElement(using: &random) ?? .fanOut }
    forgetsAfter = Int.random(in: 2...4, using: &random)
  }

  var description: String { "\(parts) and \(others) through \(shapes)" }

  func run(workers: Int, _ recovery: MemoryLog? = nil) throws -> [Output] {
    let graph = Graph(flowID: "f")
    let seen = TestingList<Output>()
    var port = Port.merge(
      graph.id("inputs"), graph, [graph.input("in", Batches(parts: parts)), graph.input("other", Batches(parts: others))])
    for (number, shape) in shapes.enumerated() {
      switch shape {
      case .branchAndMerge:
        let (even, odd) = port.branch(graph.id("branch\(number)"), where: { $0.1 % 2 == 0 })
        port = .merge(graph.id("merge\(number)"), graph, [even.redistribute(graph.id("evens\(number)")), odd])
      case .redistribute:
        port = port.redistribute(graph.id("redistribute\(number)"))
      case .fanOut:
        let left = port.mapValue(graph.id("left\(number)")) { $0 + 1 }
        port = .merge(graph.id("fan\(number)"), graph, [left, counted(port, "count\(number)")])
      case .mergeTwice:
        port = .merge(graph.id("twice\(number)"), graph, [port, port])
      }
    }
    let running = counted(port, "running")
    let perCount = counted(running.map(graph.id("byCount")) { ("n\($0.1 % 3)", 0) }, "perCount")
    let sums = port.foldFinal(graph.id("sums"), builder: { 0 }) { $0 + $1 }
    let sumOfSums = sums.map(graph.id("one")) { ("sum", $0.1) }.reduceFinal(graph.id("total"), +)
    for (name, port) in [("running", running), ("perCount", perCount), ("sums", sums), ("total", sumOfSums)] {
      port.flatMapBatch(graph.id("\(name)Epoch"), onWorker: { worker in
        { items in items.map { Output(text: "\(name) \($0.0) \($0.1)", epoch: worker.epoch) } }
      }).collected("\(name)Out", into: seen)
    }
    try graph.run(workers: workers, recovery)
    return seen.items
  }

  /// Counts each key's items and starts again after a few, so that keys come and go.
  private func counted(_ port: Port<(String, Int)>, _ name: String) -> Port<(String, Int)> {
    port.statefulMap(port.graph.id(name)) { (count: Int?, _: Int) in
      let count = (count ?? 0) + 1
      return (count == forgetsAfter ? nil : count, count)
    }
  }
}
