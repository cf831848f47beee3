import Bytewax019
import Synchronization
import Testing

/// What goes wrong before a flow runs, what its steps are called, and how it is started.
@Suite struct BuildingTests {
  @Test func allMistakesAreReportedAtOnceWithTheirPlaces() throws {
    let flow = Dataflow("my.flow")
    let other = Dataflow("other")
    let line = #line + 1
    let up = op.input("in", flow, TestingSource([1]))
    let dotted = up.map("a.b") { $0 }
    let twice = op.map("in", dotted) { $0 }
    let foreign = op.input("in", other, TestingSource([1]))
    op.output("out", op.merge("m", twice, foreign), TestingSink(into: TestingList()))
    let error = #expect(throws: FlowMistakes.self) { try runMain(flow) }
    let found = error?.mistakes.map { mistake in "\((mistake.place?.line ?? 0) - line): \(mistake.message)" }
    #expect(found == [
      "-3: flow id 'my.flow' contains a period; use underscores",
      "1: step id 'a.b' contains a period; use underscores, periods separate nested ids",
      "2: step 'my.flow.in' already exists; give each step its own id",
      "4: step 'my.flow.m' reads streams of two flows; build every step of a flow from one Dataflow",
    ])
    #expect(error?.mistakes.allSatisfy { $0.place?.file.hasSuffix("BuildingTests.swift") == true } == true)
    #expect(error.map { "\($0)".split(separator: "\n").count } == 4)
  }

  @Test func aFlowNeedsAnInputAndAnOutput() throws {
    let error = #expect(throws: FlowMistakes.self) { try runMain(Dataflow("f")) }
    #expect(error?.mistakes.map(\.message) == ["flow 'f' has no input; add one", "flow 'f' has no output; add at least one output or inspect step"])
  }

  @Test func inspectStandsForAnOutput() throws {
    let flow = Dataflow("f")
    let seen = TestingList<Int>()
    _ = op.inspect("look", op.input("in", flow, TestingSource([1, 2]))) { _, item in seen.append(contentsOf: [item]) }
    try runMain(flow)
    #expect(seen.items == [1, 2])
  }

  @Test func nothingStartsWhenThereAreMistakes() throws {
    let flow = Dataflow("f")
    let seen = TestingList<Int>()
    let up = op.input("in", flow, TestingSource([1]))
    op.output("in", up, TestingSink(into: seen))
    #expect(throws: FlowMistakes.self) { try runMain(flow) }
    #expect(seen.items == [])
  }

  private func halved(_ id: String, _ up: Bytewax019.Stream<Int>) -> Bytewax019.Stream<Int> {
    up.scoped(id) { $0.map("halve") { $0 / 2 }.filter("positive") { if $0 > 100 { throw Boom(item: $0) } else { $0 > 0 } } }
  }

  @Test func aCustomOperatorMayBeUsedTwiceAndItsStepsHaveItsName() throws {
    let ids = TestingList<String>()
    let out = try results(of: [0, 4, 9]) { up in
      halved("second", halved("first", up)).scoped("outer") { outer in
        outer.scoped("inner") { $0.inspect("look") { id, _ in ids.append(contentsOf: [id]) } }
      }
    }
    #expect(out == [1, 2])
    #expect(Set(ids.items) == ["f.outer.inner.look"])
    let error = #expect(throws: StepError.self) { try results(of: [1000]) { halved("first", $0) } }
    #expect(error?.step.qualified == "f.first.positive")
  }

  @Test func anErrorNamesItsStepItsPlaceAndItsCause() throws {
    let flow = Dataflow("f")
    let line = #line + 1
    let checked = op.map("m", op.input("in", flow, TestingSource([1, 2]))) { if $0 == 2 { throw Boom(item: $0) } else { $0 } }
    op.output("out", checked, TestingSink(into: TestingList()))
    let error = #expect(throws: StepError.self) { try runMain(flow) }
    #expect(error?.step.qualified == "f.m")
    #expect(error?.cause as? Boom == Boom(item: 2))
    #expect(error?.step.place.line == line)
    #expect(error?.step.place.file.hasSuffix("BuildingTests.swift") == true)
  }

  @Test func aClusterOfOneProcessRunsAllItsWorkers() throws {
    let flow = Dataflow("f")
    let workers = TestingList<Int>()
    let up = op.redistribute("r", op.input("in", flow, TestingSource(0..<100, batchSize: 10)))
    op.output("out", op.inspectDebug("w", up) { _, _, _, worker in workers.append(contentsOf: [worker]) }, TestingSink(into: TestingList()))
    try clusterMain(flow, [], 0, workerCountPerProc: 3)
    #expect(workers.items.count == 100)
    #expect(Set(workers.items) == [0, 1, 2])
  }

  @Test func aFlowMayBeRunAgain() throws {
    let flow = Dataflow("f")
    let seen = TestingList<Int>()
    op.output("out", op.input("in", flow, TestingSource([1, 2])), TestingSink(into: seen))
    try runMain(flow)
    try runMain(flow)
    #expect(seen.items == [1, 2, 1, 2])
  }

  /// Source: bytewax 0.19.1, without recovery.
  @Test func marksEndAnExecution() throws {
    func run(_ entries: [TestingSource<Int>.Entry], batchSize: Int) throws -> [Int] {
      let flow = Dataflow("f")
      let seen = TestingList<Int>()
      op.output("out", op.input("in", flow, TestingSource<Int>(entries, batchSize: batchSize)), TestingSink(into: seen))
      try runMain(flow)
      return seen.items
    }
    for batchSize in [1, 10] {
      #expect(try run([.item(1), .item(2), .eof, .item(3)], batchSize: batchSize) == [1, 2])
      #expect(try run([.item(1), .item(2), .abort, .item(3)], batchSize: batchSize) == [1, 2])
    }
  }
}
