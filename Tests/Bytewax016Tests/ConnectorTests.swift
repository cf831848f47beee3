import Bytewax016
import Foundation
import TestSupport
import Testing

// Values are those of bytewax 0.16.2.

/// Two partitions that give one item at a time and write down what is asked of them.
struct Halves: PartitionedInput {
  let log: TestingList<String>
  var skipping: String?

  func listParts() throws -> Set<String> { ["b", "a"] }

  func buildPart(forPart: String, resumeState: Int?) throws -> Half? {
    if forPart == skipping { return nil }
    log.append(contentsOf: ["build \(forPart)"])
    return Half(forPart, log)
  }
}

final class Half: StatefulSource {
  private let name: String
  private let log: TestingList<String>
  private var polls = 0

  init(_ name: String, _ log: TestingList<String>) {
    self.name = name
    self.log = log
  }

  func next() throws -> String? {
    polls += 1
    // Nothing the second time, the end the fourth.
    if polls == 4 { throw StopIteration() }
    return polls == 2 ? nil : "\(name)\(polls)"
  }

  func snapshot() -> Int { polls }

  func close() throws { log.append(contentsOf: ["close \(name)"]) }
}

/// An output with two partitions that write down what is asked of them.
struct Drawers: PartitionedOutput {
  let log: TestingList<String>
  var wrongName: String?
  var skipping: String?

  func listParts() throws -> Set<String> { ["p1", "p0"] }
  func assignPart(_ itemKey: String) -> String { wrongName ?? "p\((Int(itemKey) ?? 0) % 2)" }

  func buildPart(forPart: String, resumeState: Int?) throws -> Drawer? {
    if forPart == skipping { return nil }
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

  func write(_ value: String) throws { log.append(contentsOf: ["\(name) \(value)"]) }
  func snapshot() -> Int { 0 }
  func close() throws { log.append(contentsOf: ["close \(name)"]) }
}

@Suite struct ConnectorTests {
  @Test func partitionsGiveOneItemAPollInTurn() throws {
    let (flow, log, list) = (Dataflow(), TestingList<String>(), TestingList<String>())
    flow.input("inp", Halves(log: log))
    flow.output("out", TestingOutput(into: list))
    try runMain(flow, epochInterval: .zero)
    #expect(list.items.sorted() == ["a1", "a3", "b1", "b3"])
    #expect(list.items.prefix(2) == ["a1", "b1"])
    #expect(log.items.prefix(2) == ["build a", "build b"])
    #expect(Set(log.items.suffix(2)) == ["close a", "close b"])
  }

  @Test func aPartitionWhoseBuildGivesNilIsSkipped() throws {
    let (flow, log, list) = (Dataflow(), TestingList<String>(), TestingList<String>())
    flow.input("inp", Halves(log: log, skipping: "a"))
    flow.output("out", TestingOutput(into: list))
    try runMain(flow)
    #expect(list.items == ["b1", "b3"])
  }

  @Test func itemsOfOneInputAreSpreadOverAllWorkers() throws {
    let (flow, list) = (Dataflow(), TestingList<Int>())
    flow.input("inp", TestingInput(0..<100))
    flow.output("out", WorkerIndices(list: list))
    try clusterMain(flow, [], 0, workerCountPerProc: 3)
    #expect(Set(list.items) == [0, 1, 2])
    #expect(list.items.count == 100)
  }

  @Test func allPartitionsOfAnOutputAreBuiltAtStartAndWrittenOneByOne() throws {
    let (flow, log) = (Dataflow(), TestingList<String>())
    flow.input("inp", TestingInput([("0", "x"), ("1", "y"), ("0", "z"), ("1", "w"), ("5", "m")]))
    flow.output("out", Drawers(log: log))
    try runMain(flow)
    #expect(log.items == ["build p0", "build p1", "p0 x", "p1 y", "p0 z", "p1 w", "p1 m", "close p0", "close p1"])
  }

  @Test func aNameThatListPartsDoesNotNameStopsTheFlow() throws {
    let flow = Dataflow()
    flow.input("inp", TestingInput([("0", "x")]))
    flow.output("out", Drawers(log: TestingList(), wrongName: "p9"))
    let error = try #require(throws: StepError.self) { try runMain(flow) }
    #expect("\(error.cause)" == "assignPart gave partition 'p9', which listParts does not name; add it there")
  }

  @Test func aSkippedPartitionOfAnOutputHarmsOnlyTheItemsForIt() throws {
    let (flow, log) = (Dataflow(), TestingList<String>())
    flow.input("inp", TestingInput([("0", "x"), ("2", "y")]))
    flow.output("out", Drawers(log: log, skipping: "p1"))
    try runMain(flow)
    #expect(log.items == ["build p0", "p0 x", "p0 y", "close p0"])
  }

  @Test func nothingIsClosedWhenTheFlowFails() throws {
    struct NoGood: Error {}
    let (flow, log) = (Dataflow(), TestingList<String>())
    flow.input("inp", Halves(log: log))
    flow.map { (_: String) -> String in throw NoGood() }
    flow.output("out", StdOutput())
    #expect(throws: StepError.self) { try runMain(flow) }
    #expect(log.items == ["build a", "build b"])
  }

  @Test func aMissingFileIsAnError() throws {
    let flow = Dataflow()
    flow.input("inp", FileInput("no/such/file"))
    flow.output("out", StdOutput())
    let error = try #require(throws: StepError.self) { try runMain(flow) }
    #expect("\(error.cause)".contains("'no/such/file' does not exist"))
  }

  @Test func aBlankLineIsAnItemBecauseStoppingAtItWasADefect() throws {
    try withFile("a\n\nb\n") { path in
      let (flow, list) = (Dataflow(), TestingList<String>())
      flow.input("inp", FileInput(path))
      flow.output("out", TestingOutput(into: list))
      try runMain(flow)
      #expect(list.items == ["a", "", "b"])
    }
  }

  @Test func everyLineOfACSVFileIsARecord() throws {
    try withFile("id,name\n1\n2,y\n1,x,z\n\n1,\"a\nb\"\n") { path in
      let (flow, list) = (Dataflow(), TestingList<[String: String]>())
      flow.input("inp", CSVInput(path))
      flow.output("out", TestingOutput(into: list))
      try runMain(flow)
      #expect(
        list.items.prefix(4) == [["id": "1"], ["id": "2", "name": "y"], ["id": "1", "name": "x"], [:]])
      #expect(list.items.count == 6)
    }
  }

  @Test func elevenFilesAreChosenByTheirNumbers() throws {
    try inTemporaryFolder { folder in
      let flow = Dataflow()
      flow.input("inp", TestingInput(0...10))
      flow.map { (number: Int) in ("k\(number)", "k\(number)") }
      flow.output("out", DirOutput(folder, fileCount: 11))
      try runMain(flow)
      func file(_ number: Int) throws -> String { try String(contentsOfFile: "\(folder)/part_\(number)", encoding: .utf8) }
      #expect(try file(0) == "k2\n")
      #expect(try file(2) == "k0\nk10\n")
      #expect(try file(3) == "")
      #expect(try file(10) == "k3\n")
    }
  }

  @Test func aFileIsEmptiedWhenTheFlowStarts() throws {
    try withFile("old") { path in
      let flow = Dataflow()
      flow.input("inp", TestingInput([(String, String)]()))
      flow.output("out", FileOutput(path))
      try runMain(flow)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "")
    }
  }

  @Test func pollNextWaitsForAnItem() throws {
    let half = Half("a", TestingList())
    #expect(try pollNext(half) == "a1")
    #expect(try pollNext(half) == "a3")
    #expect(throws: StopIteration.self) { try pollNext(half) }
  }
}

/// Writes down which worker each item is written on.
struct WorkerIndices: DynamicOutput {
  let list: TestingList<Int>
  func build(workerIndex: Int, workerCount: Int) throws -> WorkerIndex { WorkerIndex(workerIndex, list) }
}

final class WorkerIndex: StatelessSink {
  private let index: Int
  private let list: TestingList<Int>

  init(_ index: Int, _ list: TestingList<Int>) {
    self.index = index
    self.list = list
  }

  func write(_ item: Int) throws { list.append(contentsOf: [index]) }
}


func withFile(_ text: String, _ body: (String) throws -> Void) throws {
  try inTemporaryFolder { folder in
    try text.write(toFile: "\(folder)/file", atomically: true, encoding: .utf8)
    try body("\(folder)/file")
  }
}
