import DataflowCore

/// One of the two clocks, chosen while the program runs; costs one predictable branch per item.
@frozen
public enum AnyClock<Value>: WindowClock {
  case system
  case event(EventClock<Value>)

  @inlinable
  public var initialState: EventClockState { EventClockState() }

  @inlinable
  public func read(_ value: Value, now: Instant, state: inout EventClockState) throws -> ClockReading {
    switch self {
    case .system: ClockReading(watermark: now, itemTime: now)
    case .event(let clock): try clock.read(value, now: now, state: &state)
    }
  }

  @inlinable
  public func watermark(now: Instant, state: EventClockState) -> Instant {
    switch self {
    case .system: now
    case .event(let clock): clock.watermark(now: now, state: state)
    }
  }

  @inlinable
  public func wakeUp(for close: NextClose, state: EventClockState) -> Instant {
    switch self {
    case .system: max(close.due, close.close)
    case .event(let clock): clock.wakeUp(for: close, state: state)
    }
  }
}
