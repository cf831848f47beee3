import DataflowCore
import Testing

@testable import Windowing

/// The expected windows were printed by bytewax 0.19.1's `collect_window`.
@Suite struct TumblingWindowerTests {
  @Test func aWindowStartsAtItsOpeningAndEndsBeforeItsClose() throws {
    try expect(
      TumblingWindower.collecting(10), waiting: 0, items: [0, 9.999999, 10],
      closes: [window(0, 10, holding: 0, 9.999999), window(10, 20, holding: 10)])
  }

  @Test func anItemIsLateOnceTheCloseOfItsWindowIsBeforeTheWatermark() throws {
    try expect(
      TumblingWindower.collecting(10), waiting: 2, items: [1, 12.1, 5, 30],
      closes: [window(0, 10, holding: 1), window(10, 20, holding: 12.1), window(30, 40, holding: 30)], late: 1)
  }

  @Test func aWindowWhoseCloseEqualsTheWatermarkStillTakesItems() throws {
    // The real clock moves a few microseconds between two items, so the wheels cannot show this one; the rule is strict in all of them.
    try expect(
      TumblingWindower.collecting(10), waiting: 2, items: [1, 12, 5, 12.000001, 6],
      closes: [window(0, 10, holding: 1, 5), window(10, 20, holding: 12, 12.000001)], late: 1)
  }

  @Test func anItemOutOfOrderIsTakenWhileItsWindowIsOpen() throws {
    try expect(
      TumblingWindower.collecting(10), waiting: 100, items: [1, 4, 2, 3], closes: [window(0, 10, holding: 1, 4, 2, 3)])
  }

  @Test func windowsCloseInOrderOfTimeWhateverTheOrderOfItems() throws {
    try expect(
      TumblingWindower.collecting(10), waiting: 100, items: [25, 5, 15, 6, 26, 16],
      closes: [window(0, 10, holding: 5, 6), window(10, 20, holding: 15, 16), window(20, 30, holding: 25, 26)])
  }

  @Test("windows before the alignment are numbered by floor division (window-index-floor)")
  func windowsBeforeTheAlignment() throws {
    try expect(
      TumblingWindower.collecting(10), waiting: 100, items: [-0.0005, -10, -10.0005],
      closes: [window(-20, -10, holding: -10.0005), window(-10, 0, holding: -0.0005, -10)])
  }

  @Test("items less than a millisecond before a close are kept (window-index-64bit-ns)")
  func lastMillisecond() throws {
    try expect(
      TumblingWindower.collecting(10), waiting: 100, items: [9.9995, 19.9995],
      closes: [window(0, 10, holding: 9.9995), window(10, 20, holding: 19.9995)])
  }

  @Test("items more than 2³¹ windows from the alignment are kept (window-index-64bit-ns)")
  func farFromTheAlignment() throws {
    try expect(
      TumblingWindower.collecting(0.001), waiting: 0, items: [8_589_934_592],
      closes: [window(8_589_934_592, 8_589_934_592.001, holding: 8_589_934_592)])
  }

  @Test func theClockIsForgottenWithTheLastOpenWindow() throws {
    var driver = KeyDriver(eventClock(wait: 0), try TumblingWindower.collecting(10))
    try driver.item(5, now: at(100))
    try driver.notify(now: at(105.000001))
    #expect(driver.key == nil)
    try driver.item(3, now: at(1000))
    #expect(driver.late == 0)
    try driver.endOfInput()
    #expect(driver.windows == [window(0, 10, holding: 5), window(0, 10, holding: 3)])
  }

  @Test func aKeyWithAnOpenWindowKeepsItsClock() throws {
    var driver = KeyDriver(eventClock(wait: 0), try TumblingWindower.collecting(10))
    try driver.item(5, now: at(100))
    try driver.item(15, now: at(100))
    try driver.item(3, now: at(100))
    #expect(driver.late == 1)
  }

  @Test func timesAtTheEndsOfTimeDoNotTrap() throws {
    var driver = KeyDriver(
      EventClock<Double>(waitForSystemDuration: .zero) { $0 < 0 ? .distantPast : .distantFuture }, try TumblingWindower.collecting(10))
    for item in [-1.0, -2, 1, 2] { try driver.item(item, now: at(0)) }
    try driver.endOfInput()
    #expect(driver.closed.flatMap(\.output) == [-1, -2, 1, 2])
  }
}
