import Connectors
import DataflowCore
import DataflowOperators
import Testing
import Windowing

import struct Foundation.Date

/// The pause after each poll with which several workers of 0.17 read about as evenly as they did.
@Suite struct PaceTests {
  private static let start = Instant(microseconds: 1_000_000_000)

  /// How long a partition that has had something is left alone.
  private func pause(pausing: Bool, _ add: (Port<(String, Int)>) -> Void) throws -> TimeSpan? {
    let graph = Graph(flowID: "f")
    add(graph.input("in", TestingSource((1...9).map { ("k", $0) })).map(graph.id("m")) { $0 })
    let worker = WorkerFacts(index: 0, count: 2, now: Self.start, epoch: 1, pausesAfterPolls: pausing)
    let assembly = Assembly(worker: worker, log: NoLog(), post: NoPost())
    try assembly.assemble(try graph.plan())
    let source = try #require(assembly.sources.first)
    #expect(try source.poll(times: 1))
    let due = try #require(source.nextPoll)
    return due > Self.start ? due - Self.start : nil
  }

  private func window(_ clock: AnyClock<Int>) -> (Port<(String, Int)>) -> Void {
    { port in
      let windows = TumblingWindow(length: .seconds(10), alignTo: Date(timeIntervalSince1970: 0))
      port.collectWindow(port.graph.id("window"), clock, windows).collected("out", into: TestingList())
    }
  }

  private let byEvents = AnyClock<Int>.event(EventClock(waitForSystemDuration: .zero) { Instant(microseconds: Int64($0) * 1_000_000) })

  @Test func aPartitionIsPausedWhereAWindowByEventTimeFollows() throws {
    #expect(try pause(pausing: true, window(byEvents)) == TimeSpan(microseconds: 1000))
  }

  @Test func nothingIsPausedWhereNoItemCanMakeAnotherLate() throws {
    #expect(try pause(pausing: true, window(.system)) == nil)
    #expect(try pause(pausing: true) { $0.statefulMap($0.graph.id("s")) { (sum: Int?, n: Int) -> (Int?, Int) in (n, n) }.collected("out", into: TestingList()) } == nil)
  }

  @Test func otherErasPauseNowhere() throws {
    #expect(try pause(pausing: false, window(byEvents)) == nil)
  }
}

private final class NoLog: SnapshotLog {
  var isOpen: Bool { false }
  func append(_ snapshots: [Snapshot]) {}
  func readStates(of step: StepID, _ body: (_ key: String, _ state: [UInt8]) throws -> Void) {}
  func safeEpoch(waiting: Bool) -> Int { .max }
}

private final class NoPost: Post {
  func send(_ parcel: Parcel, receiver: Int, to worker: Int) {}
}
