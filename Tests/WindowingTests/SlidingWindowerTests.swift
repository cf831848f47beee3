import DataflowCore
import Testing

@testable import Windowing

/// The expected windows were printed by bytewax 0.19.1's `collect_window`.
@Suite struct SlidingWindowerTests {
  @Test func anItemBelongsToEveryWindowThatCoversItsTime() throws {
    try expect(
      SlidingWindower.collecting(10, every: 5), waiting: 100, items: [0, 4, 6, 11],
      closes: [
        window(-5, 5, holding: 0, 4), window(0, 10, holding: 0, 4, 6), window(5, 15, holding: 6, 11),
        window(10, 20, holding: 11),
      ])
  }

  @Test func anItemIsLateForEachWindowOnItsOwn() throws {
    try expect(
      SlidingWindower.collecting(10, every: 5), waiting: 0, items: [0, 12, 3],
      closes: [
        window(-5, 5, holding: 0), window(0, 10, holding: 0), window(5, 15, holding: 12), window(10, 20, holding: 12),
      ], late: 2)
  }

  @Test func anItemLateForItsOldWindowsIsOnTimeForItsNewOnes() throws {
    try expect(
      SlidingWindower.collecting(10, every: 5), waiting: 0, items: [0, 7, 4],
      closes: [window(-5, 5, holding: 0), window(0, 10, holding: 0, 7, 4), window(5, 15, holding: 7)], late: 1)
  }

  @Test func anItemBetweenTwoWindowsDisappearsWithoutBeingLate() throws {
    try expect(
      SlidingWindower.collecting(2, every: 5), waiting: 100, items: [0, 2, 3, 5, 7.5],
      closes: [window(0, 2, holding: 0), window(5, 7, holding: 5)])
  }

  @Test func anItemInAGapAdvancesTheClockUntilTheKeyIsForgotten() throws {
    try expect(
      SlidingWindower.collecting(2, every: 10), waiting: 0, items: [0, 12, 3.5, 1],
      closes: [window(0, 2, holding: 0), window(0, 2, holding: 1)])
  }

  @Test func windowsAreAlignedToTheGivenMoment() throws {
    let windower = try SlidingWindower(length: span(10), offset: span(5), alignTo: at(-998), fold: CollectFold())
    try expect(windower, waiting: 0, items: [1], closes: [window(-8, 2, holding: 1), window(-3, 7, holding: 1)])
  }

  @Test func timesAtTheEndsOfTimeDoNotTrap() throws {
    var driver = KeyDriver(
      EventClock<Double>(waitForSystemDuration: .zero) { $0 < 0 ? .distantPast : .distantFuture },
      try SlidingWindower.collecting(10, every: 5))
    for item in [-1.0, 1, 2] { try driver.item(item, now: at(0)) }
    try driver.endOfInput()
    #expect(Set(driver.closed.flatMap(\.output)) == [1, 2], "a window that would open before time begins does not exist")
  }
}
