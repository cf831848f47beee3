import BytewaxRunner
import Testing

@testable import Bytewax019

/// Windows of event time in running flows; the arithmetic itself is tested in `WindowingTests`.
///
/// Source of all expected values: bytewax 0.19.1.
@Suite struct WindowOperatorTests {
  private static let start = Date(timeIntervalSince1970: 1_672_531_200)
  private static func at(_ seconds: Double) -> Date { start.addingTimeInterval(seconds) }

  /// Values are seconds after `start`; a value waits 5 s for those behind it.
  private let clock = EventClockConfig<Double>(waitForSystemDuration: .seconds(5)) { at($0) }
  private let tumbling = TumblingWindow(length: .seconds(10), alignTo: start)

  private func keyed(_ values: [Double]) -> [(String, Double)] { values.map { ("k", $0) } }

  @Test func collectWindowGathersWhatIsOnTime() throws {
    let out = try results(of: keyed([1, 14, 3, 16, 4, 21])) { wop.collectWindow("w", $0, clock, tumbling) }
    #expect(out.map(\.1.1) == [[1, 3], [14, 16], [21]])
    #expect(out.map(\.1.0.openTime) == [0, 10, 20].map(Self.at))
    #expect(out.map(\.1.0.closeTime) == [10, 20, 30].map(Self.at))
    #expect("\(out[0].1.0)" == "WindowMetadata(openTime: 2023-01-01 00:00:00 UTC, closeTime: 2023-01-01 00:00:10 UTC)")
  }

  @Test func windowOperatorsAreMethodsToo() throws {
    let values = keyed([1, 14, 3])
    #expect(try results(of: values) { $0.collectWindow("w", clock, tumbling) }.map(\.1.1) == [[1, 3], [14]])
    #expect(try results(of: values) { $0.foldWindow("w", clock, tumbling, builder: { 100 }) { $0 + $1 } }.map(\.1.1) == [104, 114])
    #expect(try results(of: values) { $0.reduceWindow("w", clock, tumbling, +) }.map(\.1.1) == [4, 14])
    #expect(try results(of: values) { $0.maxWindow("w", clock, tumbling) }.map(\.1.1) == [3, 14])
    #expect(try results(of: values) { $0.minWindow("w", clock, tumbling) }.map(\.1.1) == [1, 14])
  }

  @Test func theOperatorsAgreeWithTheMethods() throws {
    let values = keyed([1, 14, 3])
    #expect(try results(of: values) { wop.foldWindow("w", $0, clock, tumbling, builder: { 100 }) { $0 + $1 } }.map(\.1.1) == [104, 114])
    #expect(try results(of: values) { wop.reduceWindow("w", $0, clock, tumbling, +) }.map(\.1.1) == [4, 14])
    #expect(try results(of: values) { wop.maxWindow("w", $0, clock, tumbling, by: { -$0 }) }.map(\.1.1) == [1, 14])
    #expect(try results(of: values) { wop.minWindow("w", $0, clock, tumbling, by: { -$0 }) }.map(\.1.1) == [3, 14])
    #expect(try results(of: values + values) { wop.collectWindow("w", $0, clock, tumbling, into: Set<Double>.self) }.first?.1.1 == [1, 3])
  }

  @Test func countWindowCountsTheItemsOfEachKey() throws {
    let out = try results(of: [1.0, 2, 3, 11]) { wop.countWindow("w", $0, clock, tumbling) { $0 == 2 ? "even" : "odd" } }
    #expect(texts(out.map { ($0.0, $0.1.1) }) == [#"("even", 1)"#, #"("odd", 2)"#, #"("odd", 1)"#])
  }

  @Test func slidingWindowsOverlap() throws {
    let sliding = SlidingWindow(length: .seconds(10), offset: .seconds(5), alignTo: Self.start)
    let out = try results(of: keyed([2, 7, 12])) { wop.collectWindow("w", $0, clock, sliding) }
    #expect(out.map(\.1.1) == [[2], [2, 7], [7, 12], [12]])
    #expect(out.map(\.1.0.openTime) == [-5, 0, 5, 10].map(Self.at))
  }

  @Test func sessionsEndAtAGap() throws {
    let out = try results(of: keyed([1, 3, 9, 14, 30])) { wop.collectWindow("w", $0, clock, SessionWindow(gap: .seconds(5))) }
    #expect(out.map(\.1.1) == [[1, 3], [9], [14], [30]])
    #expect(out.map(\.1.0.closeTime) == [3, 9, 14, 30].map(Self.at))
  }

  @Test func aMissingAccumulatorOfAWindowIsReplaced() throws {
    let clock = EventClockConfig<(Double, Int?)>(waitForSystemDuration: .seconds(5)) { Self.at($0.0) }
    let values: [(String, (Double, Int?))] = [("k", (1, nil)), ("k", (2, 3)), ("k", (3, 4))]
    let out = try results(of: values) { wop.foldWindow("w", $0, clock, tumbling, builder: { 0 }) { $0 + ($1.1 ?? 10) } }
    #expect(out.map(\.1.1) == [17])
  }

  @Test func theSystemClockClosesItsWindowsAtTheEnd() throws {
    let long = TumblingWindow(length: .seconds(1_000_000_000), alignTo: Self.start)
    let out = try results(of: [("b", 1), ("a", 2), ("b", 3)]) { wop.collectWindow("w", $0, SystemClockConfig(), long) }
    #expect(texts(out.map { ($0.0, $0.1.1) }) == [#"("a", [2])"#, #"("b", [1, 3])"#])
  }

  private struct Reading: Sendable {
    let name: String
    let time: Double
    init(_ name: String, _ time: Double) {
      self.name = name
      self.time = time
    }
  }

  @Test func joinWindowKeepsTheLastOfEachSideOrWithProductEveryPair() throws {
    func joined(product: Bool) throws -> [String] {
      let flow = Dataflow("f")
      let seen = TestingList<(String, (WindowMetadata, (Reading?, Reading?)))>()
      let l = op.input("l", flow, TestingSource([("a", Reading("l1", 1)), ("b", Reading("lb", 2)), ("a", Reading("l2", 3)), ("a", Reading("l3", 12))]))
      let r = op.input("r", flow, TestingSource([("a", Reading("r1", 2)), ("a", Reading("r2", 4))]))
      let clock = EventClockConfig<Reading>(waitForSystemDuration: .seconds(60)) { Self.at($0.time) }
      op.output("out", wop.joinWindow("j", clock, tumbling, l, r, product: product), TestingSink(into: seen))
      try runMain(flow)
      return seen.items.map { "\($0.0) \($0.1.1.0?.name ?? "none") \($0.1.1.1?.name ?? "none")" }
    }
    #expect(try joined(product: false) == ["a l2 r2", "a l3 none", "b lb none"])
    #expect(try joined(product: true) == ["a l1 r1", "a l1 r2", "a l2 r1", "a l2 r2", "a l3 none", "b lb none"])
  }

  @Test func aNamedJoinOfAWindowLeavesMissingSidesOut() throws {
    let flow = Dataflow("f")
    let seen = TestingList<(String, (WindowMetadata, [String: Double]))>()
    let l = op.input("l", flow, TestingSource(keyed([1, 12])))
    let r = op.input("r", flow, TestingSource(keyed([2])))
    let clock = EventClockConfig<Double>(waitForSystemDuration: .seconds(60)) { Self.at($0) }
    op.output("out", wop.joinWindowNamed("j", clock, tumbling, ["l": l, "r": r]), TestingSink(into: seen))
    try runMain(flow)
    #expect(seen.items.map(\.1.1) == [["l": 1, "r": 2], ["l": 12]])
  }

  @Test(arguments: [1, 3])
  func lateItemsAreCountedOverAllWorkers(_ workers: Int) throws {
    let flow = Dataflow("f")
    let times: [Double] = [1, 14, 3, 16, 4, 21]
    let items: [(String, Double)] = ["a", "b", "c", "d"].flatMap { key in times.map { (key, $0) } }
    let lists = TestingList<(String, (WindowMetadata, [Double]))>()
    op.output("out", wop.collectWindow("w", op.input("in", flow, TestingSource(items)), clock, tumbling), TestingSink(into: lists))
    var settings = RunSettings()
    settings.workersPerProcess = workers
    let summary = try FlowRunner.run(flow.graph, settings, needs: .outputOrInspect)
    // One late item a key.
    #expect(summary.counts == ["late items of 'f.w.fold_window'": 4])
  }

  @Test func aWindowThatMakesNoSenseIsAMistakeOfTheFlow() throws {
    let flow = Dataflow("f")
    let up = op.input("in", flow, TestingSource([("k", 1.0)]))
    _ = wop.collectWindow("w", up, clock, SessionWindow(gap: .zero)).inspect("look") { _, _ in }
    let error = #expect(throws: FlowMistakes.self) { try runMain(flow) }
    #expect(error?.mistakes.count == 1)
    #expect(error?.mistakes.first?.message.hasPrefix("step 'f.w.fold_window': SessionWindow: the gap") == true)
    #expect(error?.mistakes.first?.place?.file.hasSuffix("WindowOperatorTests.swift") == true)
  }
}
