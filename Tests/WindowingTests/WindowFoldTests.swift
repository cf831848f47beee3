import DataflowCore
import Testing

@testable import Windowing

@Suite struct WindowFoldTests {
  /// The list of 0.16 and 0.17 (collect-window-arrival-order).
  private struct SortedCollectFold: WindowFold {
    func begin(_ value: Double, at time: Instant) -> [TimedItem<Double>] { [TimedItem(value: value, time: time)] }
    func fold(_ value: Double, at time: Instant, into list: inout [TimedItem<Double>]) {
      list.append(TimedItem(value: value, time: time))
    }
    func finish(_ list: consuming [TimedItem<Double>]) -> [Double] { list.sorted { $0.time < $1.time }.map(\.value) }
  }

  @Test func aFoldIsToldTheItemsTimeAndHasTheLastWordAtTheClose() throws {
    // bytewax 0.16.2 and 0.17.2: [1, 2, 3, 4].
    try expect(
      TumblingWindower(length: span(10), alignTo: aligned, fold: SortedCollectFold()), waiting: 100, items: [1, 4, 2, 3],
      closes: [window(0, 10, holding: 1, 2, 3, 4)])
  }

  /// An accumulator that notices when a second one shares its box.
  private struct Witness {
    final class Box {
      var items: [Double] = []
    }
    var box = Box()
    var wasShared = false

    mutating func add(_ value: Double) {
      if !isKnownUniquelyReferenced(&box) { wasShared = true }
      box.items.append(value)
    }
  }

  private struct WitnessFold: MergeableWindowFold {
    func begin(_ value: Double, at time: Instant) -> Witness {
      var witness = Witness()
      witness.add(value)
      return witness
    }
    func fold(_ value: Double, at time: Instant, into witness: inout Witness) { witness.add(value) }
    func merge(_ later: consuming Witness, into earlier: inout Witness) { later.box.items.forEach { earlier.add($0) } }
    func finish(_ witness: consuming Witness) -> Witness {
      witness.add(-1)
      return witness
    }
  }

  @Test func anAccumulatorIsChangedInPlaceAndNeverCopied() throws {
    try expectInPlace(TumblingWindower(length: span(10), alignTo: aligned, fold: WitnessFold()))
    try expectInPlace(SlidingWindower(length: span(10), offset: span(5), alignTo: aligned, fold: WitnessFold()))
    try expectInPlace(SessionWindower(gap: span(5), fold: WitnessFold()))
  }

  private func expectInPlace<Cutter: Windower<WitnessFold>>(_ windower: Cutter) throws {
    var driver = KeyDriver(eventClock(wait: 20), windower)
    for item in [1, 2, 25, 3, 12, 8, 14, 60, 61, 100] as [Double] { try driver.item(item, now: laterThanAllEvents) }
    try driver.endOfInput()
    #expect(driver.closed.count > 3)
    #expect(driver.closed.allSatisfy { !$0.output.wasShared })
  }

  @Test func anErrorOfTheFoldKeepsItsType() throws {
    struct Refused: Error {}
    struct RefusingFold: WindowFold {
      func begin(_ value: Double, at time: Instant) throws -> Double { throw Refused() }
      func fold(_ value: Double, at time: Instant, into sum: inout Double) {}
    }
    let windower = try TumblingWindower(length: span(10), alignTo: aligned, fold: RefusingFold())
    var driver = KeyDriver(eventClock(wait: 0), windower)
    #expect(throws: Refused.self) { try driver.item(1, now: at(0)) }
  }
}
