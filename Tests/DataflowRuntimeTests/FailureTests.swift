import Connectors
import DataflowCore
import DataflowOperators
import DataflowRuntime
import Foundation
import Synchronization
import Testing

/// What ends a flow early, and what is left in order when it does.
@Suite struct FailureTests {
  /// A flow that would never end by itself, over every kind of edge.
  private func endless(_ log: EventLog, _ check: @escaping @Sendable (Int) throws -> Void) -> Graph {
    let graph = Graph(flowID: "f")
    graph.input("in", Calling(log: log) { _ in Array(0..<100) })
      .keyOn(graph.id("key")) { "\($0)" }
      .statefulMap(graph.id("count")) { (count: Int?, value: Int) in
        let count = (count ?? 0) + 1
        if count == 50 { try check(value) }
        return (count, value)
      }
      .output(graph.id("out"), LoggedSink(log: log).sinkRecipe)
    return graph
  }

  @Test(arguments: [1, 3])
  func anErrorStopsEveryWorkerAndNamesTheStepAndItsCause(_ workers: Int) throws {
    let log = EventLog()
    let error = #expect(throws: StepError.self) {
      try endless(log) { if $0 == 7 { throw Boom(item: $0) } }.run(workers: workers)
    }
    #expect(error?.step.qualified == "f.count")
    #expect(error?.cause as? Boom == Boom(item: 7))
    #expect(error.map { "\($0)" }?.hasPrefix("step 'f.count' (test, DataflowRuntimeTests/") == true)
    let both = (0..<workers).flatMap { ["close sink \($0)", "close source \($0)"] }
    #expect(log.events.sorted() == both.sorted())
  }

  @Test(arguments: [1, 3])
  func anAbortEndsTheFlowWithoutAnError(_ workers: Int) throws {
    // Source: bytewax 0.19.1; partitions are closed all the same.
    let log = EventLog()
    try endless(log) { if $0 == 7 { throw AbortExecution() } }.run(workers: workers)
    #expect(log.events.count == 2 * workers)
  }

  @Test(arguments: [1, 3])
  func anInterruptStopsEveryWorkerAndClosesPartitions(_ workers: Int) throws {
    let log = EventLog()
    let running = Holder()
    let cluster = try endless(log) { _ in running.cluster?.interrupt() }.cluster(workers: workers)
    running.cluster = cluster
    #expect(throws: Interrupted.self) { try cluster.run() }
    #expect(log.events.count == 2 * workers)
  }

  @Test func anEndOfIterationThrownByAStepIsAnErrorLikeAnyOther() throws {
    let graph = Graph(flowID: "f")
    graph.input("in", TestingSource([1, 2])).map(graph.id("m")) { (_: Int) -> Int in throw StopIteration() }
      .collected("out", into: TestingList())
    let error = #expect(throws: StepError.self) { try graph.run() }
    #expect(error?.step.qualified == "f.m")
    #expect(error?.cause is StopIteration)
  }

  @Test func aSourcesErrorNamesItsStepAndItIsClosed() throws {
    let log = EventLog()
    let graph = Graph(flowID: "f")
    graph.input("in", Calling<Int>(log: log) { _ in throw Boom(item: 0) }).collected("out", into: TestingList())
    let error = #expect(throws: StepError.self) { try graph.run() }
    #expect(error?.step.qualified == "f.in")
    #expect(log.events == ["close source 0"])
  }

  @Test(arguments: [0, 1, 2])
  func aWorkerThatCannotBePutTogetherStopsTheOthers(_ failing: Int) throws {
    let log = EventLog()
    let graph = Graph(flowID: "f")
    graph.input("in", Calling(log: log) { _ in [1] })
      .redistribute(graph.id("r"))
      .output(graph.id("out"), LoggedSink(log: log, failing: failing).sinkRecipe)
    let error = #expect(throws: StepError.self) { try graph.run(workers: 3) }
    #expect(error?.step.qualified == "f.out")
    #expect(error?.cause as? Boom == Boom(item: failing))
    let closed = (0..<3).map { "close source \($0)" } + (0..<3).filter { $0 != failing }.map { "close sink \($0)" }
    #expect(log.events.sorted() == closed.sorted())
  }

  @Test func anErrorInClosingFailsAFlowThatHadEndedWellAndNoOther() throws {
    func graph(_ work: @escaping @Sendable () throws -> Void) -> Graph {
      let graph = Graph(flowID: "f")
      graph.input("in", TestingSource([1])).map(graph.id("m")) { (n: Int) -> Int in
        try work()
        return n
      }.output(graph.id("out"), LoggedSink(log: EventLog(), failsToClose: true).sinkRecipe)
      return graph
    }
    let closing = #expect(throws: StepError.self) { try graph {}.run() }
    #expect(closing?.step.qualified == "f.out")
    let working = #expect(throws: StepError.self) { try graph { throw Boom(item: 5) }.run() }
    #expect(working?.cause as? Boom == Boom(item: 5))
  }

  @Test func theOldestErasLeavePartitionsOpenAfterAnError() throws {
    let log = EventLog()
    var options = RunOptions()
    options.closesOnFailure = false
    let plan = try endless(log) { throw Boom(item: $0) }.plan()
    #expect(throws: StepError.self) { try Cluster(plan, options).run() }
    #expect(log.events == [])
  }
}

private final class Holder: Sendable {
  private let held = Mutex<Cluster?>(nil)
  var cluster: Cluster? {
    get { held.withLock { $0 } }
    set { held.withLock { $0 = newValue } }
  }
}

/// Drops what it gets and says when it is closed.
private struct LoggedSink<Item: Sendable>: DynamicSink {
  let log: EventLog
  var failing: Int?
  var failsToClose = false

  func build(stepID: String, workerIndex: Int, workerCount: Int) throws -> Part {
    if workerIndex == failing { throw Boom(item: workerIndex) }
    return Part(workerIndex, self)
  }

  final class Part: StatelessSinkPartition {
    let worker: Int
    let sink: LoggedSink
    init(_ worker: Int, _ sink: LoggedSink) {
      self.worker = worker
      self.sink = sink
    }
    func writeBatch(_ items: [Item]) {}
    func close() throws {
      sink.log.add("close sink \(worker)")
      if sink.failsToClose { throw Boom(item: -1) }
    }
  }
}
