import DataflowCore
import DataflowOperators
import Windowing

// Each window operator stands here once for each clock, as a method and in `wop`; all say only which meaning is meant.

extension Stream {
  /// Folds the values of each key and window into one, starting from what `builder` makes.
  @inlinable
  public func foldWindow<Value, Accumulator: Sendable>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig, builder: @escaping @Sendable () throws -> Accumulator, _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Accumulator> where Element == (String, Value) {
    let id = newStep(stepID, "foldWindow", file, line)
    return then(port.foldWindow(id, AnyClock<Value>.system, windower, builder: builder, folder))
  }

  /// Folds the values of each key and window into one, starting from what `builder` makes.
  @inlinable
  public func foldWindow<Value, Accumulator: Sendable>(
    _ stepID: String, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, builder: @escaping @Sendable () throws -> Accumulator, _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Accumulator> where Element == (String, Value) {
    let id = newStep(stepID, "foldWindow", file, line)
    return then(port.foldWindow(id, .event(clock.clock), windower, builder: builder, folder))
  }

  /// Combines the values of each key and window two by two, starting from the first.
  @inlinable
  public func reduceWindow<Value>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig, _ reducer: @escaping @Sendable (Value, Value) throws -> Value,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "reduceWindow", file, line).nested("fold_window")
    return then(port.reduceWindow(id, AnyClock<Value>.system, windower, takingNilAsAbsent(reducer)))
  }

  /// Combines the values of each key and window two by two, starting from the first.
  @inlinable
  public func reduceWindow<Value>(
    _ stepID: String, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, _ reducer: @escaping @Sendable (Value, Value) throws -> Value,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "reduceWindow", file, line).nested("fold_window")
    return then(port.reduceWindow(id, .event(clock.clock), windower, takingNilAsAbsent(reducer)))
  }

  /// Gathers the values of each key and window into a list, in the order of arrival.
  @inlinable
  public func collectWindow<Value>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<[Value]> where Element == (String, Value) {
    let id = newStep(stepID, "collectWindow", file, line).nested("fold_window")
    return then(port.collectWindow(id, AnyClock<Value>.system, windower))
  }

  /// Gathers the values of each key and window into a list, in the order of arrival.
  @inlinable
  public func collectWindow<Value>(
    _ stepID: String, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<[Value]> where Element == (String, Value) {
    let id = newStep(stepID, "collectWindow", file, line).nested("fold_window")
    return then(port.collectWindow(id, .event(clock.clock), windower))
  }

  /// Gathers the values of each key and window into a set.
  @inlinable
  public func collectWindow<Value: Hashable>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig, into: Set<Value>.Type,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Set<Value>> where Element == (String, Value) {
    let id = newStep(stepID, "collectWindow", file, line).nested("fold_window")
    return then(port.collectWindow(id, AnyClock<Value>.system, windower).mapWindow(id) { Set($0) })
  }

  /// Gathers the pairs of each key and window into a dictionary; of equal keys the last counts.
  @inlinable
  public func collectWindow<Key: Hashable, Item>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig, into: [Key: Item].Type,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<[Key: Item]> where Element == (String, (Key, Item)) {
    let id = newStep(stepID, "collectWindow", file, line).nested("fold_window")
    return then(
      port.collectWindow(id, AnyClock<(Key, Item)>.system, windower).mapWindow(id) { Dictionary($0) { $1 } })
  }

  /// Gathers the values of each key and window into a set.
  @inlinable
  public func collectWindow<Value: Hashable>(
    _ stepID: String, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, into: Set<Value>.Type,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Set<Value>> where Element == (String, Value) {
    let id = newStep(stepID, "collectWindow", file, line).nested("fold_window")
    return then(port.collectWindow(id, .event(clock.clock), windower).mapWindow(id) { Set($0) })
  }

  /// Gathers the pairs of each key and window into a dictionary; of equal keys the last counts.
  @inlinable
  public func collectWindow<Key: Hashable, Item>(
    _ stepID: String, _ clock: EventClockConfig<(Key, Item)>, _ windower: some WindowConfig, into: [Key: Item].Type,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<[Key: Item]> where Element == (String, (Key, Item)) {
    let id = newStep(stepID, "collectWindow", file, line).nested("fold_window")
    return then(
      port.collectWindow(id, .event(clock.clock), windower).mapWindow(id) { Dictionary($0) { $1 } })
  }

  /// Counts the items of each key and window.
  @inlinable
  public func countWindow(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig, _ key: @escaping @Sendable (Element) throws -> String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Int> {
    let id = newStep(stepID, "countWindow", file, line)
    return then(port.keyOn(id, key).countWindow(id.nested("sum"), AnyClock<Element>.system, windower))
  }

  /// Counts the items of each key and window.
  @inlinable
  public func countWindow(
    _ stepID: String, _ clock: EventClockConfig<Element>, _ windower: some WindowConfig, _ key: @escaping @Sendable (Element) throws -> String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Int> {
    let id = newStep(stepID, "countWindow", file, line)
    return then(port.keyOn(id, key).countWindow(id.nested("sum"), .event(clock.clock), windower))
  }

  /// The greatest value of each key and window, the first of equals.
  @inlinable
  public func maxWindow<Value: Comparable>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "maxWindow", file, line).nested("reduce_window.fold_window")
    return then(port.reduceWindow(id, AnyClock<Value>.system, windower) { $1 > $0 ? $1 : $0 })
  }

  /// The greatest value of each key and window, the first of equals.
  @inlinable
  public func maxWindow<Value: Comparable>(
    _ stepID: String, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "maxWindow", file, line).nested("reduce_window.fold_window")
    return then(port.reduceWindow(id, .event(clock.clock), windower) { $1 > $0 ? $1 : $0 })
  }

  /// The value of each key and window for which `by` is greatest, the first of equals.
  @inlinable
  public func maxWindow<Value, Rank: Comparable & SendableMetatype>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "maxWindow", file, line).nested("reduce_window.fold_window")
    return then(port.reduceWindow(id, AnyClock<Value>.system, windower) { try by($1) > by($0) ? $1 : $0 })
  }

  /// The value of each key and window for which `by` is greatest, the first of equals.
  @inlinable
  public func maxWindow<Value, Rank: Comparable & SendableMetatype>(
    _ stepID: String, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "maxWindow", file, line).nested("reduce_window.fold_window")
    return then(port.reduceWindow(id, .event(clock.clock), windower) { try by($1) > by($0) ? $1 : $0 })
  }

  /// The least value of each key and window, the first of equals.
  @inlinable
  public func minWindow<Value: Comparable>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "minWindow", file, line).nested("reduce_window.fold_window")
    return then(port.reduceWindow(id, AnyClock<Value>.system, windower) { $1 < $0 ? $1 : $0 })
  }

  /// The least value of each key and window, the first of equals.
  @inlinable
  public func minWindow<Value: Comparable>(
    _ stepID: String, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "minWindow", file, line).nested("reduce_window.fold_window")
    return then(port.reduceWindow(id, .event(clock.clock), windower) { $1 < $0 ? $1 : $0 })
  }

  /// The value of each key and window for which `by` is least, the first of equals.
  @inlinable
  public func minWindow<Value, Rank: Comparable & SendableMetatype>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "minWindow", file, line).nested("reduce_window.fold_window")
    return then(port.reduceWindow(id, AnyClock<Value>.system, windower) { try by($1) < by($0) ? $1 : $0 })
  }

  /// The value of each key and window for which `by` is least, the first of equals.
  @inlinable
  public func minWindow<Value, Rank: Comparable & SendableMetatype>(
    _ stepID: String, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> where Element == (String, Value) {
    let id = newStep(stepID, "minWindow", file, line).nested("reduce_window.fold_window")
    return then(port.reduceWindow(id, .event(clock.clock), windower) { try by($1) < by($0) ? $1 : $0 })
  }
}
