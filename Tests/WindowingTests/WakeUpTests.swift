import DataflowCore
import Testing

@testable import Windowing

@Suite struct WakeUpTests {
  @Test func aTumblingWindowOnTheSystemClockWakesJustAfterItsClose() throws {
    var driver = KeyDriver(SystemClock<Double>(), try TumblingWindower.collecting(10))
    try driver.item(1, now: at(3))
    #expect(driver.nextWakeUp == at(10.000001))
    try driver.notify(now: at(10))
    #expect(driver.windows == [])
    try driver.notify(now: at(10.000001))
    #expect(driver.windows == [window(0, 10, holding: 1)])
    #expect(driver.nextWakeUp == nil)
  }

  @Test func aSessionOnTheSystemClockWakesAtItsGap() throws {
    var driver = KeyDriver(SystemClock<Double>(), try SessionWindower.collecting(10))
    try driver.item(1, now: at(3))
    #expect(driver.nextWakeUp == at(13))
    try driver.notify(now: at(13))
    #expect(driver.windows == [window(3, 3, holding: 1)])
  }

  @Test func eventsOfThePastWakeWhenTheirWatermarkHasRunPastTheClose() throws {
    var driver = KeyDriver(eventClock(wait: 2), try TumblingWindower.collecting(10))
    try driver.item(4, now: at(1000))
    // S + (close − E) + wait, and the microsecond that "strictly" asks for.
    #expect(driver.nextWakeUp == at(1008.000001))
    try driver.notify(now: at(1008))
    #expect(driver.windows == [])
    try driver.notify(now: at(1008.000001))
    #expect(driver.windows == [window(0, 10, holding: 4)])
  }

  @Test func eventsOfTheFutureWaitUntilTheSystemReachesTheClose() throws {
    var driver = KeyDriver(eventClock(wait: 0), try TumblingWindower.collecting(10))
    try driver.item(9, now: at(-500))
    #expect(driver.nextWakeUp == at(10))
    try driver.item(21, now: at(-499))
    #expect(driver.windows == [window(0, 10, holding: 9)])
    #expect(driver.nextWakeUp == at(30))
  }

  @Test func theEarliestOfSeveralWindowsWakes() throws {
    var driver = KeyDriver(eventClock(wait: 100), try TumblingWindower.collecting(10))
    for item in [25, 5, 15] as [Double] { try driver.item(item, now: at(1000)) }
    #expect(driver.nextWakeUp == at(1000 + 10 - 25 + 100 + 0.000001))
    var sessions = KeyDriver(eventClock(wait: 100), try SessionWindower.collecting(5))
    for item in [25, 5, 15] as [Double] { try sessions.item(item, now: at(1000)) }
    #expect(sessions.nextWakeUp == at(1000 + 10 - 25 + 100))
  }

  @Test func aLaterItemMovesTheWakeUpForward() throws {
    var driver = KeyDriver(eventClock(wait: 0), try TumblingWindower.collecting(10))
    try driver.item(1, now: at(1000))
    #expect(driver.nextWakeUp == at(1009.000001))
    try driver.item(7, now: at(1001))
    #expect(driver.nextWakeUp == at(1004.000001))
  }

  @Test func timeSpentStoppedCountsAsElapsed() throws {
    // windows-close-after-resume: the key is read back long after its window was due, and closes without a new item.
    var before = KeyDriver(eventClock(wait: 0), try TumblingWindower.collecting(10))
    try before.item(1, now: at(1000))
    var after = before
    after.key = try decoded(before.key)
    #expect(after.nextWakeUp == at(1009.000001))
    try after.notify(now: at(5000))
    #expect(after.windows == [window(0, 10, holding: 1)])
  }
}
