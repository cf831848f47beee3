import DataflowCore
import DataflowOperators

extension Stream {
  /// Folds the values of each key into one; emitted once the input has ended.
  @inlinable
  public func foldFinal<Value, Accumulator: Sendable>(
    _ stepID: String, builder: @escaping @Sendable () throws -> Accumulator, _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Accumulator> where Element == (String, Value) {
    let id = newStep(stepID, "foldFinal", file, line)
    return then(port.foldFinal(id.nested("unary"), builder: builder, folder))
  }

  /// Combines the values of each key two by two; emitted once the input has ended.
  @inlinable
  public func reduceFinal<Value>(
    _ stepID: String, _ reducer: @escaping @Sendable (Value, Value) throws -> Value,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "reduceFinal", file, line)
    return then(port.reduceFinal(id.nested("fold_final.unary"), takingNilAsAbsent(reducer)))
  }

  /// The greatest value of each key, the first of equals; emitted once the input has ended.
  @inlinable
  public func maxFinal<Value: Comparable>(
    _ stepID: String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "maxFinal", file, line)
    return then(port.reduceFinal(id.nested("reduce_final.fold_final.unary")) { $1 > $0 ? $1 : $0 })
  }

  /// The value of each key for which `by` is greatest, the first of equals.
  @inlinable
  public func maxFinal<Value, Rank: Comparable & SendableMetatype>(
    _ stepID: String, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "maxFinal", file, line)
    return then(port.reduceFinal(id.nested("reduce_final.fold_final.unary")) { try by($1) > by($0) ? $1 : $0 })
  }

  /// The least value of each key, the first of equals; emitted once the input has ended.
  @inlinable
  public func minFinal<Value: Comparable>(
    _ stepID: String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "minFinal", file, line)
    return then(port.reduceFinal(id.nested("reduce_final.fold_final.unary")) { $1 < $0 ? $1 : $0 })
  }

  /// The value of each key for which `by` is least, the first of equals.
  @inlinable
  public func minFinal<Value, Rank: Comparable & SendableMetatype>(
    _ stepID: String, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "minFinal", file, line)
    return then(port.reduceFinal(id.nested("reduce_final.fold_final.unary")) { try by($1) < by($0) ? $1 : $0 })
  }

  /// Counts the items of each key; emitted once the input has ended.
  @inlinable
  public func countFinal(
    _ stepID: String, _ key: @escaping @Sendable (Element) throws -> String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Int> {
    let id = newStep(stepID, "countFinal", file, line)
    return then(port.countFinal(id, recovery: id.nested("sum.fold_final.unary"), key))
  }
}

extension StreamOperators {
  /// Folds the values of each key into one; emitted once the input has ended.
  @inlinable
  public static func foldFinal<Value: Sendable, Accumulator: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, builder: @escaping @Sendable () throws -> Accumulator, _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Accumulator> {
    up.foldFinal(stepID, builder: builder, folder, file: file, line: line)
  }

  /// Combines the values of each key two by two; emitted once the input has ended.
  @inlinable
  public static func reduceFinal<Value: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ reducer: @escaping @Sendable (Value, Value) throws -> Value,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> {
    up.reduceFinal(stepID, reducer, file: file, line: line)
  }

  /// The greatest value of each key, the first of equals; emitted once the input has ended.
  @inlinable
  public static func maxFinal<Value: Comparable>(
    _ stepID: String, _ up: KeyedStream<Value>,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> {
    up.maxFinal(stepID, file: file, line: line)
  }

  /// The value of each key for which `by` is greatest, the first of equals.
  @inlinable
  public static func maxFinal<Value: Sendable, Rank: Comparable & SendableMetatype>(
    _ stepID: String, _ up: KeyedStream<Value>, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> {
    up.maxFinal(stepID, by: by, file: file, line: line)
  }

  /// The least value of each key, the first of equals; emitted once the input has ended.
  @inlinable
  public static func minFinal<Value: Comparable>(
    _ stepID: String, _ up: KeyedStream<Value>,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> {
    up.minFinal(stepID, file: file, line: line)
  }

  /// The value of each key for which `by` is least, the first of equals.
  @inlinable
  public static func minFinal<Value: Sendable, Rank: Comparable & SendableMetatype>(
    _ stepID: String, _ up: KeyedStream<Value>, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> {
    up.minFinal(stepID, by: by, file: file, line: line)
  }

  /// Counts the items of each key; emitted once the input has ended.
  @inlinable
  public static func countFinal<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ key: @escaping @Sendable (Element) throws -> String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Int> {
    up.countFinal(stepID, key, file: file, line: line)
  }
}
