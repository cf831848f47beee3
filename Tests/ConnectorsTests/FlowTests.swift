import Connectors
import DataflowCore
import DataflowRuntime
import Synchronization
import TestSupport
import Testing

/// The connectors inside running flows.
@Suite struct FlowTests {
  let directory: Scratch
  init() throws { directory = try Scratch() }

  /// What a style module's `op.input` and `op.output` look like to type inference.
  func input<S: Source>(_ name: String, _ graph: Graph, _ source: S) -> Port<S.Item> {
    graph.input(id(name, graph, "input"), source.sourceRecipe)
  }

  func output<S: Sink>(_ name: String, _ up: Port<S.Item>, _ sink: S) {
    up.output(id(name, up.graph, "output"), sink.sinkRecipe)
  }

  func id(_ name: String, _ graph: Graph, _ kind: String) -> StepID {
    graph.stepID(name, in: nil, kind: kind, at: SourcePlace(#fileID, #line))
  }

  private func run(_ graph: Graph, workers: Int = 1, _ recovery: MemoryLog? = nil) throws {
    var options = RunOptions()
    options.workerCount = workers
    options.recovery = recovery
    options.epochInterval = .zero
    try Cluster(graph.plan(), options).run()
  }

  @Test func theItemOfStdOutSinkIsInferred() throws {
    let graph = Graph(flowID: "flow")
    let port = input("inp", graph, TestingSource([("a", 1)]))
    output("out", port, StdOutSink())
    let numbers = input("numbers", graph, TestingSource(0..<3))
    output("other", numbers, StdOutSink())
    #expect(try graph.plan().steps.count == 4)
  }

  @Test(arguments: [1, 3])
  func everyLineOfADirectoryComesOnce(_ workers: Int) throws {
    for file in 0..<5 { try directory.write("in/\(file)", (0..<50).map { "\(file)-\($0)\n" }.joined()) }
    let graph = Graph(flowID: "flow")
    let seen = TestingList<String>()
    output("out", input("inp", graph, DirSource("\(directory.path)/in", batchSize: 7)), TestingSink(into: seen))
    try run(graph, workers: workers)
    #expect(seen.items.sorted() == (0..<5).flatMap { file in (0..<50).map { "\(file)-\($0)" } }.sorted())
  }

  @Test(arguments: [1, 2])
  func aDirectorySinkKeepsAKeysValuesInOneFile(_ workers: Int) throws {
    let graph = Graph(flowID: "flow")
    let keyed = input("inp", graph, TestingSource((0..<40).map { ("k\($0 % 4)", "k\($0 % 4)") }, batchSize: 5))
    output("out", keyed, DirSink(directory.path, fileCount: 3, assignFile: { key in key == "k0" ? 0 : key == "k3" ? 4 : 1 }))
    try run(graph, workers: workers)
    #expect(Set(try directory.read("part_0").split(separator: "\n")) == ["k0"])
    #expect(try directory.read("part_1").split(separator: "\n").sorted() == Array(repeating: "k1", count: 10) + Array(repeating: "k2", count: 10) + Array(repeating: "k3", count: 10))
    #expect(!directory.holds("part_2"))
  }

  @Test func aFileThatIsNotThereEndsTheFlowSilentlyAndADirectoryThatIsNotFailsIt() throws {
    let graph = Graph(flowID: "flow")
    let seen = TestingList<String>()
    output("out", input("inp", graph, FileSource("\(directory.path)/none")), TestingSink(into: seen))
    try run(graph)
    #expect(seen.items == [])
    let lost = Graph(flowID: "flow")
    output("out", input("inp", lost, DirSource("\(directory.path)/none")), TestingSink(into: seen))
    let error = #expect(throws: StepError.self) { try run(lost) }
    #expect((error?.cause as? ConnectorError)?.code == .directoryMissing)
  }

  @Test func filesWrittenByACrashingFlowEndAsIfItHadNotCrashed() throws {
    let lines = (0..<100).map { "line \($0)" }
    let source = try directory.write("in", lines.joined(separator: "\n"))
    let recovery = MemoryLog()
    let fuse = Fuse()
    for attempt in 0..<60 where !fuse.isDone {
      fuse.light(after: 3 + attempt % 5)
      let graph = Graph(flowID: "flow")
      let port = input("inp", graph, FileSource(source, batchSize: 2))
      let keyed = port.flatMapBatch(id("key", graph, "map")) { lines in
        try fuse.burn()
        return lines.map { ("key", $0) }
      }
      output("out", keyed, FileSink("\(directory.path)/out"))
      try run(graph, recovery)
      if fuse.isIntact { fuse.finish() }
    }
    #expect(fuse.isDone)
    #expect(try directory.read("out") == lines.map { $0 + "\n" }.joined())
  }

  @Test func testingSourcesContinueOverSeveralExecutions() throws {
    let recovery = MemoryLog()
    let seen = TestingList<Int>()
    let source = TestingSource<Int>([.item(1), .abort, .item(2), .eof, .item(3)])
    var runs: [[Int]] = []
    for _ in 0..<4 {
      let graph = Graph(flowID: "flow")
      output("out", input("inp", graph, source), TestingSink(into: seen))
      try run(graph, recovery)
      runs.append(seen.items)
      seen.removeAll()
    }
    #expect(runs == [[1], [2], [3], []])
  }
}

/// Stops a flow, as a crash would, after some batches.
private final class Fuse: Sendable {
  private let left = Mutex(0)
  private let done = Mutex(false)
  func light(after batches: Int) { left.withLock { $0 = batches } }
  func burn() throws {
    try left.withLock {
      $0 -= 1
      if $0 < 0 { throw AbortExecution() }
    }
  }
  var isIntact: Bool { left.withLock { $0 >= 0 } }
  func finish() { done.withLock { $0 = true } }
  var isDone: Bool { done.withLock { $0 } }
}

/// A recovery store in memory: what an epoch changed counts once the epoch is complete.
private final class MemoryLog: RecoveryLog {
  private struct Rows {
    var kept: [Snapshot] = []
    var waiting: [Snapshot] = []
    var epoch = 1
  }
  private let rows = Mutex(Rows())

  var resumeEpoch: Int { rows.withLock { $0.waiting = []; return $0.epoch } }

  func readStates(of step: String, _ body: (_ key: String, _ state: [UInt8]) throws -> Void) throws {
    var last: [String: [UInt8]] = [:]
    for row in rows.withLock({ $0.kept }) where row.step == step { last[row.key] = row.state }
    for (key, state) in last { try body(key, state) }
  }

  func finish() {}
  func safeEpoch(waiting: Bool) -> Int { rows.withLock { $0.epoch - 1 } }

  func store(_ snapshots: [Snapshot], epoch: Int, worker: Int) { rows.withLock { $0.waiting += snapshots } }

  func complete(epoch: Int) {
    rows.withLock {
      $0.kept += $0.waiting
      $0.waiting = []
      $0.epoch = epoch + 1
    }
  }
}
