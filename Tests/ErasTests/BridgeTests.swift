import Bytewax017
import Bytewax019
import BytewaxBridge
import Testing

@Suite struct BridgeTests {
  @Test func newerOperatorsStandBetweenOldOnes() throws {
    let (flow, list) = (Bytewax017.Dataflow(), TestingList<String>())
    flow.input("inp", TestingInput([("a", 1), ("b", 2), ("a", 3)]))
    let pairs = flow.handOut((String, Int).self)
    let sums = op.statefulMap("sum", pairs) { (sum: Int?, value: Int) in
      let sum = (sum ?? 0) + value
      return (sum, sum)
    }
    flow.takeBack(sums)
    flow.map { (entry: (String, Int)) in "\(entry.0) \(entry.1)" }
    flow.output("out", TestingOutput(into: list))
    try Bytewax017.runMain(flow)
    #expect(list.items == ["a 1", "b 2", "a 4"])
  }

  @Test func whatIsTakenBackIsKeyedWhereItsItemsArePairs() throws {
    let (flow, list) = (Bytewax017.Dataflow(), TestingList<(String, [Int])>())
    flow.input("inp", TestingInput([1, 2]))
    flow.takeBack(flow.handOut(Int.self).keyOn("key") { _ in "all" })
    flow.batch("lists", maxSize: 2, timeout: .seconds(60))
    flow.output("out", TestingOutput(into: list))
    try Bytewax017.runMain(flow)
    #expect(list.items.map(\.1) == [[1, 2]])
  }

  @Test func aNewerBranchMayEndInANewerOutput() throws {
    let (flow, odd, even) = (Bytewax017.Dataflow(), TestingList<Int>(), TestingList<Int>())
    flow.input("inp", TestingInput(1...4))
    let sides = op.branch("odd", flow.handOut(Int.self)) { $0 % 2 == 1 }
    op.output("odds", sides.trues, TestingSink(into: odd))
    flow.takeBack(sides.falses)
    flow.output("evens", TestingOutput(into: even))
    try Bytewax017.runMain(flow)
    #expect(odd.items == [1, 3])
    #expect(even.items == [2, 4])
  }

  @Test func handingOutAnotherTypeIsAMistake() throws {
    let flow = Bytewax017.Dataflow()
    flow.input("inp", TestingInput([1]))
    flow.takeBack(flow.handOut(String.self))
    flow.output("out", StdOutput())
    let error = try #require(throws: FlowMistakes.self) { try Bytewax017.runMain(flow) }
    #expect(error.description.contains("step 'handOut' takes String, but the items that reach it are Int"))
  }

  @Test func takingBackAStreamOfAnotherFlowIsAMistake() throws {
    let (flow, other) = (Bytewax017.Dataflow(), Bytewax019.Dataflow("other"))
    flow.input("inp", TestingInput([1]))
    flow.takeBack(op.input("inp", other, TestingSource([1])))
    flow.output("out", StdOutput())
    let error = try #require(throws: FlowMistakes.self) { try Bytewax017.runMain(flow) }
    #expect(error.description.contains("takeBack was given a stream of another flow"))
  }
}
