import DataflowCore
import Testing

@testable import Windowing

@Suite struct ClockTests {
  @Test func theSystemClockTakesNowForItemTimeAndWatermark() {
    let clock = SystemClock<String>()
    var state = clock.initialState
    #expect(clock.read("a", now: at(7), state: &state) == ClockReading(watermark: at(7), itemTime: at(7)))
    #expect(clock.watermark(now: at(8), state: state) == at(8))
  }

  @Test func anEventClockThatHasSeenNothingIsAtTheBeginningOfTime() {
    let clock = eventClock(wait: 5)
    #expect(clock.watermark(now: at(0), state: clock.initialState) == .distantPast)
  }

  @Test func theWatermarkIsTheItemsTimeLessTheWait() throws {
    let clock = eventClock(wait: 5)
    var state = clock.initialState
    #expect(try clock.read(20, now: at(1000), state: &state) == ClockReading(watermark: at(15), itemTime: at(20)))
  }

  @Test func theWatermarkRunsWithTheSystemsTime() throws {
    let clock = eventClock(wait: 5)
    var state = clock.initialState
    _ = try clock.read(20, now: at(1000), state: &state)
    #expect(clock.watermark(now: at(1003), state: state) == at(18))
  }

  @Test("an older item does not set the watermark back (event-clock-no-regress)")
  func noRegress() throws {
    let clock = eventClock(wait: 0)
    var state = clock.initialState
    _ = try clock.read(20, now: at(1000), state: &state)
    #expect(try clock.read(12, now: at(1001), state: &state) == ClockReading(watermark: at(21), itemTime: at(12)))
    // Newer than every item, but older than what the watermark has come to: the projection of 20 still leads.
    #expect(try clock.read(25, now: at(1010), state: &state).watermark == at(30))
    #expect(try clock.read(31, now: at(1010), state: &state).watermark == at(31))
  }

  @Test func theItemTimeIsAskedForOncePerItem() throws {
    let calls = Counter()
    let clock = EventClock<Double>(waitForSystemDuration: .zero) {
      calls.count += 1
      return at($0)
    }
    var state = clock.initialState
    _ = try clock.read(20, now: at(1000), state: &state)
    #expect(calls.count == 1)
  }

  @Test func anErrorOfTheItemTimeKeepsItsType() throws {
    struct Unreadable: Error {}
    let clock = EventClock<Double>(waitForSystemDuration: .zero) { _ in throw Unreadable() }
    let machine = WindowMachine(clock: clock, windower: try TumblingWindower.collecting(10))
    var key = machine.newKey()
    #expect(throws: Unreadable.self) { try machine.onItem(1, now: at(0), key: &key) { _, _ in } }
  }

  @Test func eitherClockMayStandBehindAnyClock() throws {
    for wait in [0.0, 5] {
      let plain = eventClock(wait: wait)
      let any = AnyClock.event(plain)
      var (a, b) = (plain.initialState, any.initialState)
      for (item, now) in [(20.0, 100.0), (12, 101), (40, 150)] {
        #expect(try plain.read(item, now: at(now), state: &a) == any.read(item, now: at(now), state: &b))
        #expect(plain.watermark(now: at(now + 1), state: a) == any.watermark(now: at(now + 1), state: b))
      }
      let close = NextClose(close: at(60), due: at(60.000001))
      #expect(plain.wakeUp(for: close, state: a) == any.wakeUp(for: close, state: b))
    }
    let system = AnyClock<Double>.system
    var state = system.initialState
    #expect(try system.read(3, now: at(50), state: &state) == ClockReading(watermark: at(50), itemTime: at(50)))
  }
}

/// Single-threaded: the clocks of these tests are called by the test itself.
private final class Counter: @unchecked Sendable {
  var count = 0
}
