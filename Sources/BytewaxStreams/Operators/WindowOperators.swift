import DataflowCore
import DataflowOperators
import Windowing

/// What a window operator emits: `(key, (metadata, value))`.
///
/// Breaking change: window-metadata (0.17 → 0.18).
public typealias WindowedStream<Value: Sendable> = KeyedStream<(WindowMetadata, Value)>

public typealias WindowMetadata = DataflowOperators.WindowMetadata
public typealias ClockConfig = DataflowOperators.ClockConfig
public typealias SystemClockConfig = DataflowOperators.SystemClockConfig
public typealias EventClockConfig = DataflowOperators.EventClockConfig
public typealias WindowConfig = DataflowOperators.WindowConfig
public typealias TumblingWindow = DataflowOperators.TumblingWindow
public typealias SlidingWindow = DataflowOperators.SlidingWindow
public typealias SessionWindow = DataflowOperators.SessionWindow

/// The window operators: `wop.countWindow("count", visits, clock, windows) { $0.user }`.
public enum wop {
  /// Folds the values of each key and window into one, starting from what `builder` makes.
  @inlinable
  public static func foldWindow<Value: Sendable, Accumulator: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: SystemClockConfig, _ windower: some WindowConfig, builder: @escaping @Sendable () throws -> Accumulator, _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Accumulator> {
    up.foldWindow(stepID, clock, windower, builder: builder, folder, file: file, line: line)
  }

  /// Folds the values of each key and window into one, starting from what `builder` makes.
  @inlinable
  public static func foldWindow<Value: Sendable, Accumulator: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, builder: @escaping @Sendable () throws -> Accumulator, _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Accumulator> {
    up.foldWindow(stepID, clock, windower, builder: builder, folder, file: file, line: line)
  }

  /// Combines the values of each key and window two by two, starting from the first.
  @inlinable
  public static func reduceWindow<Value: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: SystemClockConfig, _ windower: some WindowConfig, _ reducer: @escaping @Sendable (Value, Value) throws -> Value,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> {
    up.reduceWindow(stepID, clock, windower, reducer, file: file, line: line)
  }

  /// Combines the values of each key and window two by two, starting from the first.
  @inlinable
  public static func reduceWindow<Value: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, _ reducer: @escaping @Sendable (Value, Value) throws -> Value,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> {
    up.reduceWindow(stepID, clock, windower, reducer, file: file, line: line)
  }

  /// Gathers the values of each key and window into a list, in the order of arrival.
  @inlinable
  public static func collectWindow<Value: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: SystemClockConfig, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<[Value]> {
    up.collectWindow(stepID, clock, windower, file: file, line: line)
  }

  /// Gathers the values of each key and window into a list, in the order of arrival.
  @inlinable
  public static func collectWindow<Value: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<[Value]> {
    up.collectWindow(stepID, clock, windower, file: file, line: line)
  }

  /// Gathers the values of each key and window into a set.
  @inlinable
  public static func collectWindow<Value: Hashable & Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: SystemClockConfig, _ windower: some WindowConfig, into: Set<Value>.Type,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Set<Value>> {
    up.collectWindow(stepID, clock, windower, into: into, file: file, line: line)
  }

  /// Gathers the pairs of each key and window into a dictionary; of equal keys the last counts.
  @inlinable
  public static func collectWindow<Key: Hashable & Sendable, Item: Sendable>(
    _ stepID: String, _ up: KeyedStream<(Key, Item)>, _ clock: SystemClockConfig, _ windower: some WindowConfig, into: [Key: Item].Type,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<[Key: Item]> {
    up.collectWindow(stepID, clock, windower, into: into, file: file, line: line)
  }

  /// Gathers the values of each key and window into a set.
  @inlinable
  public static func collectWindow<Value: Hashable & Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, into: Set<Value>.Type,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Set<Value>> {
    up.collectWindow(stepID, clock, windower, into: into, file: file, line: line)
  }

  /// Gathers the pairs of each key and window into a dictionary; of equal keys the last counts.
  @inlinable
  public static func collectWindow<Key: Hashable & Sendable, Item: Sendable>(
    _ stepID: String, _ up: KeyedStream<(Key, Item)>, _ clock: EventClockConfig<(Key, Item)>, _ windower: some WindowConfig, into: [Key: Item].Type,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<[Key: Item]> {
    up.collectWindow(stepID, clock, windower, into: into, file: file, line: line)
  }

  /// Counts the items of each key and window.
  @inlinable
  public static func countWindow<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ clock: SystemClockConfig, _ windower: some WindowConfig, _ key: @escaping @Sendable (Element) throws -> String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Int> {
    up.countWindow(stepID, clock, windower, key, file: file, line: line)
  }

  /// Counts the items of each key and window.
  @inlinable
  public static func countWindow<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ clock: EventClockConfig<Element>, _ windower: some WindowConfig, _ key: @escaping @Sendable (Element) throws -> String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Int> {
    up.countWindow(stepID, clock, windower, key, file: file, line: line)
  }

  /// The greatest value of each key and window, the first of equals.
  @inlinable
  public static func maxWindow<Value: Comparable & Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: SystemClockConfig, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> {
    up.maxWindow(stepID, clock, windower, file: file, line: line)
  }

  /// The greatest value of each key and window, the first of equals.
  @inlinable
  public static func maxWindow<Value: Comparable & Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> {
    up.maxWindow(stepID, clock, windower, file: file, line: line)
  }

  /// The value of each key and window for which `by` is greatest, the first of equals.
  @inlinable
  public static func maxWindow<Value: Sendable, Rank: Comparable & SendableMetatype>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: SystemClockConfig, _ windower: some WindowConfig, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> {
    up.maxWindow(stepID, clock, windower, by: by, file: file, line: line)
  }

  /// The value of each key and window for which `by` is greatest, the first of equals.
  @inlinable
  public static func maxWindow<Value: Sendable, Rank: Comparable & SendableMetatype>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> {
    up.maxWindow(stepID, clock, windower, by: by, file: file, line: line)
  }

  /// The least value of each key and window, the first of equals.
  @inlinable
  public static func minWindow<Value: Comparable & Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: SystemClockConfig, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> {
    up.minWindow(stepID, clock, windower, file: file, line: line)
  }

  /// The least value of each key and window, the first of equals.
  @inlinable
  public static func minWindow<Value: Comparable & Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> {
    up.minWindow(stepID, clock, windower, file: file, line: line)
  }

  /// The value of each key and window for which `by` is least, the first of equals.
  @inlinable
  public static func minWindow<Value: Sendable, Rank: Comparable & SendableMetatype>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: SystemClockConfig, _ windower: some WindowConfig, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> {
    up.minWindow(stepID, clock, windower, by: by, file: file, line: line)
  }

  /// The value of each key and window for which `by` is least, the first of equals.
  @inlinable
  public static func minWindow<Value: Sendable, Rank: Comparable & SendableMetatype>(
    _ stepID: String, _ up: KeyedStream<Value>, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, by: @escaping @Sendable (Value) throws -> Rank,
    file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<Value> {
    up.minWindow(stepID, clock, windower, by: by, file: file, line: line)
  }

  /// Joins the values of each key and window: the last of each side, or with `product` every combination; missing sides are `nil`.
  @inlinable
  public static func joinWindow<First: Sendable, each Side: Sendable>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig, _ first: KeyedStream<First>,
    _ others: repeat KeyedStream<each Side>, product: Bool = false, file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<(First?, repeat (each Side)?)> {
    let id = first.newStep(stepID, "joinWindow", file, line)
    return first.then(
      DataflowOperators.joinWindow(
        id, recovery: id.nested("fold_window"), AnyClock.system, windower, first.port.graph,
        first.port, repeat (each others).port, product: product))
  }

  /// Joins the values of each key and window: the last of each side, or with `product` every combination; missing sides are `nil`.
  @inlinable
  public static func joinWindow<First: Sendable, each Side: Sendable, Timed>(
    _ stepID: String, _ clock: EventClockConfig<Timed>, _ windower: some WindowConfig, _ first: KeyedStream<First>,
    _ others: repeat KeyedStream<each Side>, product: Bool = false, file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<(First?, repeat (each Side)?)> {
    let id = first.newStep(stepID, "joinWindow", file, line)
    return first.then(
      DataflowOperators.joinWindow(
        id, recovery: id.nested("fold_window"), AnyClock.event(clock.mapping { try $0.value(as: Timed.self) }), windower, first.port.graph,
        first.port, repeat (each others).port, product: product))
  }

  /// Joins named sides of one value type in each window; missing sides are absent.
  @inlinable
  public static func joinWindowNamed<Value: Sendable>(
    _ stepID: String, _ clock: SystemClockConfig, _ windower: some WindowConfig, _ sides: [String: KeyedStream<Value>],
    product: Bool = false, file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<[String: Value]> {
    guard let first = sides.values.first else {
      preconditionFailure("a join needs sides; '\(stepID)' at \(file):\(line) was given none")
    }
    let id = first.newStep(stepID, "joinWindowNamed", file, line)
    return first.then(
      DataflowOperators.joinWindowNamed(
        id, recovery: id.nested("fold_window"), AnyClock.system, windower, first.port.graph,
        sides.mapValues(\.port), product: product))
  }

  /// Joins named sides of one value type in each window; missing sides are absent.
  @inlinable
  public static func joinWindowNamed<Value: Sendable>(
    _ stepID: String, _ clock: EventClockConfig<Value>, _ windower: some WindowConfig, _ sides: [String: KeyedStream<Value>],
    product: Bool = false, file: StaticString = #filePath, line: UInt = #line
  ) -> WindowedStream<[String: Value]> {
    guard let first = sides.values.first else {
      preconditionFailure("a join needs sides; '\(stepID)' at \(file):\(line) was given none")
    }
    let id = first.newStep(stepID, "joinWindowNamed", file, line)
    return first.then(
      DataflowOperators.joinWindowNamed(
        id, recovery: id.nested("fold_window"), AnyClock.event(clock.mapping { $0.value }), windower, first.port.graph,
        sides.mapValues(\.port), product: product))
  }
}
