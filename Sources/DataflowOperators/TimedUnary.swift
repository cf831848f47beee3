import DataflowCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a key does, as `UnaryLogic`, written by a user who is told the time with every call, as 0.18 did.
///
/// Breaking changes: on-item-now-removed, on-notify-sched-removed (0.18 → 0.19).
public protocol TimedUnaryLogic<V, W, S>: AnyObject, SendableMetatype {
  associatedtype V: Sendable
  associatedtype W: Sendable
  associatedtype S
  /// `now` is the system time of the activation, the same for all items of a batch.
  func onItem(now: Date, _ value: V) throws -> ([W], Bool)
  /// `sched` is exactly what `notifyAt` returned.
  func onNotify(sched: Date) throws -> ([W], Bool)
  func onEOF() throws -> ([W], Bool)
  /// When to call `onNotify`; `nil` leaves a moment asked for earlier standing.
  func notifyAt() -> Date?
  /// What to keep for a resume.
  func snapshot() -> S
}

extension TimedUnaryLogic {
  public static var retain: Bool { false }
  public static var discard: Bool { true }
}

extension Port {
  /// Runs one logic object a key, told the time; `builder` makes it, from a snapshot when the flow resumes.
  @inlinable
  public func timedUnary<Value, Logic: TimedUnaryLogic>(
    _ id: StepID, _ builder: @escaping @Sendable (Date, Logic.S?) throws -> Logic
  ) -> Port<(String, Logic.W)> where Element == (String, Value), Logic.V == Value {
    keyed(id) { _ in TimedUnaryKeyedLogic(builder) }
  }
}

/// A logic object and the moment it asked for, kept as the user's own `Date`, because a rounded one would not equal it.
@usableFromInline
final class ScheduledLogic<Logic: TimedUnaryLogic> {
  @usableFromInline let logic: Logic
  @usableFromInline var sched: Date?

  @inlinable
  init(_ logic: Logic) {
    self.logic = logic
    sched = nil
  }
}

@frozen
@usableFromInline
struct TimedUnaryKeyedLogic<Logic: TimedUnaryLogic>: KeyedLogic {
  @usableFromInline typealias State = ScheduledLogic<Logic>
  @usableFromInline typealias Out = (String, Logic.W)
  @usableFromInline let builder: (Date, Logic.S?) throws -> Logic

  @inlinable
  init(_ builder: @escaping (Date, Logic.S?) throws -> Logic) { self.builder = builder }

  @inlinable static var wakes: Bool { true }
  @inlinable static var actsAtEnd: Bool { true }

  @inlinable
  func onItem(_ state: inout State?, _ key: String, _ value: Logic.V, now: Instant, into out: inout [Out]) throws {
    let now = now.date
    let own = try state ?? ScheduledLogic(builder(now, nil))
    emit(try own.logic.onItem(now: now, value), of: own, &state, key, &out)
  }

  @inlinable
  func onWake(_ state: inout State?, _ key: String, now: Instant, into out: inout [Out]) throws {
    guard let own = state else { return }
    // A wake-up comes only at a moment that the logic asked for.
    let sched = own.sched.take() ?? now.date
    emit(try own.logic.onNotify(sched: sched), of: own, &state, key, &out)
  }

  @inlinable
  func onEnd(_ state: inout State?, _ key: String, now: Instant, into out: inout [Out]) throws {
    guard let own = state else { return }
    emit(try own.logic.onEOF(), of: own, &state, key, &out)
  }

  @inlinable
  func emit(_ result: ([Logic.W], Bool), of own: State, _ state: inout State?, _ key: String, _ out: inout [Out]) {
    for item in result.0 { out.append((key, item)) }
    state = result.1 ? nil : own
  }

  @inlinable
  func wakeUp(_ state: State) -> Instant? {
    guard let due = state.logic.notifyAt() else { return nil }
    state.sched = due
    return Instant(due)
  }

  @inlinable
  func save(_ state: State) -> Logic.S { state.logic.snapshot() }

  @inlinable
  func restore(_ saved: Logic.S, _ key: String) throws -> State { ScheduledLogic(try builder(Instant.now().date, saved)) }
}
