import DataflowCore

/// Takes the system's time for the time of every item.
@frozen
public struct SystemClock<Value>: WindowClock {
  /// Nothing: the system remembers its own time.
  @frozen
  public struct State: Hashable, Codable, Sendable {
    @inlinable
    public init() {}
  }

  @inlinable
  public init() {}

  @inlinable
  public var initialState: State { State() }

  @inlinable
  public func read(_ value: Value, now: Instant, state: inout State) -> ClockReading {
    ClockReading(watermark: now, itemTime: now)
  }

  @inlinable
  public func watermark(now: Instant, state: State) -> Instant { now }

  @inlinable
  public func wakeUp(for close: NextClose, state: State) -> Instant { max(close.due, close.close) }
}
