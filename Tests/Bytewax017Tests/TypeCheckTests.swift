import Bytewax017
import Testing

class Animal: @unchecked Sendable { let name: String; init(_ name: String) { self.name = name } }
final class Dog: Animal, @unchecked Sendable {}

@Suite struct TypeCheckTests {
  func items<Item>(of list: TestingList<Item>, after build: (Dataflow) -> Void) throws -> [Item] {
    let flow = Dataflow()
    build(flow)
    flow.output("out", TestingOutput(into: list))
    try runMain(flow)
    return list.items
  }

  func mistakes(_ build: (Dataflow) -> Void) -> [String] {
    let flow = Dataflow()
    build(flow)
    let error = #expect(throws: FlowMistakes.self) { try runMain(flow) }
    return error?.mistakes.map(\.message) ?? []
  }

  @Test func aStepThatTakesAnotherTypeIsAMistakeWithItsPlace() throws {
    let flow = Dataflow()
    flow.input("inp", TestingInput([1, 2]))
    flow.map { (word: String) in word.count }; let line = #line
    flow.output("out", StdOutput())
    let error = try #require(throws: FlowMistakes.self) { try runMain(flow) }
    #expect(error.mistakes.count == 1)
    #expect(error.mistakes.first?.message == "step 'map' takes String, but the items that reach it are Int; change the callback's parameter")
    #expect(error.mistakes.first?.place?.line == line)
    #expect(error.mistakes.first?.place?.file.hasSuffix("TypeCheckTests.swift") == true)
  }

  @Test func anOutputOfPairsAfterItemsThatAreNoneIsAMistake() {
    let found = mistakes { flow in
      flow.input("inp", TestingInput(["a", "b"]))
      flow.output("out", FileOutput("nowhere"))
    }
    #expect(found == ["step 'out' takes (String, String), but the items that reach it are String; put a step before it that makes them"])
  }

  @Test func allMistakesAreReportedTogether() {
    let found = mistakes { flow in
      flow.input("inp", TestingInput([1, 2]))
      flow.filter { (word: String) in word.isEmpty }
      flow.inspect { (word: Double) in print(word) }
      flow.reduce("sum", reducer: { (left: Int, right: Int) in left + right }) { _ in true }
    }
    #expect(found.count == 4)
    #expect(found.last == "flow 'flow' has no output; add at least one output")
  }

  @Test func aKeyedStepAfterAStreamThatIsNotKeyedIsAMistake() {
    let found = mistakes { flow in
      flow.input("inp", TestingInput([1, 2]))
      flow.batch("lists", maxSize: 2, timeout: .seconds(1))
      flow.output("out", StdOutput())
    }
    #expect(found == ["step 'lists' needs (key, value) pairs, but the items that reach it are Int; put a step before it that returns (String, value)"])
  }

  @Test func aCallbackMayTakeAny() throws {
    let list = TestingList<String>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput([1, 2]))
      flow.filter { (item: Any) in item as? Int != 1 }
      flow.map { item in "<\(item)>" }
    }
    #expect(items == ["<2>"])
  }

  @Test func lookingAtItemsAsAnythingKeepsTheirType() throws {
    let list = TestingList<Int>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput([1, 2]))
      flow.inspect { item in print(item, terminator: "") }
      flow.map { (number: Int) in number + 1 }
    }
    #expect(items == [2, 3])
  }

  @Test func aCallbackMayTakeASuperclass() throws {
    let list = TestingList<String>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput([Dog("rex")]))
      flow.map { (animal: Animal) in animal.name }
    }
    #expect(items == ["rex"])
  }

  @Test func aCallbackMayTakeAProtocolOrAnOptional() throws {
    let list = TestingList<String>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput([7]))
      flow.filter { (number: Int?) in number != nil }
      flow.map { (number: any Sendable & CustomStringConvertible) in number.description }
    }
    #expect(items == ["7"])
  }

  @Test func stepsWithStateTakeValuesAsAnything() throws {
    let list = TestingList<String>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput([("a", 1), ("a", 2)]))
      flow.statefulMap("counts", builder: { 0 }) { (count: Int, value: Any) in (count + 1, "\(value) is \(count)") }
      flow.statefulMap("words", builder: { 0 }) { count, value in (count + 1, "\(value)!") }
      let windows = SessionWindow(gap: .seconds(60))
      flow.foldWindow("joined", SystemClockConfig(), windows, builder: { "" }) { (text: String, value: Any) in text + "\(value) " }
      flow.foldWindow("counted", SystemClockConfig(), windows, builder: { 0 }) { count, _ in count + 1 }
      flow.map { item in "\(item)" }
    }
    #expect(items == [#"("a", 1)"#])
  }

  @Test func valuesMayBeTakenAsASuperclassAProtocolOrAnOptional() throws {
    let list = TestingList<String>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput([("a", Dog("rex"))]))
      flow.statefulMap("names", builder: { 0 }) { (count: Int, animal: Animal) in (count + 1, animal.name) }
      flow.map { (pair: (String, any Sendable)) in (pair.0, "\(pair.1)") }
      flow.map { (pair: (String, String?)) in (pair.0, pair.1 ?? "") }
      flow.statefulMap("texts", builder: { 0 }) { (count: Int, word: any Sendable & CustomStringConvertible) in (count, word.description) }
      flow.statefulMap("optionals", builder: { 0 }) { (count: Int, word: String?) in (count, word ?? "none") }
      flow.map { item in "\(item)" }
    }
    #expect(items == [#"("a", "rex")"#])
  }

  @Test func anEventClockMayTakeAnything() throws {
    let align = Date(timeIntervalSince1970: 0)
    @Sendable func time(_ item: Any) -> Date { align + Double(item as? Int ?? 0) }
    let clock = EventClockConfig(waitForSystemDuration: .zero, time)
    let windows = TumblingWindow(length: .seconds(10), alignTo: align)
    let list = TestingList<String>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput([("a", 1), ("a", 2), ("a", 15)]))
      flow.reduceWindow("least", clock, windows) { (left: Int, right: Int) in min(left, right) }
      flow.foldWindow("sum", clock, windows, builder: { 0 }) { (sum: Int, value: Int) in sum + value }
      flow.foldWindow("counts", clock, windows, builder: { 20 }) { (count: Int, _: Any) in count + 1 }
      flow.foldWindow("same", EventClockConfig(waitForSystemDuration: .zero) { (n: Int) in align + Double(n) }, windows, builder: { 0 }) { sum, value in sum + (value as? Int ?? 0) }
      flow.collectWindow("lists", EventClockConfig(waitForSystemDuration: .zero) { align + Double($0 as? Int ?? 0) }, windows)
      flow.batch("batches", maxSize: 1, timeout: .seconds(60))
      flow.map { item in "\(item)" }
    }
    #expect(items == [#"("a", [[21, 21]])"#] || items == [#"("a", [[42]])"#])
  }

  @Test func pairsMayHaveLabels() throws {
    let list = TestingList<String>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput([["a": 1], ["a": 2]]))
      flow.flatMap { (counts: [String: Int]) in counts }
      flow.statefulMap("sum", builder: { 0 }) { (sum: Int, count: Int) in (sum + count, sum + count) }
      flow.map { (pair: (String, Int)) in (word: pair.0, count: pair.1) }
      flow.filter { (pair: (String, Int)) in pair.1 > 1 }
      flow.statefulMap("text", builder: { "" }) { (text: String, count: Int) in (text, "\(count)") }
      flow.map { item in "\(item)" }
    }
    #expect(items == [#"("a", "3")"#])
  }

  @Test func anItemThatTurnsOutNotToConformStopsTheFlow() throws {
    struct Plain {}
    let flow = Dataflow()
    flow.input("inp", TestingInput([Plain()]))
    flow.map { (item: any Sendable & CustomStringConvertible) in item.description }
    flow.output("out", StdOutput())
    let error = try #require(throws: StepError.self) { try runMain(flow) }
    #expect("\(error.cause)".contains("is not of type"))
  }

  @Test func whatIsKeyedStaysKeyedThroughStepsThatKeepItems() throws {
    let list = TestingList<(String, [Int])>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput([1, 2, 3]))
      flow.map { (number: Int) in ("all", number) }
      flow.filter { (pair: (String, Int)) in pair.1 > 1 }
      flow.inspect { (_: (String, Int)) in }
      flow.redistribute()
      flow.output("printed", TestingOutput(into: TestingList<(String, Int)>()))
      flow.batch("lists", maxSize: 2, timeout: .seconds(60))
    }
    #expect(items.map(\.1) == [[2, 3]])
  }

  @Test func shorthandAndNamedFunctionsFindTheirTypes() throws {
    @Sendable func pair(_ number: Int) -> (String, Int) { (number % 2 == 0 ? "even" : "odd", number) }
    let list = TestingList<(String, Int)>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput(1...4))
      flow.filter { $0 > 1 }
      flow.map(pair)
      flow.statefulMap("sum", builder: { 0 }) { (sum: Int, value: Int) in
        let sum = sum + value
        return (sum as Int?, sum)
      }
      flow.map { (entry: (String, Int)) -> (String, Int) in
        let (key, sum) = entry
        return (key, sum * 10)
      }
      flow.reduce("one", reducer: +) { (sum: Int) in sum > 0 }
    }
    #expect(items.map { "\($0.0) \($0.1)" } == ["even 20", "odd 30", "even 60"])
  }

  @Test func everyUsualWayToWriteACallbackFindsItsType() throws {
    let list = TestingList<String>()
    let items = try items(of: list) { flow in
      flow.input("inp", TestingInput(["a b", "c"]))
      flow.flatMap { (line: String) in line.split(separator: " ") }
      flow.map { (word: Substring) in
        if word == "a" { return ("x", 1) }
        return ("y", 2)
      }
      flow.batch("singles", maxSize: 1, timeout: .seconds(60))
      flow.filterMap { (pair: (String, [Int])) -> (String, Int)? in
        guard let first = pair.1.first else { return nil }
        return (pair.0, first)
      }
      flow.batch("again", maxSize: 1, timeout: .seconds(60))
      flow.flatMap { (pair: (String, [Int])) in pair.1.map { (pair.0, $0) } }
      flow.statefulMap("counts", builder: { [Int]() }) { state, value in
        (state + [value], state.count)
      }
      flow.statefulMap("sums", builder: { 0 }) { (total, value: Int) in
        let next = total + value
        return (next, next)
      }
      flow.reduce("shorthand", reducer: { $0 + $1 }) { (total: Int) in total >= 0 }
      flow.reduce("named", reducer: max) { (total: Int) in total >= 0 }
      flow.foldWindow("fold", SystemClockConfig(), SessionWindow(gap: .seconds(60)), builder: { 0 }) { (sum: Int, value: Int) in sum + value }
      flow.collectWindow("lists", SystemClockConfig(), SessionWindow(gap: .seconds(60)))
      flow.map { item in "\(item)" }
    }
    #expect(items.sorted() == [#"("x", [0])"#, #"("y", [1])"#])
  }
}
