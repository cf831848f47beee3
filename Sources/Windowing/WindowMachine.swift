import DataflowCore

/// The state machine of a window step: what an item, a timer and the end of input do to one key.
///
///     let machine = WindowMachine(clock: clock, windower: windower)
///     var key = machine.newKey()
///     late += try machine.onItem(value, now: now, key: &key) { span, output in … }
///     if key.isEmpty { forget } else { wake at machine.nextWakeUp(key) }
///
/// It is pure: it reads no time and starts nothing. Errors are those of the clock's closure, of the fold and of `emit`.
@frozen
public struct WindowMachine<Clock: WindowClock, Cutter: Windower>: Sendable where Clock.Value == Cutter.Fold.Value {
  public typealias Key = WindowedKey<Clock.State, Cutter.Open>
  public typealias Output = Cutter.Fold.Output

  public let clock: Clock
  public let windower: Cutter

  @inlinable
  public init(clock: Clock, windower: Cutter) {
    self.clock = clock
    self.windower = windower
  }

  /// A key that has seen nothing.
  @inlinable
  public func newKey() -> Key { Key(clock: clock.initialState, open: Cutter.Open()) }

  /// Takes an item in and returns for how many windows it was late; `emit` gets each window the watermark has passed.
  ///
  /// A window that the watermark has passed takes no item and a window that takes one is not passed, so that closing
  /// first and putting in then gives what the other order gives.
  @inlinable
  public func onItem(
    _ value: Clock.Value, now: Instant, key: inout Key, emit: (WindowSpan, consuming Output) throws -> Void
  ) throws -> Int {
    let reading = try clock.read(value, now: now, state: &key.clock)
    try windower.close(&key.open, passedBy: reading.watermark) { span, accumulator in
      try emit(span, windower.fold.finish(consume accumulator))
    }
    return try windower.insert(value, at: reading.itemTime, watermark: reading.watermark, into: &key.open)
  }

  /// Gives to `emit` each window the watermark has passed at `now`.
  @inlinable
  public func onNotify(now: Instant, key: inout Key, emit: (WindowSpan, consuming Output) throws -> Void) throws {
    try windower.close(&key.open, passedBy: clock.watermark(now: now, state: key.clock)) { span, accumulator in
      try emit(span, windower.fold.finish(consume accumulator))
    }
  }

  /// Gives every window to `emit`; the key is empty afterwards.
  @inlinable
  public func onEOF(key: inout Key, emit: (WindowSpan, consuming Output) throws -> Void) throws {
    try windower.closeAll(&key.open) { span, accumulator in
      try emit(span, windower.fold.finish(consume accumulator))
    }
  }

  /// The system time at which `onNotify` will close a window if no item arrives, or `nil` if no window is open.
  ///
  /// It is the very moment at which the watermark passes the next close, but never before the close itself taken as a system
  /// time: events from the system's future close their windows only with a later item, at the end of input, or then.
  @inlinable
  public func nextWakeUp(_ key: Key) -> Instant? {
    guard let close = windower.nextClose(key.open) else { return nil }
    return clock.wakeUp(for: close, state: key.clock)
  }
}
