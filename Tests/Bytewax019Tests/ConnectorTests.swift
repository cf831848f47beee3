import Bytewax019
import Testing

/// Connectors written by a user, and the built-in ones, in whole flows.
///
/// Source of all expected values: bytewax 0.19.1.
@Suite struct ConnectorTests {
  @Test func aDynamicSourceAndSinkAreBuiltOnceAWorkerWithTheirQualifiedIds() throws {
    let log = TestingList<String>()
    let flow = Dataflow("f")
    op.output("o", op.input("i", flow, Numbers(log: log)), Writer(log: log))
    try clusterMain(flow, [], 0, workerCountPerProc: 2)
    #expect(log.items.filter { $0.hasPrefix("build") }.sorted() == ["build f.i 0/2", "build f.i 1/2", "build f.o 0/2", "build f.o 1/2"])
    #expect(log.items.filter { $0 == "close sink" }.count == 2)
    #expect(log.items.filter { $0.hasPrefix("write") }.sorted() == ["write [0]", "write [1]"])
  }

  @Test func aBatchThatFailsIsLostWholeAndTheSinkIsClosed() throws {
    let log = TestingList<String>()
    let flow = Dataflow("f")
    let up = op.input("i", flow, TestingSource(0..<5, batchSize: 2))
    let checked = op.map("m", up) { if $0 == 3 { throw Boom(item: $0) } else { $0 } }
    op.output("o", checked, Writer(log: log))
    #expect(throws: StepError.self) { try runMain(flow) }
    #expect(log.items == ["build f.o 0/1", "write [0, 1]", "close sink"])
  }

  /// Partitions are called p0 and p1 though they are listed the other way round.
  @Test func aPartitionedSinkIsGivenTheValuesOfABatchPartByPart() throws {
    let log = TestingList<String>()
    let flow = Dataflow("f")
    let items = [("0", "x"), ("1", "y"), ("0", "z"), ("1", "w"), ("5", "m")]
    op.output("o", op.input("i", flow, TestingSource(items, batchSize: 4)), Shelves(log: log))
    try runMain(flow)
    #expect(log.items == [
      "open f.o p0", #"p0 ["x", "z"]"#, "open f.o p1", #"p1 ["y", "w"]"#, #"p1 ["m"]"#, "close p0", "close p1",
    ])
  }

  @Test(arguments: [1, 3])
  func aPartitionedSinkTakesValuesOfAnyType(_ workers: Int) throws {
    let log = TestingList<String>()
    let flow = Dataflow("f")
    let numbers = op.input("i", flow, TestingSource(0..<12, batchSize: 12))
    op.output("o", op.keyOn("key", numbers) { "\($0 % 4)" }, Counters(log: log))
    try clusterMain(flow, [], 0, workerCountPerProc: workers)
    #expect(log.items.sorted() == ["even 0", "even 2", "even 4", "even 6", "even 8", "even 10", "odd 1", "odd 3", "odd 5", "odd 7", "odd 9", "odd 11"].sorted())
  }

  @Test func filesAreReadAndWrittenByWholeFlows() throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "bytewax019-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let (input, output) = (directory.appending(path: "in.txt").path, directory.appending(path: "out.txt").path)
    try Data("to be\nor not\n\nto be".utf8).write(to: URL(filePath: input))
    let flow = Dataflow("f")
    let words = op.flatMap("words", op.input("i", flow, FileSource(input))) { $0.split(separator: " ").map(String.init) }
    let counts = op.countFinal("count", words) { $0 }
    op.output("o", op.map("line", counts) { ("all", "\($0.0) \($0.1)") }, FileSink(output))
    try runMain(flow)
    #expect(try String(contentsOfFile: output, encoding: .utf8) == "be 2\nnot 1\nor 1\nto 2\n")
  }
}

/// Emits its worker's index once.
private struct Numbers: DynamicSource {
  let log: TestingList<String>
  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Part {
    log.append(contentsOf: ["build \(stepID) \(workerIndex)/\(workerCount)"])
    return Part(workerIndex)
  }

  final class Part: StatelessSourcePartition {
    private var items: [Int]
    init(_ item: Int) { items = [item] }
    func nextBatch() throws -> [Int] {
      if items.isEmpty { throw StopIteration() }
      defer { items = [] }
      return items
    }
  }
}

private struct Writer: DynamicSink {
  let log: TestingList<String>
  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Part {
    log.append(contentsOf: ["build \(stepID) \(workerIndex)/\(workerCount)"])
    return Part(log)
  }

  final class Part: StatelessSinkPartition {
    let log: TestingList<String>
    init(_ log: TestingList<String>) { self.log = log }
    func writeBatch(_ items: [Int]) { log.append(contentsOf: ["write \(items)"]) }
    func close() { log.append(contentsOf: ["close sink"]) }
  }
}

private struct Shelves: FixedPartitionedSink {
  let log: TestingList<String>
  func listParts() -> [String] { ["p1", "p0"] }
  func partFn(_ itemKey: String) -> Int { Int(itemKey) ?? 0 }
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Shelf {
    log.append(contentsOf: ["open \(stepID) \(forPart)"])
    return Shelf(forPart, log)
  }
}

private final class Shelf: StatefulSinkPartition {
  let name: String
  let log: TestingList<String>
  init(_ name: String, _ log: TestingList<String>) {
    self.name = name
    self.log = log
  }
  func writeBatch(_ values: [String]) { log.append(contentsOf: ["\(name) \(values)"]) }
  func snapshot() -> Int { 0 }
  func close() { log.append(contentsOf: ["close \(name)"]) }
}

private struct Counters: FixedPartitionedSink {
  let log: TestingList<String>
  func listParts() -> [String] { ["odd", "even"] }
  func partFn(_ itemKey: String) -> Int { Int(itemKey) ?? 0 }
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Part { Part(forPart, log) }

  final class Part: StatefulSinkPartition {
    let name: String
    let log: TestingList<String>
    init(_ name: String, _ log: TestingList<String>) {
      self.name = name
      self.log = log
    }
    func writeBatch(_ values: [Int]) { log.append(contentsOf: values.map { "\(name) \($0)" }) }
    func snapshot() -> Int { 0 }
  }
}
