import Bytewax016
import Testing

// Values are those of bytewax 0.16.2.

@Suite struct OperatorTests {
  /// Runs a flow with one epoch a poll and gives what it has written to `list`.
  func run<Item>(_ build: (Dataflow, TestingList<Item>) -> Void) throws -> [Item] {
    let (flow, list) = (Dataflow(), TestingList<Item>())
    build(flow, list)
    try runMain(flow, epochInterval: .zero)
    return list.items
  }

  @Test func reduceEmitsWhatIsCompleteAndNothingElse() throws {
    let items = try run { (flow, list: TestingList<String>) in
      flow.input("inp", TestingInput([("a", 1), ("b", 3), ("a", 2), ("a", 3), ("b", 9), ("a", 1)]))
      flow.reduce("sum", reducer: { (left: Int, right: Int) in left + right }) { sum in sum >= 6 }
      flow.map { (entry: (String, Int)) in "\(entry)" }
      flow.output("out", TestingOutput(into: list))
    }
    #expect(items == [#"("a", 6)"#, #"("b", 12)"#])
  }

  @Test func aFirstValueThatIsCompleteIsEmittedAtOnce() throws {
    let items = try run { (flow, list: TestingList<Int>) in
      flow.input("inp", TestingInput([("a", 7), ("a", 1)]))
      flow.reduce("sum", reducer: { (left: Int, right: Int) in left + right }) { sum in sum >= 6 }
      flow.map { (entry: (String, Int)) in entry.1 }
      flow.output("out", TestingOutput(into: list))
    }
    #expect(items == [7])
  }

  @Test func outputPassesItemsOnOneByOne() throws {
    let lines = try run { (flow, list: TestingList<String>) in
      flow.input("inp", TestingInput([1, 2]))
      flow.map { (number: Int) in "\(number)" }
      flow.output("out", TestingOutput(into: list))
      flow.map { (line: String) in "again \(line)" }
      flow.output("again", TestingOutput(into: list))
    }
    #expect(lines == ["1", "again 1", "2", "again 2"])
  }

  @Test func aSecondInputReplacesTheStreamButTheFirstIsReadToItsEnd() throws {
    let (flow, read, list) = (Dataflow(), TestingList<Int>(), TestingList<Int>())
    flow.input("old", TestingInput([1, 2]))
    flow.inspect { (number: Int) in read.append(contentsOf: [number]) }
    flow.input("new", TestingInput([30]))
    flow.output("out", TestingOutput(into: list))
    try runMain(flow)
    #expect(read.items == [1, 2])
    #expect(list.items == [30])
  }

  @Test func stepsBeforeTheFirstInputSeeNothing() throws {
    let items = try run { (flow, list: TestingList<Int>) in
      flow.map { (number: Int) in number * 2 }
      flow.output("out", TestingOutput(into: list))
      flow.output("printed", StdOutput())
      flow.input("inp", TestingInput([1]))
    }
    #expect(items == [])
  }

  @Test func stepsMayShareAnId() throws {
    let items = try run { (flow, list: TestingList<Int>) in
      flow.input("inp", TestingInput([("a", 1), ("a", 2)]))
      flow.statefulMap("x", builder: { 0 }) { (sum: Int, value: Int) -> (Int?, Int) in (sum + value, sum + value) }
      flow.statefulMap("x", builder: { 0 }) { (sum: Int, value: Int) -> (Int?, Int) in (sum + value, sum + value) }
      flow.map { (entry: (String, Int)) in entry.1 }
      flow.output("out", TestingOutput(into: list))
    }
    #expect(items == [1, 4])
  }

  @Test func aNilStateForgetsTheKeyAndTheItemIsEmittedAllTheSame() throws {
    let items = try run { (flow, list: TestingList<Int>) in
      flow.input("inp", TestingInput([("a", 1), ("a", 3), ("a", 5)]))
      flow.statefulMap("last", builder: { 0 }) { (last: Int, value: Int) -> (Int?, Int) in (value == 3 ? nil : value, last) }
      flow.map { (entry: (String, Int)) in entry.1 }
      flow.output("out", TestingOutput(into: list))
    }
    #expect(items == [0, 1, 0])
  }

  @Test func collectWindowSortsByTimeAndKeepsTheOrderOfEqualTimes() throws {
    let lists = try run { (flow, list: TestingList<[Int]>) in
      flow.input("inp", TestingInput([("a", 10), ("a", 40), ("a", 20), ("a", 30), ("a", 21)]))
      let clock = EventClockConfig(waitForSystemDuration: .seconds(60)) { (value: Int) in
        Date(timeIntervalSince1970: Double(value / 10))
      }
      flow.collectWindow("lists", clock, TumblingWindow(length: .seconds(10), alignTo: Date(timeIntervalSince1970: 0)))
      flow.map { (entry: (String, [Int])) in entry.1 }
      flow.output("out", TestingOutput(into: list))
    }
    #expect(lists == [[10, 20, 21, 30, 40]])
  }

  @Test func aNilAccumulatorIsAValueInReduceWindow() throws {
    let items = try run { (flow, list: TestingList<String?>) in
      let values: [(String, String?)] = [("a", nil), ("a", "1"), ("a", "2")]
      flow.input("inp", TestingInput(values))
      let window = TumblingWindow(length: .seconds(3_155_760_000), alignTo: Date(timeIntervalSince1970: 946_684_800))
      flow.reduceWindow("pairs", SystemClockConfig(), window) { (left: String?, right: String?) -> String? in
        "(\(left ?? "None"), \(right ?? "None"))"
      }
      flow.map { (entry: (String, String?)) in entry.1 }
      flow.output("out", TestingOutput(into: list))
    }
    #expect(items == ["((None, 1), 2)"])
  }

  @Test func epochsCountFromZeroAndAreOneForEachPoll() throws {
    let epochs = try run { (flow, list: TestingList<Int>) in
      flow.input("inp", TestingInput(["a", "b", "c"]))
      flow.inspectEpoch { (epoch: Int, _: String) in list.append(contentsOf: [epoch]) }
      flow.output("out", TestingOutput(into: TestingList<String>()))
    }
    #expect(epochs == [0, 1, 2])
  }

  @Test func whatCameBeforeAFailingItemHasBeenWritten() throws {
    struct Six: Error {}
    let (flow, list) = (Dataflow(), TestingList<Int>())
    flow.input("inp", TestingInput(1...10))
    flow.map { (number: Int) in
      if number == 6 { throw Six() }
      return number
    }
    flow.output("out", TestingOutput(into: list))
    #expect(throws: StepError.self) { try runMain(flow) }
    #expect(list.items == [1, 2, 3, 4, 5])
  }

  @Test func aThrowingCallbackNamesItsStepAndKeepsItsError() throws {
    struct NoGood: Error {}
    let flow = Dataflow()
    flow.input("inp", TestingInput([1]))
    flow.map { (_: Int) -> Int in throw NoGood() }
    flow.output("out", StdOutput())
    let error = try #require(throws: StepError.self) { try runMain(flow) }
    #expect(error.cause is NoGood)
    #expect(error.step.qualified == "map")
  }

  @Test func aFlowWithoutOutputIsAMistakeEvenIfItInspects() {
    let flow = Dataflow()
    flow.input("inp", TestingInput([1]))
    flow.inspect { (_: Int) in }
    let error = #expect(throws: FlowMistakes.self) { try runMain(flow) }
    #expect(error?.description == "flow 'flow' has no output; add at least one output")
  }
}
