import DataflowCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a key does, written by the user: one object a key, told of values, of moments it asked for, and of the end.
///
/// Each call returns what to emit and whether the key is finished (`discard`) or goes on (`retain`).
public protocol UnaryLogic<V, W, S>: AnyObject, SendableMetatype {
  associatedtype V: Sendable
  associatedtype W: Sendable
  associatedtype S
  func onItem(_ value: V) throws -> ([W], Bool)
  func onNotify() throws -> ([W], Bool)
  func onEOF() throws -> ([W], Bool)
  /// When to call `onNotify`; `nil` leaves a moment asked for earlier standing.
  func notifyAt() -> Date?
  /// What to keep for a resume.
  func snapshot() -> S
}

extension UnaryLogic {
  public static var retain: Bool { false }
  public static var discard: Bool { true }
}

extension Port {
  /// Runs one logic object a key; `builder` makes it, from a snapshot when the flow resumes.
  @inlinable
  public func unary<Value, Logic: UnaryLogic>(
    _ id: StepID, _ builder: @escaping @Sendable (Logic.S?) throws -> Logic
  ) -> Port<(String, Logic.W)> where Element == (String, Value), Logic.V == Value {
    keyed(id) { _ in UnaryKeyedLogic(builder) }
  }
}

@frozen
@usableFromInline
struct UnaryKeyedLogic<Logic: UnaryLogic>: KeyedLogic {
  @usableFromInline typealias State = Logic
  @usableFromInline typealias Out = (String, Logic.W)
  @usableFromInline let builder: (Logic.S?) throws -> Logic

  @inlinable
  init(_ builder: @escaping (Logic.S?) throws -> Logic) { self.builder = builder }

  @inlinable static var wakes: Bool { true }
  @inlinable static var actsAtEnd: Bool { true }

  @inlinable
  func onItem(_ state: inout Logic?, _ key: String, _ value: Logic.V, now: Instant, into out: inout [Out]) throws {
    let logic = try state ?? builder(nil)
    let (items, isComplete) = try logic.onItem(value)
    for item in items { out.append((key, item)) }
    state = isComplete ? nil : logic
  }

  @inlinable
  func onWake(_ state: inout Logic?, _ key: String, now: Instant, into out: inout [Out]) throws {
    guard let (items, isComplete) = try state?.onNotify() else { return }
    for item in items { out.append((key, item)) }
    if isComplete { state = nil }
  }

  @inlinable
  func onEnd(_ state: inout Logic?, _ key: String, now: Instant, into out: inout [Out]) throws {
    guard let (items, isComplete) = try state?.onEOF() else { return }
    for item in items { out.append((key, item)) }
    if isComplete { state = nil }
  }

  @inlinable
  func wakeUp(_ logic: Logic) -> Instant? { logic.notifyAt().map { Instant($0) } }

  @inlinable
  func save(_ logic: Logic) -> Logic.S { logic.snapshot() }

  @inlinable
  func restore(_ saved: Logic.S, _ key: String) throws -> Logic { try builder(saved) }
}
