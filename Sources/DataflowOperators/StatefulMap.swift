import DataflowCore

extension Port {
  /// Turns each value into another with the help of what was kept for its key.
  ///
  /// `mapper` meets `nil` at a key's first value; returning `nil` as the new state forgets the key.
  @inlinable
  public func statefulMap<Value, State, Out>(
    _ id: StepID, _ mapper: @escaping @Sendable (State?, Value) throws -> (State?, Out)
  ) -> Port<(String, Out)> where Element == (String, Value) {
    keyed(id) { _ in StatefulMapLogic(mapper) }
  }

  /// Turns each value into any number of others with the help of what was kept for its key.
  @inlinable
  public func statefulFlatMap<Value, State, Outs: Sequence & SendableMetatype>(
    _ id: StepID, _ mapper: @escaping @Sendable (State?, Value) throws -> (State?, Outs)
  ) -> Port<(String, Outs.Element)> where Element == (String, Value), Outs.Element: Sendable {
    keyed(id) { _ in StatefulFlatMapLogic(mapper) }
  }
}

@frozen
@usableFromInline
struct StatefulMapLogic<Value: Sendable, State, Mapped: Sendable>: KeyedLogic {
  @usableFromInline let mapper: (State?, Value) throws -> (State?, Mapped)

  @inlinable
  init(_ mapper: @escaping (State?, Value) throws -> (State?, Mapped)) { self.mapper = mapper }

  @inlinable
  func onItem(_ state: inout State?, _ key: String, _ value: Value, now: Instant, into out: inout [(String, Mapped)]) throws {
    // The state is moved out, so that the mapper's copy is the only one.
    let (next, mapped) = try mapper(state.take(), value)
    state = next
    out.append((key, mapped))
  }
}

@frozen
@usableFromInline
struct StatefulFlatMapLogic<Value: Sendable, State, Outs: Sequence & SendableMetatype>: KeyedLogic where Outs.Element: Sendable {
  @usableFromInline let mapper: (State?, Value) throws -> (State?, Outs)

  @inlinable
  init(_ mapper: @escaping (State?, Value) throws -> (State?, Outs)) { self.mapper = mapper }

  @inlinable
  func onItem(
    _ state: inout State?, _ key: String, _ value: Value, now: Instant, into out: inout [(String, Outs.Element)]
  ) throws {
    let (next, mapped) = try mapper(state.take(), value)
    state = next
    for item in mapped { out.append((key, item)) }
  }
}
