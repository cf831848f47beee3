import Bytewax019
import Testing

/// Source of all expected values: bytewax 0.19.1.
@Suite struct StatelessOperatorTests {
  @Test func mapTurnsEachItemIntoOneOther() throws {
    #expect(try results(of: [1, 2, 3]) { op.map("x", $0) { $0 * 2 } } == [2, 4, 6])
    #expect(try results(of: [1, 2, 3]) { $0.map("x") { "\($0)" } } == ["1", "2", "3"])
  }

  @Test func filterKeepsWhatHolds() throws {
    #expect(try results(of: Array(0..<6)) { op.filter("x", $0) { $0 % 2 == 0 } } == [0, 2, 4])
    #expect(try results(of: Array(0..<6)) { $0.filter("x") { $0 > 3 } } == [4, 5])
  }

  @Test func filterMapDropsNil() throws {
    #expect(try results(of: ["1", "x", "3"]) { op.filterMap("x", $0) { Int($0) } } == [1, 3])
    #expect(try results(of: ["1", "x", "3"]) { $0.filterMap("x") { Int($0) } } == [1, 3])
  }

  @Test func mapDictValueChangesOneValue() throws {
    let rows = [["name": "ann", "town": "york"], ["name": "bob"]]
    let named = try results(of: rows) { op.map("x", $0, mapDictValue("name") { $0.uppercased() }) }
    #expect(named == [["name": "ANN", "town": "york"], ["name": "BOB"]])
    let error = try #require(throws: StepError.self) { try results(of: rows) { op.map("x", $0, mapDictValue("town") { $0 + "!" }) } }
    #expect("\(error.cause)".contains("no key 'town'"))
  }

  @Test func flatMapAndFlattenEmitEachElement() throws {
    #expect(try results(of: ["a b", "", "c"]) { op.flatMap("x", $0) { $0.split(separator: " ").map(String.init) } } == ["a", "b", "c"])
    #expect(try results(of: [[1, 2], [], [3]]) { op.flatten("x", $0) } == [1, 2, 3])
    #expect(try results(of: [[1, 2], [], [3]]) { $0.flatten("x").flatMap("y") { [$0, $0] } } == [1, 1, 2, 2, 3, 3])
  }

  @Test func flatMapBatchSeesTheBatchesOfTheSource() throws {
    let batches = TestingList<[Int]>()
    let out = try results(of: Array(0..<7), batchSize: 3) {
      op.flatMapBatch("x", $0) { (items: [Int]) -> [Int] in
        batches.append(contentsOf: [items])
        return items.reversed()
      }
    }
    #expect(batches.items == [[0, 1, 2], [3, 4, 5], [6]])
    #expect(out == [2, 1, 0, 5, 4, 3, 6])
  }

  @Test func keysAndValuesAreWorkedOnApart() throws {
    let out = try results(of: ["apple", "fig"]) { up in
      let keyed = op.keyOn("key", up) { String($0.prefix(1)) }
      let lengths = op.mapValue("length", keyed) { $0.count }
      let ranges = op.flatMapValue("range", lengths) { 0..<$0 }
      return op.filterValue("large", ranges) { $0 > 1 }
    }
    #expect(texts(out) == [#"("a", 2)"#, #"("a", 3)"#, #"("a", 4)"#, #"("f", 2)"#])
    let methods = try results(of: ["apple", "fig"]) {
      $0.keyOn("key") { String($0.prefix(1)) }.mapValue("length") { $0.count }.flatMapValue("range") { 0..<$0 }.filterValue("large") { $0 > 1 }
    }
    #expect(texts(methods) == texts(out))
  }

  @Test func branchAndMergeKeepEveryItem() throws {
    let out = try results(of: Array(0..<6), batchSize: 6) { up in
      let sides = op.branch("b", up) { $0 % 2 == 0 }
      return op.merge("m", sides.falses.map("minus") { -$0 }, sides.trues)
    }
    #expect(out.sorted() == [-5, -3, -1, 0, 2, 4])
    let three = try results(of: [1, 2]) { $0.merge("m", $0.map("ten") { $0 * 10 }, $0) }
    #expect(three.sorted() == [1, 1, 2, 2, 10, 20])
  }

  @Test func inputsTakeTurnsInTheOrderTheyWereAdded() throws {
    let flow = Dataflow("f")
    let seen = TestingList<Int>()
    let a = op.input("a", flow, TestingSource([1, 2, 3]))
    let b = op.input("b", flow, TestingSource([10, 20], batchSize: 2))
    op.output("out", op.merge("m", a, b), TestingSink(into: seen))
    try runMain(flow)
    #expect(seen.items == [1, 10, 20, 2, 3])
  }

  @Test func inspectSeesTheQualifiedIdAndPassesItemsOn() throws {
    let seen = TestingList<String>()
    let out = try results(of: ["a", "b"], epochInterval: .zero) { up in
      let looked = op.inspect("look", up) { id, item in seen.append(contentsOf: ["\(id) \(item)"]) }
      return looked.inspectDebug("debug") { id, item, epoch, worker in seen.append(contentsOf: ["\(id) \(item) @\(epoch) W\(worker)"]) }
    }
    #expect(out == ["a", "b"])
    #expect(seen.items == ["f.look a", "f.debug a @1 W0", "f.look b", "f.debug b @2 W0"])
  }

  @Test func redistributeLosesNothing() throws {
    #expect(try results(of: Array(0..<10)) { op.redistribute("r", $0) } == Array(0..<10))
  }

  @Test func raisesStopsTheFlowAtTheFirstItem() throws {
    let flow = Dataflow("f")
    op.raises("r", op.input("in", flow, TestingSource([5, 6])))
    let inspected = op.input("other", flow, TestingSource([Int]()))
    _ = op.inspect("i", inspected) { _, _ in }
    let error = #expect(throws: StepError.self) { try runMain(flow) }
    #expect(error?.step.qualified == "f.r")
    #expect(error.map { "\($0.cause)" }?.hasSuffix("got an item: 5") == true)
  }

  @Test func raisesIsAnOutput() throws {
    let flow = Dataflow("f")
    op.raises("r", op.input("in", flow, TestingSource([Int]())))
    try runMain(flow)
  }

  @Test func aStepThatLeadsToNoOutputRunsAllTheSame() throws {
    let flow = Dataflow("f")
    let up = op.input("in", flow, TestingSource([1]))
    _ = op.map("unused", up) { (_: Int) -> Int in throw Boom() }
    op.output("out", up, TestingSink(into: TestingList()))
    let error = #expect(throws: StepError.self) { try runMain(flow) }
    #expect(error?.cause is Boom)
  }
}
