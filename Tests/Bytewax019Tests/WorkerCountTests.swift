import Bytewax019
import TestSupport
import Testing

/// How many workers there are changes when things happen, never what happens.
@Suite struct WorkerCountTests {
  @Test("one worker and several give the same items", arguments: 0..<40)
  func sameItems(_ seed: UInt64) throws {
    var random = SeededRandom(seed)
    let plan = RandomPlan(using: &random)
    let alone = try plan.run(workers: 1)
    #expect(!alone.isEmpty)
    for workers in [2, 3, 5] { #expect(try plan.run(workers: workers) == alone, "\(plan.steps) on \(workers) workers") }
  }
}

/// A flow of random steps over random pairs; its items do not hang on the order in which keys meet.
private struct RandomPlan {
  enum Step: CaseIterable { case map, filter, flatMap, branch, merge, redistribute, running, rekey, final, collect, unite }

  let items: [(String, Int)]
  let batchSize: Int
  let interval: Duration?
  let steps: [Step]

  init(using random: inout SeededRandom) {
    items = (0..<Int.random(in: 1...60, using: &random)).map { _ in
      ("k\(Int.random(in: 0..<6, using: &random))", Int.random(in: 0..<50, using: &random))
    }
    batchSize = Int.random(in: 1...9, using: &random)
    interval = Bool.random(using: &random) ? .zero : nil
    steps = (0..<Int.random(in: 1...6, using: &random)).map { _ in Step.allCases.randomElement(using: &random) ?? .map }
  }

  func run(workers: Int) throws -> [String] {
    let flow = Dataflow("f")
    let seen = TestingList<(String, Int)>()
    var stream = op.input("in", flow, TestingSource(items, batchSize: batchSize))
    for (number, step) in steps.enumerated() { stream = added(step, "s\(number)", stream) }
    // Whatever the steps leave, the count of all items comes out too.
    op.output("out", stream, TestingSink(into: seen))
    op.output("countOut", op.countFinal("count", stream) { _ in "all" }, TestingSink(into: seen))
    op.output("itemsOut", op.countFinal("items", op.input("again", flow, TestingSource(items))) { $0.0 }, TestingSink(into: seen))
    try clusterMain(flow, [], 0, epochInterval: interval, workerCountPerProc: workers)
    return texts(seen.items).sorted()
  }

  private func added(_ step: Step, _ id: String, _ up: KeyedStream<Int>) -> KeyedStream<Int> {
    switch step {
    case .map: return op.mapValue(id, up) { $0 * 3 % 50 }
    case .filter: return op.filterValue(id, up) { $0 % 4 != 0 }
    case .flatMap: return op.flatMapValue(id, up) { [$0, $0 + 1] }
    case .branch:
      let sides = op.branch(id, up) { $0.1 % 2 == 0 }
      return op.merge("\(id)m", sides.trues, op.redistribute("\(id)r", sides.falses))
    case .merge: return op.merge(id, up, up)
    case .redistribute: return op.redistribute(id, up)
    case .running:
      return op.statefulMap(id, up) { (count: Int?, _: Int) in
        let count = (count ?? 0) + 1
        return (count == 4 ? nil : count, count)
      }
    case .rekey: return op.map(id, up) { ("n\($0.1 % 3)", $0.1) }
    case .final: return op.maxFinal(id, up)
    case .collect: return op.collect(id, up, timeout: .seconds(1000), maxSize: 3).mapValue("\(id)n") { $0.count }
    case .unite: return op.merge("\(id)m", op.reduceFinal(id, up, +), up)
    }
  }
}
