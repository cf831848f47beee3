import DataflowCore

/// What a clock says of one item.
@frozen
public struct ClockReading: Hashable, Sendable {
  /// How far time has come, the item already taken into account.
  public var watermark: Instant
  public var itemTime: Instant

  @inlinable
  public init(watermark: Instant, itemTime: Instant) {
    self.watermark = watermark
    self.itemTime = itemTime
  }
}

/// Tells the time of items and how far time has come, apart for each key.
///
/// A clock never reads the system's time: the caller hands it in as `now`, which must not go back between two calls for the
/// same key. The state of a key lives as long as one of the key's windows is open.
public protocol WindowClock<Value>: Sendable {
  associatedtype Value
  associatedtype State: Codable & Sendable

  /// The state of a key that has seen nothing.
  var initialState: State { get }

  /// Takes an item in. Throws what the user's own closure throws.
  func read(_ value: Value, now: Instant, state: inout State) throws -> ClockReading

  /// How far time has come at `now` if no item arrives.
  func watermark(now: Instant, state: State) -> Instant

  /// The first system time, not before `close.close`, at which the watermark reaches `close.due` if no item arrives.
  func wakeUp(for close: NextClose, state: State) -> Instant
}
