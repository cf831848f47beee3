import Connectors
import DataflowCore
import DataflowOperators
import Synchronization
import TestSupport
import Testing

/// Sources whose items are spread over the workers, and steps that see in which order the items of a key come.
@Suite struct KeyOrderTests {
  @Test("each source's items keep their order by key wherever it is seen", arguments: 0..<60)
  func order(_ seed: UInt64) throws {
    var random = SeededRandom(seed)
    let flow = SpreadFlow(using: &random)
    for workers in 1...5 {
      let seen = try flow.run(workers: workers, epochInterval: Bool.random(using: &random) ? .zero : TimeSpan(microseconds: 10_000_000))
      #expect(seen.overtaken == [], "seed \(seed), \(workers) workers: \(flow)")
      #expect(seen.count == flow.expectedCount, "seed \(seed), \(workers) workers: \(flow)")
    }
  }

  @Test("items stay where they were read only for steps that see their order", arguments: Ending.allCases)
  fileprivate func spreading(_ ending: Ending) throws {
    let graph = Graph(flowID: "f")
    let met = Mutex<Set<Int>>([])
    let items = graph.input("in", TestingSource((0..<400).map { Item(source: 0, part: 0, key: "k\($0 % 9)", number: $0) }, batchSize: 20))
      .spread(graph.id("spread"))
      .flatMapBatch(graph.id("where"), onWorker: { worker in { batch in met.withLock { _ = $0.insert(worker.index) }; return batch } })
    ending.add(to: items, "end", Watch())
    try graph.run(workers: 3)
    #expect(met.withLock { $0.count } == (ending == .list ? 3 : 1))
  }
}

private struct Item: Sendable {
  let source: Int
  let part: Int
  let key: String
  let number: Int
}

/// Where a flow's items come to in the end; all but a list without keys see their order.
private enum Ending: CaseIterable {
  case list, keyed, keyedTwice, partitions, listOfPairs

  func add(to port: Port<Item>, _ name: String, _ watch: Watch) {
    let graph = port.graph
    let pairs = { port.map(graph.id("\(name)_pairs")) { ($0.key, $0) } }
    switch self {
    case .list: port.map(graph.id("\(name)_count")) { (item: Item) in watch.count(); return item }.collected(name, into: TestingList())
    case .listOfPairs: pairs().output(graph.id(name), PairsPart(watch: watch, place: name).sinkRecipe, sees: .orderByKey)
    case .partitions: pairs().output(graph.id(name), PairsParts(watch: watch, place: name).sinkRecipe)
    case .keyed: watched(pairs(), name, watch).collected(name, into: TestingList())
    case .keyedTwice: watched(watched(pairs(), "\(name)_first", nil), name, watch).collected(name, into: TestingList())
    }
  }

  private func watched(_ pairs: Port<(String, Item)>, _ name: String, _ watch: Watch?) -> Port<(String, Item)> {
    pairs.statefulMap(pairs.graph.id("\(name)_watch")) { (number: Int?, item: Item) -> (Int?, Item) in
      watch?.see(item, at: name)
      return ((number ?? 0) + 1, item)
    }
  }
}

/// Notices when an item comes after a later one of its partition and key.
private final class Watch: Sendable {
  private let state = Mutex((last: [String: Int](), overtaken: [String](), count: 0))

  var overtaken: [String] { state.withLock { $0.overtaken } }
  var seen: Int { state.withLock { $0.count } }

  func count() { state.withLock { $0.count += 1 } }

  func see(_ item: Item, at place: String) {
    let lane = "\(place) \(item.source) \(item.part) \(item.key)"
    state.withLock { state in
      state.count += 1
      if let last = state.last[lane], last > item.number { state.overtaken.append("\(lane): \(item.number) after \(last)") }
      state.last[lane] = item.number
    }
  }
}

/// A sink without partitions that minds the order of each key over all workers.
private struct PairsPart: DynamicSink {
  let watch: Watch
  let place: String
  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Part { Part(watch, place) }

  final class Part: StatelessSinkPartition {
    let watch: Watch
    let place: String
    init(_ watch: Watch, _ place: String) { (self.watch, self.place) = (watch, place) }
    func writeBatch(_ items: [(String, Item)]) { for (_, item) in items { watch.see(item, at: place) } }
  }
}

private struct PairsParts: FixedPartitionedSink {
  let watch: Watch
  let place: String
  func listParts() -> [String] { ["a", "b", "c"] }
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Part { Part(watch, place) }

  final class Part: StatefulSinkPartition {
    let watch: Watch
    let place: String
    init(_ watch: Watch, _ place: String) { (self.watch, self.place) = (watch, place) }
    func writeBatch(_ items: [Item]) { for item in items { watch.see(item, at: place) } }
    func snapshot() -> Int { 0 }
  }
}

/// Some sources, each with steps without memory behind it and one or two endings.
private struct SpreadFlow: CustomStringConvertible {
  enum Step: CaseIterable { case map, keepMost, branchByKey, batchwise }

  struct Stream {
    let parts: [[[Item]]]
    let steps: [Step]
    let endings: [Ending]
  }

  let streams: [Stream]

  init(using random: inout SeededRandom) {
    streams = (0..<Int.random(in: 1...3, using: &random)).map { source in
      let parts = (0..<Int.random(in: 1...4, using: &random)).map { part in
        let items = (0..<Int.random(in: 0...200, using: &random)).map {
          Item(source: source, part: part, key: "k\(Int.random(in: 0..<5, using: &random))", number: $0)
        }
        let size = Int.random(in: 1...40, using: &random)
        return stride(from: 0, to: items.count, by: size).map { Array(items[$0..<min($0 + size, items.count)]) }
      }
      return Stream(
        parts: parts, steps: (0..<Int.random(in: 0...4, using: &random)).map { _ in Step.allCases.randomElement(using: &random) ?? .map },
        endings: (0..<Int.random(in: 1...2, using: &random)).map { _ in Ending.allCases.randomElement(using: &random) ?? .keyed })
    }
  }

  var description: String { streams.map { "\($0.parts.map(\.count)) \($0.steps) \($0.endings)" }.joined(separator: "; ") }

  var expectedCount: Int {
    streams.reduce(0) { sum, stream in
      let items = stream.parts.joined().joined()
      let kept = stream.steps.contains(.keepMost) ? items.count { $0.number % 7 != 3 } : items.count
      return sum + kept * stream.endings.count
    }
  }

  func run(workers: Int, epochInterval: TimeSpan) throws -> (overtaken: [String], count: Int) {
    let (graph, watch) = (Graph(flowID: "f"), Watch())
    for (source, stream) in streams.enumerated() {
      let names = Dictionary(uniqueKeysWithValues: stream.parts.enumerated().map { ("p\($0)", $1) })
      var port = graph.input("in\(source)", Batches(parts: names)).spread(graph.id("spread\(source)"))
      for (number, step) in stream.steps.enumerated() { port = added(step, "s\(source)_\(number)", port) }
      for (number, ending) in stream.endings.enumerated() { ending.add(to: port, "end\(source)_\(number)", watch) }
    }
    try graph.run(workers: workers, epochInterval: epochInterval)
    return (watch.overtaken, watch.seen)
  }

  private func added(_ step: Step, _ name: String, _ port: Port<Item>) -> Port<Item> {
    let graph = port.graph
    switch step {
    case .map: return port.map(graph.id(name)) { $0 }
    case .keepMost: return port.filter(graph.id(name)) { $0.number % 7 != 3 }
    case .batchwise: return port.flatMapBatch(graph.id(name)) { $0 }
    case .branchByKey:
      let (one, other) = port.branch(graph.id(name)) { batch in
        (batch.filter { $0.key < "k2" }, batch.filter { $0.key >= "k2" })
      }
      return Port.merge(graph.id("\(name)_merge"), graph, [one, other])
    }
  }
}
