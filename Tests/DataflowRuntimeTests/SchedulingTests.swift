import Connectors
import DataflowCore
import DataflowOperators
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import DataflowRuntime

/// When sources are polled, when workers sleep, and when they wait for one another.
@Suite struct SchedulingTests {
  @Test func aSlowWorkerHoldsTheSourcesOfTheOthersBack() throws {
    // The one key lives on worker 1, and worker 0 reads.
    let key = try #require((0..<100).map { "k\($0)" }.first { worker(ofHash: stableHash($0), among: 2) == 1 })
    let progress = Progress(total: 3 * Mailbox.limit)
    let graph = Graph(flowID: "f")
    let keyed = graph.input("in", Calling<(String, Int)> { worker in
      worker == 1 ? try { throw StopIteration() }() : try progress.send(1000).map { (key, $0) }
    })
    keyed.statefulMap(graph.id("slow")) { (count: Int?, value: Int) -> (Int?, Int) in
      progress.take()
      return ((count ?? 0) + 1, value)
    }
    .filter(graph.id("none")) { _ in false }
    .collected("out", into: TestingList())
    try graph.run(workers: 2, epochInterval: TimeSpan(microseconds: 10_000_000))
    #expect(progress.taken == progress.sent)
    #expect(progress.furthestAhead > Mailbox.limit)
    // What is on its way besides the mailbox: a parcel in the making and the batch that filled the box.
    #expect(progress.furthestAhead <= Mailbox.limit + 1024 + 1000, "\(progress.furthestAhead)")
  }

  @Test func partitionsArePolledInTurnAndAskedForTheirNextMomentAfterEachPoll() throws {
    // Source: bytewax 0.19.1 (two partitions listed as "b", "a", epoch interval zero).
    let log = EventLog()
    let graph = Graph(flowID: "f")
    graph.input("in", Chatty(log: log, parts: ["b", "a"])).collected("out", into: TestingList())
    try graph.run()
    let polls = (1...3).flatMap { n in ["a", "b"].flatMap { ["\($0) poll \(n)", "\($0) awake"] } }
    #expect(log.events.filter { !$0.contains("snapshot") } ==
      ["a awake", "b awake"] + polls + ["a poll 4", "a close", "b poll 4", "b close"])
  }

  @Test func aPartitionNamedTwiceIsReadOnce() throws {
    let log = EventLog()
    let graph = Graph(flowID: "f")
    graph.input("in", Chatty(log: log, parts: ["a", "a"])).collected("out", into: TestingList())
    try graph.run(workers: 2)
    #expect(log.events.filter { $0 == "a close" }.count == 1)
  }

  @Test(arguments: [1, 2])
  func anIdleFlowUsesNoProcessorAndStillHearsAnInterrupt(_ workers: Int) throws {
    let idle = Idle()
    let graph = Graph(flowID: "f")
    graph.input("in", idle).keyOn(graph.id("key")) { "\($0)" }.reduceFinal(graph.id("sum"), +).collected("out", into: TestingList())
    let cluster = try graph.cluster(workers: workers)
    // The one place where waiting is the point: the workers' own processor time over a while in which nothing is due.
    let waker = Thread {
      usleep(300_000)
      cluster.interrupt()
    }
    waker.start()
    #expect(throws: Interrupted.self) { try cluster.run() }
    #expect(idle.polls == 2 * workers)
    #expect(idle.used.count == workers)
    for used in idle.used { #expect(used < 0.05, "a worker used \(used) s of 0.3 s") }
  }

  @Test func aPartitionIsNotPolledBeforeTheMomentItAskedFor() throws {
    let late = Late(after: 0.03)
    let graph = Graph(flowID: "f")
    let seen = TestingList<Bool>()
    graph.input("in", late).collected("out", into: seen)
    try graph.run()
    #expect(seen.items == [true, true])
  }

  @Test(arguments: [1, 3])
  func anEpochOfNoLengthClosesAfterEveryPollThatBroughtSomething(_ workers: Int) throws {
    // Source: bytewax 0.19.1: item n of a testing source is in epoch n; empty batches make none.
    let graph = Graph(flowID: "f")
    let seen = TestingList<String>()
    graph.input("in", Batches(parts: ["a": [[1, 2], [], [3, 4], [5]]]))
      .flatMapBatch(graph.id("epoch"), onWorker: { worker in { items in items.map { "\($0)@\(worker.epoch)" } } })
      .collected("out", into: seen)
    try graph.run(workers: workers)
    #expect(seen.items == ["1@1", "2@1", "3@2", "4@2", "5@3"])
  }
}

/// How far a source has run ahead of a step; the step waits once, until the source has filled a mailbox.
private final class Progress: Sendable {
  private let total: Int
  private let counts = Mutex((sent: 0, taken: 0, furthestAhead: 0))
  private let mailboxIsFull = DispatchSemaphore(value: 0)

  init(total: Int) { self.total = total }

  var sent: Int { counts.withLock { $0.sent } }
  var taken: Int { counts.withLock { $0.taken } }
  var furthestAhead: Int { counts.withLock { $0.furthestAhead } }

  func send(_ count: Int) throws -> Range<Int> {
    let sent = try counts.withLock { counts in
      if counts.sent >= total { throw StopIteration() }
      counts.sent += count
      counts.furthestAhead = max(counts.furthestAhead, counts.sent - counts.taken)
      return counts.sent
    }
    if sent - count <= Mailbox.limit && sent > Mailbox.limit { mailboxIsFull.signal() }
    return 0..<count
  }

  func take() {
    let taken = counts.withLock { counts in
      counts.taken += 1
      return counts.taken
    }
    if taken == 1 { mailboxIsFull.wait() }
    // Slower than any source, so that one that is not held back gets away.
    sched_yield()
  }
}

private struct Chatty: FixedPartitionedSource {
  let log: EventLog
  let parts: [String]
  func listParts() -> [String] { parts }
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Part { Part(forPart, log) }

  final class Part: StatefulSourcePartition {
    let name: String
    let log: EventLog
    var polls = 0
    init(_ name: String, _ log: EventLog) {
      self.name = name
      self.log = log
    }
    func nextBatch() throws -> [Int] {
      polls += 1
      log.add("\(name) poll \(polls)")
      if polls == 4 { throw StopIteration() }
      return [polls]
    }
    func nextAwake() -> Date? {
      log.add("\(name) awake")
      return nil
    }
    func snapshot() -> Int { polls }
    func close() { log.add("\(name) close") }
  }
}

/// Has one item and then nothing for an hour, and measures the processor time its worker uses until it is closed.
private struct Idle: DynamicSource {
  private let measured = Measured()
  private final class Measured: Sendable {
    let polls = Mutex(0)
    let used = Mutex<[Double]>([])
  }
  var polls: Int { measured.polls.withLock { $0 } }
  var used: [Double] { measured.used.withLock { $0 } }

  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Part { Part(self) }

  final class Part: StatelessSourcePartition {
    let idle: Idle
    var hasEmitted = false
    var began: Double?
    init(_ idle: Idle) { self.idle = idle }

    static func processorTime() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    func nextBatch() -> [Int] {
      idle.measured.polls.withLock { $0 += 1 }
      if !hasEmitted {
        hasEmitted = true
        return [1]
      }
      began = Self.processorTime()
      return []
    }
    func nextAwake() -> Date? { began.map { _ in Date(timeIntervalSinceNow: 3600) } }
    func close() {
      guard let began else { return }
      idle.measured.used.withLock { $0.append(Self.processorTime() - began) }
    }
  }
}

/// Emits whether it was polled no earlier than it asked for.
private struct Late: DynamicSource {
  let after: Double
  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Part { Part(after) }

  final class Part: StatelessSourcePartition {
    let after: Double
    var due: Date
    var polls = 0
    init(_ after: Double) {
      self.after = after
      due = Date(timeIntervalSinceNow: after)
    }
    func nextBatch() throws -> [Bool] {
      polls += 1
      if polls == 3 { throw StopIteration() }
      // The engine rounds moments to microseconds.
      let isOnTime = Date() >= due - 0.000001
      due = Date(timeIntervalSinceNow: after)
      return [isOnTime]
    }
    func nextAwake() -> Date? { due }
  }
}
