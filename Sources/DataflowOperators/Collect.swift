import DataflowCore

extension Port {
  /// Gathers the values of each key into lists of up to `maxSize`.
  ///
  /// A list is also emitted when `timeout` has passed and at the end of input. The time counts from the list's last value, or,
  /// where `fromFirst` says so, from its first, as `batch` did in 0.17 (breaking change: collect-timeout-restarts).
  @inlinable
  public func collect<Value>(
    _ id: StepID, timeout: TimeSpan, maxSize: Int, fromFirst: Bool = false
  ) -> Port<(String, [Value])> where Element == (String, Value) {
    keyed(id) { _ in CollectLogic(timeout: timeout, maxSize: maxSize, fromFirst: fromFirst) }
  }
}

/// A list in the making.
public struct CollectState<Value> {
  @usableFromInline var values: [Value]
  @usableFromInline var deadline: Instant

  @inlinable
  init(values: [Value], deadline: Instant) {
    self.values = values
    self.deadline = deadline
  }
}

extension CollectState: Encodable where Value: Encodable {}
extension CollectState: Decodable where Value: Decodable {}

@frozen
@usableFromInline
struct CollectLogic<Value: Sendable>: KeyedLogic {
  @usableFromInline let timeout: TimeSpan
  @usableFromInline let maxSize: Int
  @usableFromInline let fromFirst: Bool

  @inlinable
  init(timeout: TimeSpan, maxSize: Int, fromFirst: Bool) {
    self.timeout = timeout
    self.maxSize = maxSize
    self.fromFirst = fromFirst
  }

  @inlinable static var wakes: Bool { true }
  @inlinable static var actsAtEnd: Bool { true }

  @inlinable
  func onItem(
    _ state: inout CollectState<Value>?, _ key: String, _ value: Value, now: Instant, into out: inout [(String, [Value])]
  ) throws {
    if state == nil { state = CollectState(values: [], deadline: now + timeout) }
    state!.values.append(value)
    if !fromFirst { state!.deadline = now + timeout }
    if state!.values.count >= maxSize { emit(&state, key, &out) }
  }

  @inlinable
  func onWake(_ state: inout CollectState<Value>?, _ key: String, now: Instant, into out: inout [(String, [Value])]) throws {
    emit(&state, key, &out)
  }

  @inlinable
  func onEnd(_ state: inout CollectState<Value>?, _ key: String, now: Instant, into out: inout [(String, [Value])]) throws {
    emit(&state, key, &out)
  }

  @inlinable
  func wakeUp(_ state: CollectState<Value>) -> Instant? { state.deadline }

  @inlinable
  func emit(_ state: inout CollectState<Value>?, _ key: String, _ out: inout [(String, [Value])]) {
    if let list = state.take() { out.append((key, list.values)) }
  }
}
