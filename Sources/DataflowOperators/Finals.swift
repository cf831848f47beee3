import DataflowCore

// One value per key, emitted once the input has ended, in the order of keys; the state is then gone.

extension Port {
  /// Folds the values of each key into one, starting from what `builder` makes.
  @inlinable
  public func foldFinal<Value, Accumulator: Sendable>(
    _ id: StepID, builder: @escaping @Sendable () throws -> Accumulator,
    _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator
  ) -> Port<(String, Accumulator)> where Element == (String, Value) {
    keyed(id) { _ in FinalLogic { state, value in try folder(state ?? builder(), value) } }
  }

  /// Combines the values of each key two by two, starting from the first.
  @inlinable
  public func reduceFinal<Value>(
    _ id: StepID, _ reducer: @escaping @Sendable (Value, Value) throws -> Value
  ) -> Port<(String, Value)> where Element == (String, Value) {
    keyed(id) { _ in FinalLogic { state, value in try state.map { try reducer($0, value) } ?? value } }
  }
}

@frozen
@usableFromInline
struct FinalLogic<Value: Sendable, State: Sendable>: KeyedLogic {
  @usableFromInline let fold: (State?, Value) throws -> State

  @inlinable
  init(_ fold: @escaping (State?, Value) throws -> State) { self.fold = fold }

  @inlinable static var actsAtEnd: Bool { true }

  @inlinable
  func onItem(_ state: inout State?, _ key: String, _ value: Value, now: Instant, into out: inout [(String, State)]) throws {
    state = try fold(state.take(), value)
  }

  @inlinable
  func onEnd(_ state: inout State?, _ key: String, now: Instant, into out: inout [(String, State)]) throws {
    if let final = state.take() { out.append((key, final)) }
  }
}
