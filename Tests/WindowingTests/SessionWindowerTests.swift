import DataflowCore
import Testing

@testable import Windowing

/// Unless a test says otherwise, the expected windows were printed by bytewax 0.19.1's `collect_window`.
@Suite struct SessionWindowerTests {
  @Test func itemsLessThanAGapApartShareASession() throws {
    try expect(
      SessionWindower.collecting(5), waiting: 3, items: [0, 4, 8, 12, 30],
      closes: [window(0, 12, holding: 0, 4, 8, 12), window(30, 30, holding: 30)])
  }

  @Test func itemsExactlyAGapApartDoNot() throws {
    try expect(
      SessionWindower.collecting(5), waiting: 100, items: [1, 6], closes: [window(1, 1, holding: 1), window(6, 6, holding: 6)])
  }

  @Test func aSessionSpansItsFirstToItsLastItemWithoutTheGap() throws {
    try expect(SessionWindower.collecting(5), waiting: 100, items: [1, 5.9], closes: [window(1, 5.9, holding: 1, 5.9)])
  }

  @Test func anItemBeforeTheWatermarkIsLateEvenInAnOpenSession() throws {
    try expect(SessionWindower.collecting(5), waiting: 0, items: [10, 9, 10.5], closes: [window(10, 10.5, holding: 10, 10.5)], late: 1)
  }

  @Test func anItemAtTheWatermarkIsNotLate() throws {
    // Strict in all eras; the moving system clock hides it in the wheels.
    try expect(SessionWindower.collecting(5), waiting: 1, items: [10, 9], closes: [window(9, 10, holding: 10, 9)])
  }

  @Test func aSessionClosesWhenTheWatermarkReachesItsGap() throws {
    var driver = KeyDriver(eventClock(wait: 0), try SessionWindower.collecting(5))
    try driver.item(1, now: at(100))
    try driver.notify(now: at(104.999999))
    #expect(driver.windows == [])
    try driver.notify(now: at(105))
    #expect(driver.windows == [window(1, 1, holding: 1)])
  }

  @Test func sessionsCloseInOrderOfTime() throws {
    // 0.18.2 and 0.19.1: whatever the order in which they began.
    try expect(
      SessionWindower.collecting(5), waiting: 100, items: [20, 10, 5, 30, 0],
      closes: [0.0, 5, 10, 20, 30].map { window($0, $0, holding: $0) })
  }

  @Test("an item that extends a session to the left keeps its items, where all eras lose them")
  func leftExtension() throws {
    // bytewax 0.16.2 to 0.19.1 close only [3].
    try expect(SessionWindower.collecting(5), waiting: 100, items: [5, 3], closes: [window(3, 5, holding: 5, 3)])
  }

  @Test("an item that bridges two sessions keeps the items of both, where all eras lose the later one's")
  func bridge() throws {
    // bytewax 0.16.2 to 0.19.1 close only [1, 5].
    try expect(SessionWindower.collecting(5), waiting: 100, items: [1, 9, 5], closes: [window(1, 9, holding: 1, 9, 5)])
  }

  @Test func theEarlierSessionsItemsComeFirstAndTheBridgeLast() throws {
    try expect(
      SessionWindower.collecting(5), waiting: 100, items: [11, 9, 1, 2, 6], closes: [window(1, 11, holding: 1, 2, 11, 9, 6)])
  }

  @Test func anItemInsideASessionBridgesNothing() throws {
    try expect(
      SessionWindower.collecting(5), waiting: 100, items: [0, 4, 10, 2],
      closes: [window(0, 4, holding: 0, 4, 2), window(10, 10, holding: 10)])
  }

  @Test func theClockIsForgottenWithTheLastOpenSession() throws {
    var driver = KeyDriver(eventClock(wait: 0), try SessionWindower.collecting(1))
    try driver.item(100, now: at(1000))
    try driver.notify(now: at(1001))
    try driver.item(50, now: at(1002))
    #expect(driver.late == 0)
    #expect(driver.windows == [window(100, 100, holding: 100)])
  }
}
