/// A reducer for which a `nil` accumulator means that there is none yet: the next value takes its place.
///
/// So it is since 0.18 (breaking change: reduce-window-none); before, `nil` was a value like any other.
@inlinable
public func takingNilAsAbsent<Value>(
  _ reducer: @escaping @Sendable (Value, Value) throws -> Value
) -> @Sendable (Value, Value) throws -> Value {
  guard Value.self is any OptionalValue.Type else { return reducer }
  return { accumulator, value in
    if let accumulator = accumulator as? any OptionalValue, accumulator.isNil { return value }
    return try reducer(accumulator, value)
  }
}

/// Tells whether an optional is `nil` without naming what it wraps.
@usableFromInline
protocol OptionalValue {
  var isNil: Bool { get }
}

extension Optional: OptionalValue {
  @usableFromInline
  var isNil: Bool { if case .none = self { true } else { false } }
}
