import Bytewax018
import Foundation
import Testing

// Values are those of bytewax 0.18.2.

@Suite struct BehaviourTests {
  @Test func aBuilderMakesTheFirstStateAndAgainAfterItWasDiscarded() throws {
    let (flow, list) = (Dataflow("f"), TestingList<(String, Int)>())
    let inp = op.input("inp", flow, TestingSource([("a", 1), ("a", 3), ("a", 5)]))
    let last = op.statefulMap("last", inp, builder: { 0 }) { last, value in (value == 3 ? nil : value, last) }
    op.output("out", last, TestingSink(into: list))
    try runMain(flow)
    #expect(list.items.map(\.1) == [0, 1, 0])
  }

  @Test func anErrorNamesTheStepAsItsRecoveryRows() throws {
    struct NoGood: Error {}
    let flow = Dataflow("f")
    let inp = op.input("inp", flow, TestingSource([("a", 1)]))
    let last = inp.statefulMap("x", builder: { 0 }) { (_: Int, _: Int) -> (Int?, Int) in throw NoGood() }
    op.output("out", last, StdOutSink())
    let error = try #require(throws: StepError.self) { try runMain(flow) }
    #expect(error.step.qualified == "f.x.unary")
  }

  @Test func aLogicIsToldTheTimeOfTheActivationAndTheMomentItAskedFor() throws {
    let (flow, log) = (Dataflow("f"), TestingList<String>())
    let inp = op.input("inp", flow, TestingSource([("a", 1), ("a", 2)], batchSize: 2))
    let out = op.unary("x", inp) { (now: Date, resumeState: Int?) in Timed(made: now, log) }
    op.output("out", out, TestingSink(into: TestingList<(String, Int)>()))
    try runMain(flow)
    #expect(log.items == ["item 1 as made", "item 2 as made", "notified as asked"])
  }

  @Test func aSourceIsToldExactlyTheWakeUpTimeInForce() throws {
    let (flow, log, list) = (Dataflow("f"), TestingList<String>(), TestingList<Int>())
    op.output("out", op.input("inp", flow, Planned(log: log)), TestingSink(into: list))
    let before = Date()
    try runMain(flow)
    #expect(list.items == [1, 2, 3])
    // Nothing planned, then the engine's pause after a poll that brought nothing, then what nextAwake returned.
    #expect(log.items == ["built", "poll 1 unplanned", "poll 2 unplanned", "poll 3 paused", "poll 4 as planned", "poll 5 unplanned", "closed"])
    #expect(Date() >= before)
  }

  @Test func sinksAreNotToldTheStepsId() throws {
    let (flow, log) = (Dataflow("f"), TestingList<String>())
    let inp = op.input("inp", flow, TestingSource([("0", "x"), ("1", "y")]))
    op.output("parts", inp, Drawers(log: log))
    try runMain(flow)
    #expect(log.items == ["build p0", "p0 x", "build p1", "p1 y", "close p0", "close p1"])
  }

  @Test func aTestClusterHasTheWorkersOfAllItsProcesses() throws {
    let (flow, list) = (Dataflow("f"), TestingList<String>())
    op.output("out", op.input("inp", flow, Everywhere()), TestingSink(into: list))
    try testCluster(flow, processes: 2, workersPerProcess: 2)
    #expect(list.items.sorted() == ["0 of 4", "1 of 4", "2 of 4", "3 of 4"])
  }

  @Test func builtInSourcesAndHelpersAreThere() throws {
    let part = try Planned(log: TestingList()).buildPart(now: Date(), forPart: "all", resumeState: nil)
    #expect(try pollNextBatch(part) == [1])
    #expect(Array(batch([1, 2, 3], batchSize: 2)) == [[1, 2], [3]])
    var rest = [1, 2, 3].makeIterator()
    ffwdIter(&rest, n: 2)
    #expect(rest.next() == 3)
  }
}

final class Timed: UnaryLogic {
  private let made: Date
  private let log: TestingList<String>
  private var asked: Date?

  init(made: Date, _ log: TestingList<String>) {
    self.made = made
    self.log = log
  }

  func onItem(now: Date, _ value: Int) throws -> ([Int], Bool) {
    log.append(contentsOf: ["item \(value) \(now == made ? "as made" : "later")"])
    return ([], Self.retain)
  }

  func onNotify(sched: Date) throws -> ([Int], Bool) {
    log.append(contentsOf: ["notified \(sched == asked ? "as asked" : "at another time")"])
    return ([], Self.discard)
  }

  func onEOF() throws -> ([Int], Bool) { ([], Self.retain) }

  func notifyAt() -> Date? {
    // A moment in the past that whole microseconds cannot express.
    asked = made.addingTimeInterval(-0.000_000_3)
    return asked
  }

  func snapshot() -> Int { 0 }
}

struct Planned: FixedPartitionedSource {
  let log: TestingList<String>

  func listParts() throws -> [String] { ["all"] }

  func buildPart(now: Date, forPart: String, resumeState: Int?) throws -> PlannedPartition {
    log.append(contentsOf: [abs(now.timeIntervalSinceNow) < 60 ? "built" : "built at another time"])
    return PlannedPartition(log)
  }
}

final class PlannedPartition: StatefulSourcePartition {
  private let log: TestingList<String>
  private var polls = 0
  private var planned: Date?

  init(_ log: TestingList<String>) { self.log = log }

  func nextBatch(sched: Date?) throws -> [Int] {
    polls += 1
    let kind = sched == nil ? "unplanned" : sched == planned ? "as planned" : "paused"
    log.append(contentsOf: ["poll \(polls) \(kind)"])
    switch polls {
    case 1: return [1]
    case 2: return []
    case 3: return [2]
    case 4: return [3]
    default: throw StopIteration()
    }
  }

  func nextAwake() -> Date? {
    if polls == 3 { planned = Date(timeIntervalSinceNow: 0.001_000_3) }
    return polls == 3 ? planned : nil
  }

  func snapshot() -> Int { polls }

  func close() throws { log.append(contentsOf: ["closed"]) }
}

struct Drawers: FixedPartitionedSink {
  let log: TestingList<String>

  func listParts() throws -> [String] { ["p1", "p0"] }
  func partFn(_ itemKey: String) -> Int { Int(itemKey) ?? 0 }

  func buildPart(forPart: String, resumeState: Int?) throws -> Drawer {
    log.append(contentsOf: ["build \(forPart)"])
    return Drawer(forPart, log)
  }
}

final class Drawer: StatefulSinkPartition {
  private let name: String
  private let log: TestingList<String>

  init(_ name: String, _ log: TestingList<String>) {
    self.name = name
    self.log = log
  }

  func writeBatch(_ values: [String]) throws { log.append(contentsOf: ["\(name) \(values.joined(separator: " "))"]) }
  func snapshot() -> Int { 0 }
  func close() throws { log.append(contentsOf: ["close \(name)"]) }
}

struct Everywhere: DynamicSource {
  func build(now: Date, workerIndex: Int, workerCount: Int) throws -> Once { Once("\(workerIndex) of \(workerCount)") }
}

final class Once: StatelessSourcePartition {
  private var word: String?

  init(_ word: String) { self.word = word }

  func nextBatch(sched: Date?) throws -> [String] {
    guard let word = word.take() else { throw StopIteration() }
    return [word]
  }
}
