import Bytewax019
import Testing

/// Source of all expected values: bytewax 0.19.1.
@Suite struct StatefulOperatorTests {
  private let letters = [("b", 1), ("a", 2), ("b", 3), ("c", 4), ("a", 5), ("b", 6)]

  @Test(arguments: [1, 3, 6])
  func finalsComeAtTheEndInOrderOfKeys(_ batchSize: Int) throws {
    let calls = TestingList<String>()
    let fold = try results(of: letters, batchSize: batchSize) { op.foldFinal("x", $0, builder: { 0 }) { $0 + $1 } }
    #expect(texts(fold) == [#"("a", 7)"#, #"("b", 10)"#, #"("c", 4)"#])
    let reduce = try results(of: letters, batchSize: batchSize) {
      op.reduceFinal("x", $0) { a, b in
        calls.append(contentsOf: ["\(a),\(b)"])
        return a + b
      }
    }
    #expect(texts(reduce) == texts(fold))
    #expect(calls.items.sorted() == ["1,3", "2,5", "4,6"])
    let count = try results(of: letters, batchSize: batchSize) { op.countFinal("x", $0) { $0.0 } }
    #expect(texts(count) == [#"("a", 2)"#, #"("b", 3)"#, #"("c", 1)"#])
  }

  @Test func finalsAreMethodsToo() throws {
    #expect(texts(try results(of: letters) { $0.foldFinal("x", builder: { 1 }) { $0 * $1 } }) == [#"("a", 10)"#, #"("b", 18)"#, #"("c", 4)"#])
    #expect(texts(try results(of: letters) { $0.reduceFinal("x", +) }) == [#"("a", 7)"#, #"("b", 10)"#, #"("c", 4)"#])
    #expect(texts(try results(of: letters) { $0.countFinal("x") { _ in "all" } }) == [#"("all", 6)"#])
    #expect(texts(try results(of: letters) { $0.maxFinal("x") }) == [#"("a", 5)"#, #"("b", 6)"#, #"("c", 4)"#])
    #expect(texts(try results(of: letters) { $0.minFinal("x") }) == [#"("a", 2)"#, #"("b", 1)"#, #"("c", 4)"#])
  }

  /// More keys than are counted before they are sent to their own workers, and batches of all sizes.
  @Test(arguments: [1, 7, 1000])
  func wordsThatAreMadeOneByOneAreAllCounted(_ batchSize: Int) throws {
    let starts = (0..<2).flatMap { _ in stride(from: 0, to: 70_000, by: 100) }
    let counts = try results(of: starts, batchSize: batchSize) { up in
      op.countFinal("count", op.flatMap("words", up) { start in (start..<start + 100).map { "\($0)" } }) { $0 }
    }
    #expect(counts.count == 70_000 && counts.allSatisfy { $0.1 == 2 } && Set(counts.map(\.0)).count == 70_000)
  }

  @Test(arguments: [1, 3]) func anErrorOnTheWayToACountNamesTheStepThatThrew(_ batchSize: Int) throws {
    let numbers = [1, 2, 3]
    let mapping = #expect(throws: StepError.self) {
      try results(of: numbers, batchSize: batchSize) { up in
        op.countFinal("count", op.flatMap("words", up) { if $0 == 2 { throw Boom() } else { ["\($0)"] } }) { $0 }
      }
    }
    #expect(mapping?.step.qualified == "f.words" && mapping?.cause is Boom)
    let keying = #expect(throws: StepError.self) {
      try results(of: numbers, batchSize: batchSize) { up in
        op.countFinal("count", op.flatMap("words", up) { ["\($0)"] }) { if $0 == "2" { throw Boom() } else { $0 } }
      }
    }
    #expect(keying?.step.qualified.hasPrefix("f.count") == true && keying?.cause is Boom)
  }

  @Test func theFirstOfEqualValuesIsTheExtreme() throws {
    let ties = [("a", [1, 9]), ("a", [2, 9])]
    #expect(try results(of: ties) { op.maxFinal("x", $0, by: { $0[1] }) }.map(\.1) == [[1, 9]])
    #expect(try results(of: ties) { op.minFinal("x", $0, by: { $0[1] }) }.map(\.1) == [[1, 9]])
    #expect(try results(of: letters) { op.maxFinal("x", $0, by: { -$0 }) }.map(\.1) == [2, 1, 4])
  }

  @Test func aMissingAccumulatorIsReplacedByTheNextValue() throws {
    let values: [(String, Int?)] = [("a", nil), ("a", 1), ("a", 2)]
    #expect(try results(of: values) { op.reduceFinal("x", $0) { a, b in (a ?? 100) + (b ?? 1000) } }.map(\.1) == [3])
  }

  @Test func statefulMapForgetsAKeyWhoseStateIsNil() throws {
    let values = [("a", 3), ("b", 3), ("a", 1), ("a", 5), ("a", 1)]
    let out = try results(of: values, batchSize: 5) {
      op.statefulMap("x", $0) { (state: Int?, value: Int) -> (Int?, [Int]) in
        (value == 1 ? nil : value, [state ?? 0, value])
      }
    }
    #expect(texts(out) == [#"("a", [0, 3])"#, #"("b", [0, 3])"#, #"("a", [3, 1])"#, #"("a", [0, 5])"#, #"("a", [5, 1])"#])
  }

  @Test func statefulFlatMapEmitsAnyNumberOfValues() throws {
    let out = try results(of: letters) {
      $0.statefulFlatMap("x") { (seen: [Int]?, value: Int) -> ([Int]?, [Int]) in
        let all = (seen ?? []) + [value]
        return all.count == 2 ? (nil, all) : (all, [])
      }
    }
    #expect(texts(out) == [#"("b", 1)"#, #"("b", 3)"#, #"("a", 2)"#, #"("a", 5)"#])
  }

  @Test(arguments: [1, 6])
  func collectEmitsFullListsAndTheRestAtTheEnd(_ batchSize: Int) throws {
    let out = try results(of: letters, batchSize: batchSize) { op.collect("x", $0, timeout: .seconds(1000), maxSize: 2) }
    #expect(texts(out) == [#"("b", [1, 3])"#, #"("a", [2, 5])"#, #"("b", [6])"#, #"("c", [4])"#])
  }

  @Test(arguments: [0, 1])
  func collectOfOneOrNoneGivesEachValueItsOwnList(_ maxSize: Int) throws {
    let out = try results(of: letters, batchSize: 6) { $0.collect("x", timeout: .seconds(1000), maxSize: maxSize) }
    #expect(out.map(\.1) == [[1], [2], [3], [4], [5], [6]])
  }

  @Test func collectsThatHaveTimedOutComeAfterTheBatchInOrderOfKeys() throws {
    let out = try results(of: [("b", 1), ("a", 2), ("b", 3), ("a", 5)], batchSize: 4) {
      op.collect("x", $0, timeout: .zero, maxSize: 5)
    }
    #expect(texts(out) == [#"("a", [2, 5])"#, #"("b", [1, 3])"#])
  }

  private func joined<Out: Sendable>(
    _ left: [(String, Int)], _ right: [(String, String)], batchSize: Int = 1,
    _ build: (KeyedStream<Int>, KeyedStream<String>) -> Bytewax019.Stream<Out>
  ) throws -> [String] {
    let flow = Dataflow("f")
    let seen = TestingList<Out>()
    let l = op.input("l", flow, TestingSource(left, batchSize: batchSize))
    let r = op.input("r", flow, TestingSource(right, batchSize: batchSize))
    op.output("out", build(l, r), TestingSink(into: seen))
    try runMain(flow)
    return texts(seen.items)
  }

  private let left = [("k", 1), ("j", 1), ("k", 2)]
  private let right = [("k", "x"), ("z", "y"), ("k", "w")]

  @Test func joinEmitsOnceEverySideIsThereAndForgets() throws {
    #expect(try joined(left, right) { op.join("x", $0, $1) } == [#"("k", (1, "x"))"#, #"("k", (2, "w"))"#])
    #expect(try joined(left, right, batchSize: 3) { $0.join("x", $1) } == [#"("k", (2, "x"))"#])
  }

  @Test func aRunningJoinEmitsAfterEveryValue() throws {
    #expect(try joined(left, right) { op.join("x", $0, $1, running: true) } == [
      #"("k", (Optional(1), nil))"#, #"("k", (Optional(1), Optional("x")))"#, #"("j", (Optional(1), nil))"#, #"("z", (nil, Optional("y")))"#,
      #"("k", (Optional(2), Optional("x")))"#, #"("k", (Optional(2), Optional("w")))"#,
    ])
  }

  @Test func aNamedJoinGivesDictionaries() throws {
    let flow = Dataflow("f")
    let (seen, running) = (TestingList<(String, [String: Int])>(), TestingList<(String, [String: Int])>())
    let up = op.input("in", flow, TestingSource([("k", 1), ("k", 2)]))
    let sides = ["one": up, "ten": up.mapValue("ten") { $0 * 10 }]
    op.output("out", op.joinNamed("x", sides), TestingSink(into: seen))
    op.output("out2", op.joinNamed("y", sides, running: true), TestingSink(into: running))
    try runMain(flow)
    #expect(seen.items.map(\.1) == [["one": 1, "ten": 10], ["one": 2, "ten": 20]])
    #expect(running.items.count == 4)
    #expect(running.items.last?.1 == ["one": 2, "ten": 20])
  }
}
