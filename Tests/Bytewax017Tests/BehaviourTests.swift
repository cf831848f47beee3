import Bytewax017
import BytewaxPeriodic017
import Foundation
import Testing

// Values are those of bytewax 0.17.2.

@Suite struct BehaviourTests {
  @Test func epochsCountFromOneAndAreOneForEachPoll() throws {
    let (flow, epochs) = (Dataflow(), TestingList<Int>())
    flow.input("inp", TestingInput(["a", "b", "c", "d", "e"], batchSize: 2))
    flow.inspectEpoch { (epoch: Int, _: String) in epochs.append(contentsOf: [epoch]) }
    flow.output("out", TestingOutput(into: TestingList<String>()))
    try runMain(flow, epochInterval: .zero)
    #expect(epochs.items == [1, 1, 2, 2, 3])
  }

  @Test func nothingOfABatchIsWrittenWhenOneOfItsItemsFails() throws {
    struct Six: Error {}
    let (flow, list) = (Dataflow(), TestingList<Int>())
    flow.input("inp", TestingInput(1...10, batchSize: 10))
    flow.map { (number: Int) in
      if number == 6 { throw Six() }
      return number
    }
    flow.output("out", TestingOutput(into: list))
    #expect(throws: StepError.self) { try runMain(flow) }
    #expect(list.items == [])
  }

  @Test func aStreamStaysOnTheWorkerThatReadsItUntilItIsRedistributed() throws {
    func workers(redistributing: Bool) throws -> Set<Int> {
      let (flow, list) = (Dataflow(), TestingList<Int>())
      flow.input("inp", TestingInput(0..<100, batchSize: 10))
      if redistributing { flow.redistribute() }
      flow.inspectWorker { (worker: Int, _: Int) in list.append(contentsOf: [worker]) }
      flow.output("out", TestingOutput(into: TestingList<Int>()))
      try clusterMain(flow, [], 0, workerCountPerProc: 3)
      return Set(list.items)
    }
    #expect(try workers(redistributing: false).count == 1)
    #expect(try workers(redistributing: true) == [0, 1, 2])
  }

  /// Real 0.17 reads each partition about a thousand times a second. Its workers so keep about level, and an item is late only where the
  /// clock waits for less than they drift apart.
  @Test func severalWorkersReadNoFasterThan017WhereItDecidesWhatIsLate() throws {
    func time(workers: Int) throws -> Duration {
      let align = Date(timeIntervalSince1970: 0)
      let (flow, list) = (Dataflow(), TestingList<(String, Int)>())
      flow.input("inp", TestingInput((0..<100).map { ("k", $0) }))
      let clock = EventClockConfig(waitForSystemDuration: .zero) { (number: Int) in align + Double(number) }
      flow.foldWindow("w", clock, TumblingWindow(length: .seconds(10), alignTo: align), builder: { 0 }) { (count: Int, _: Int) in count + 1 }
      flow.output("out", TestingOutput(into: list))
      let start = ContinuousClock.now
      try clusterMain(flow, [], 0, workerCountPerProc: workers)
      #expect(list.items.map(\.1) == Array(repeating: 10, count: 10))
      return ContinuousClock.now - start
    }
    #expect(try time(workers: 2) > .milliseconds(90))
    // On one worker partitions take turns anyhow, and nothing is waited for.
    let alone = try (0..<5).map { _ in try time(workers: 1) }.min()
    #expect(try #require(alone) < .milliseconds(90))
  }

  @Test func aMissingFileHasNoItemsEvenWhereItsFolderIsMissingToo() throws {
    let (flow, list) = (Dataflow(), TestingList<String>())
    flow.input("inp", FileInput("no/such/file"))
    flow.output("out", TestingOutput(into: list))
    try runMain(flow)
    #expect(list.items == [])
  }

  @Test func aMissingFolderIsAnError() throws {
    let flow = Dataflow()
    flow.input("inp", DirInput("no/such/folder"))
    flow.output("out", StdOutput())
    let error = try #require(throws: StepError.self) { try runMain(flow) }
    #expect("\(error.cause)".contains("'no/such/folder' does not exist"))
  }

  @Test func partitionsOfAnOutputAreBuiltWhenTheirFirstItemComes() throws {
    let (flow, log) = (Dataflow(), TestingList<String>())
    flow.input("inp", TestingInput([("0", "x"), ("1", "y"), ("0", "z"), ("1", "w"), ("5", "m")], batchSize: 4))
    flow.output("out", Drawers(log: log))
    try runMain(flow)
    #expect(log.items == ["build p0", "p0 x z", "build p1", "p1 y w", "p1 m", "close p0", "close p1"])
  }

  @Test func partitionsAreClosedWhenTheFlowFailsAndWhatCloseThrowsIsSwallowed() throws {
    struct NoGood: Error {}
    let (flow, log) = (Dataflow(), TestingList<String>())
    flow.input("inp", ClosingBadly(log: log))
    flow.map { (number: Int) -> Int in
      if number == 2 { throw NoGood() }
      return number
    }
    flow.output("out", TestingOutput(into: TestingList<Int>()))
    let error = try #require(throws: StepError.self) { try runMain(flow) }
    #expect(error.cause is NoGood)
    #expect(log.items == ["close"])
  }

  @Test func pollingEmitsNilToo() throws {
    let (flow, list) = (Dataflow(), TestingList<Int?>())
    flow.input("inp", Letters(interval: .milliseconds(10)))
    flow.output("out", TestingOutput(into: list))
    try runMain(flow)
    #expect(list.items == [1, nil, 3])
  }

  @Test func pollingMoreOftenThanEveryTenMillisecondsIsRefused() throws {
    let flow = Dataflow()
    flow.input("inp", Letters(interval: .milliseconds(9)))
    flow.output("out", StdOutput())
    let error = try #require(throws: StepError.self) { try runMain(flow) }
    #expect("\(error.cause)".contains("make it at least 10 ms"))
  }

  @Test func aNegativeTimeoutOfBatchIsAMistake() {
    let flow = Dataflow()
    flow.input("inp", TestingInput([("a", 1)]))
    flow.batch("lists", maxSize: 2, timeout: .seconds(-1))
    flow.output("out", StdOutput())
    #expect(throws: FlowMistakes.self) { try runMain(flow) }
  }

  @Test func whatBatchHasLeftComesOutAtTheEnd() throws {
    let (flow, list) = (Dataflow(), TestingList<(String, [Int])>())
    flow.input("inp", TestingInput([("b", 1), ("a", 2), ("b", 3), ("c", 4), ("a", 5), ("b", 6)]))
    flow.batch("lists", maxSize: 2, timeout: .seconds(60))
    flow.output("out", TestingOutput(into: list))
    try runMain(flow)
    let lines = list.items.map { "\($0.0) \($0.1)" }
    #expect(lines.prefix(2) == ["b [1, 3]", "a [2, 5]"])
    #expect(lines.dropFirst(2).sorted() == ["b [6]", "c [4]"])
  }

  @Test func pollNextBatchWaitsForItems() throws {
    let part = try ClosingBadly(log: TestingList()).buildPart(forPart: "all", resumeState: nil)
    #expect(try pollNextBatch(part) == [1])
  }

  @Test func aStoreCannotBeMadeYet() {
    #expect(throws: (any Error).self) { try initDBDir("state", count: 4) }
  }
}

/// An output without positions: its partitions make no snapshot.
struct Drawers: PartitionedOutput {
  let log: TestingList<String>

  func listParts() throws -> [String] { ["p1", "p0"] }
  func partFn(_ itemKey: String) -> Int { Int(itemKey) ?? 0 }

  func buildPart(forPart: String, resumeState: Any?) throws -> Drawer {
    log.append(contentsOf: ["build \(forPart)"])
    return Drawer(forPart, log)
  }
}

final class Drawer: StatefulSink {
  private let name: String
  private let log: TestingList<String>

  init(_ name: String, _ log: TestingList<String>) {
    self.name = name
    self.log = log
  }

  func writeBatch(_ values: [String]) throws { log.append(contentsOf: ["\(name) \(values.joined(separator: " "))"]) }
  func close() throws { log.append(contentsOf: ["close \(name)"]) }
}

/// Counts to three, with nothing at first, and throws when it is closed.
struct ClosingBadly: PartitionedInput {
  let log: TestingList<String>
  func listParts() throws -> [String] { ["all"] }
  func buildPart(forPart: String, resumeState: Int?) throws -> Counting { Counting(log) }
}

final class Counting: StatefulSource {
  struct Stuck: Error {}
  private var count = -1
  private let log: TestingList<String>

  init(_ log: TestingList<String>) { self.log = log }

  func nextBatch() throws -> [Int] {
    count += 1
    if count == 4 { throw StopIteration() }
    return count == 0 ? [] : [count]
  }

  func snapshot() -> Int { count }

  func close() throws {
    log.append(contentsOf: ["close"])
    throw Stuck()
  }
}

final class Letters: SimplePollingInput {
  let interval: Duration
  private let looks = TestingList<Int>()

  init(interval: Duration) { self.interval = interval }

  func nextItem() throws -> Int? {
    looks.append(contentsOf: [1])
    let look = looks.items.count
    if look == 4 { throw StopIteration() }
    return look == 2 ? nil : look
  }
}
