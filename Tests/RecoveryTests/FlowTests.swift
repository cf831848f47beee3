import Bytewax019
import BytewaxRunner
import DataflowCore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Recovery

/// What a flow has written, from any thread.
private final class Written: Sendable {
  private let lines = Mutex<[String]>([])
  func take() -> [String] { lines.withLock { lines in defer { lines = [] }; return lines } }
  func append(_ line: String) { lines.withLock { $0.append(line) } }
}

struct FlowTests {
  let scratch: Scratch
  let directory: String
  private let written = Written()

  init() throws {
    scratch = try Scratch(inMemory: true)
    directory = try scratch.directory("store")
    try initDBDir(directory, count: 2)
  }

  private func sums(_ entries: [TestingSource<(String, Int)>.Entry]) -> Dataflow {
    let flow = Dataflow("f")
    let sums = op.statefulMap("sum", op.input("inp", flow, TestingSource(entries))) { (sum: Int?, value: Int) in
      let next = (sum ?? 0) + value
      return (value == 0 ? nil : next, next)
    }
    let written = written
    op.output("out", op.map("line", sums) { ($0.0, "\($0.0)\($0.1)") }, FileSink("\(scratch.path)/out.txt"))
    _ = op.inspect("seen", sums) { _, item in written.append("\(item.0)\(item.1)") }
    return flow
  }

  private func run(_ flow: Dataflow, workers: Int = 1, every interval: Duration = .zero) throws -> [String] {
    try clusterMain(flow, [], 0, epochInterval: interval, recoveryConfig: RecoveryConfig(directory), workerCountPerProc: workers)
    return written.take()
  }

  private var file: [String] {
    get throws { try String(contentsOfFile: "\(scratch.path)/out.txt", encoding: .utf8).split(separator: "\n").map(String.init) }
  }

  @Test("an execution continues behind where the last one ended", arguments: [1, 3])
  func continuesAfterTheEnd(workers: Int) throws {
    let flow = sums([.item(("a", 1)), .item(("b", 2)), .eof, .item(("a", 3)), .item(("b", 0)), .eof, .item(("b", 5)), .item(("a", 1))])
    #expect(try run(flow, workers: workers).sorted() == ["a1", "b2"])
    #expect(try run(flow).sorted() == ["a4", "b2"])
    #expect(try run(flow, workers: workers).sorted() == ["a5", "b5"])
    #expect(try run(flow).isEmpty)
    #expect(try file == ["a1", "b2", "a4", "b2", "b5", "a5"] || workers > 1)
    #expect(try file.sorted() == ["a1", "a4", "a5", "b2", "b2", "b5"])
  }

  @Test func anAbortLosesOnlyTheUnfinishedEpoch() throws {
    let entries: [TestingSource<(String, Int)>.Entry] = [.item(("a", 1)), .item(("a", 1)), .abort, .item(("a", 1))]
    let flow = sums(entries)
    #expect(try run(flow) == ["a1", "a2"])
    #expect(try run(flow) == ["a3"])
    #expect(try file == ["a1", "a2", "a3"])
    #expect(try run(flow).isEmpty)
  }

  @Test func withLongEpochsAnAbortGoesBackToTheBeginning() throws {
    let flow = sums([.item(("a", 1)), .item(("a", 1)), .abort, .item(("a", 1))])
    #expect(try run(flow, every: .seconds(3600)) == ["a1", "a2"])
    #expect(try run(flow, every: .seconds(3600)) == ["a1", "a2", "a3"])
    #expect(try file == ["a1", "a2", "a3"])
  }

  @Test func rowsStandUnderTheIDsOfTheEra() throws {
    _ = try run(sums([.item(("a", 1))]))
    #expect(try sqlEverywhere(directory, "SELECT DISTINCT step_id FROM snaps")
      == ["f.inp", "f.out", "f.sum.stateful_flat_map.unary"])
  }

  @Test func aStateOfAnotherTypeIsNamedAndTheStoreLeftAlone() throws {
    _ = try run(sums([.item(("a", 1)), .item(("b", 2))]))
    let before = try sqlEverywhere(directory, "SELECT step_id, state_key, snap_epoch, ser_change FROM snaps") + sqlEverywhere(directory, "SELECT ex_num FROM exs")
    let flow = Dataflow("f")
    let texts = op.statefulMap("sum", op.input("inp", flow, TestingSource([("a", 1)]))) { (text: [String]?, _: Int) in (text ?? [], 0) }
    _ = op.inspect("seen", texts) { _, _ in }
    let error = #expect(throws: StepError.self) { try run(flow) }
    let text = "\(error.map { "\($0)" } ?? "")"
    #expect(text.contains("f.sum") && text.contains("key '") && text.contains("Array<String>"), "\(text)")
    let after = try sqlEverywhere(directory, "SELECT step_id, state_key, snap_epoch, ser_change FROM snaps") + sqlEverywhere(directory, "SELECT ex_num FROM exs")
    #expect(before == after)
  }

  @Test func aStoreOf016IsMadeOnFirstUseForItsNumberOfWorkers() throws {
    let place = try scratch.directory("old")
    func run(_ workers: Int) throws {
      let graph = Graph(flowID: "")
      let id = { (name: String, kind: String) in StepID(qualified: name, kind: kind, place: SourcePlace(#fileID, #line)) }
      let items = graph.input(id("inp", "input"), TestingSource([("a", 1), ("b", 2)]).sourceRecipe)
      items.output(id("out", "output"), FileSinkOfNumbers().sinkRecipe)
      var settings = RunSettings()
      settings.firstEpoch = 0
      settings.workersPerProcess = workers
      settings.recovery = RecoverySettings(madeOnFirstUseIn: place)
      try FlowRunner.run(graph, settings, needs: .output)
    }
    try run(2)
    #expect(try sqlEverywhere(place, "SELECT ex_num, worker_count, resume_epoch FROM exs") == ["0|2|0", "0|2|0"])
    try run(2)
    let error = #expect(throws: RecoveryError.self) { try run(3) }
    #expect(error?.code == .workerCountChanged)
  }
}

private struct FileSinkOfNumbers: DynamicSink {
  final class Part: StatelessSinkPartition {
    func writeBatch(_ items: [(String, Int)]) {}
  }
  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Part { Part() }
}
