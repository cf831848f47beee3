/// What a stateful operator does to one key: a pure description without threads, tables or timers.
///
/// Setting the state to `nil` discards the key, its wake-up time included.
public protocol KeyedLogic: SendableMetatype {
  associatedtype Value: Sendable
  associatedtype Out: Sendable
  associatedtype State
  /// What is kept of a state in a recovery store.
  associatedtype Saved

  /// Whether keys may ask to be woken; when false nothing about time is looked at.
  static var wakes: Bool { get }
  /// Whether keys have something to say at the end of input; when false they are not visited.
  static var actsAtEnd: Bool { get }

  func onItem(_ state: inout State?, _ key: String, _ value: Value, now: Instant, into out: inout [Out]) throws
  func onWake(_ state: inout State?, _ key: String, now: Instant, into out: inout [Out]) throws
  func onEnd(_ state: inout State?, _ key: String, now: Instant, into out: inout [Out]) throws
  /// When the key wants to be woken; `nil` leaves an earlier wish standing.
  func wakeUp(_ state: State) throws -> Instant?

  func save(_ state: State) throws -> Saved
  func restore(_ saved: Saved, _ key: String) throws -> State
}

extension KeyedLogic {
  @inlinable public static var wakes: Bool { false }
  @inlinable public static var actsAtEnd: Bool { false }
  @inlinable public func onWake(_ state: inout State?, _ key: String, now: Instant, into out: inout [Out]) throws {}
  @inlinable public func onEnd(_ state: inout State?, _ key: String, now: Instant, into out: inout [Out]) throws {}
  @inlinable public func wakeUp(_ state: State) throws -> Instant? { nil }
}

extension KeyedLogic where Saved == State {
  @inlinable public func save(_ state: State) throws -> State { state }
  @inlinable public func restore(_ saved: State, _ key: String) throws -> State { saved }
}
