import DataflowCore

/// Takes the time of an item from the item, and lets the watermark run with the system's time in between.
///
/// An item with time *E* seen at system time *S* puts the watermark at *E* − `waitForSystemDuration` + (now − *S*). Of all items the
/// one with the furthest watermark counts, so the watermark never goes back (breaking change: event-clock-no-regress).
@frozen
public struct EventClock<Value>: WindowClock {
  /// How long items may lag behind the furthest one before they can be late.
  public let waitForSystemDuration: TimeSpan

  /// Tells an item's time.
  public let itemTime: @Sendable (Value) throws -> Instant

  /// `itemTime` is called once per item.
  @inlinable
  public init(waitForSystemDuration: TimeSpan, itemTime: @escaping @Sendable (Value) throws -> Instant) {
    self.waitForSystemDuration = waitForSystemDuration
    self.itemTime = itemTime
  }

  @inlinable
  public var initialState: EventClockState { EventClockState() }

  @inlinable
  public func read(_ value: Value, now: Instant, state: inout EventClockState) throws -> ClockReading {
    let time = try itemTime(value)
    state.see(time, now: now)
    return ClockReading(watermark: state.watermark(now: now, wait: waitForSystemDuration), itemTime: time)
  }

  @inlinable
  public func watermark(now: Instant, state: EventClockState) -> Instant {
    state.watermark(now: now, wait: waitForSystemDuration)
  }

  @inlinable
  public func wakeUp(for close: NextClose, state: EventClockState) -> Instant {
    max(close.close, state.systemTime(atWatermark: close.due, wait: waitForSystemDuration))
  }
}

/// How far the events of a key run ahead of the system's time: the greatest *E* − *S* seen.
///
/// All projected watermarks advance alike, so the item with the furthest one stays the furthest for good, and the difference of
/// its two times is all that need be kept. Time that passes while the flow is stopped counts as elapsed.
@frozen
public struct EventClockState: Hashable, Codable, Sendable {
  /// Negative when events are older than the moment they are seen; `Int64.min` before the first item.
  @usableFromInline
  var lead: TimeSpan

  @inlinable
  public init() { lead = TimeSpan(microseconds: .min) }

  /// Takes in an item with this event time.
  @inlinable
  mutating func see(_ time: Instant, now: Instant) {
    lead = max(lead, time - now)
  }

  /// How far the furthest item has carried time at the system time `now`.
  @inlinable
  func watermark(now: Instant, wait: TimeSpan) -> Instant {
    lead.microseconds == .min ? .distantPast : now + lead - wait
  }

  /// The system time at which the watermark will be there; the end of time if nothing has been seen.
  @inlinable
  func systemTime(atWatermark watermark: Instant, wait: TimeSpan) -> Instant {
    lead.microseconds == .min ? .distantFuture : watermark - lead + wait
  }
}
