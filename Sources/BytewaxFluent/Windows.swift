import DataflowCore
import DataflowOperators
import Windowing

public typealias ClockConfig = DataflowOperators.ClockConfig
public typealias SystemClockConfig = DataflowOperators.SystemClockConfig
public typealias EventClockConfig = DataflowOperators.EventClockConfig
public typealias WindowConfig = DataflowOperators.WindowConfig
public typealias TumblingWindow = DataflowOperators.TumblingWindow
public typealias SlidingWindow = DataflowOperators.SlidingWindow
public typealias SessionWindow = DataflowOperators.SessionWindow

// Window steps emit `(key, value)` without the window's bounds (breaking change: window-metadata, 0.17 → 0.18).
// What takes a value, a folder or an event clock's closure, may take `Any`; a clock of `Any` fits values of every type.

extension Dataflow {
  /// Folds the values of each key and window into one, starting from what `builder` makes.
  @available(_PackageDescription, deprecated: 1, message: "window-metadata: wop.foldWindow, which emits the metadata beside the value")
  @inlinable
  @_disfavoredOverload
  public func foldWindow<Value: Sendable, Accumulator: Sendable>(
    _ stepID: String, _ clockConfig: SystemClockConfig, _ windowConfig: some WindowConfig,
    builder: @escaping @Sendable () throws -> Accumulator,
    _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "foldWindow", file, line)
    let pairs = pairs(of: Value.self, for: id)
    advance(toKeyed: pairs.foldWindow(id, AnyClock<Value>.system, windowConfig, builder: builder, folder).withoutMetadata(id))
  }

  /// Combines the values of each key and window two by two, starting from the first.
  ///
  /// A `nil` accumulator is a value like any other (breaking change: reduce-window-none).
  @available(_PackageDescription, deprecated: 1, message: "window-metadata: wop.reduceWindow, which emits the metadata beside the value")
  @inlinable
  public func reduceWindow<Value: Sendable>(
    _ stepID: String, _ clockConfig: SystemClockConfig, _ windowConfig: some WindowConfig,
    _ reducer: @escaping @Sendable (Value, Value) throws -> Value, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "reduceWindow", file, line)
    let pairs = pairs(of: Value.self, for: id)
    advance(toKeyed: pairs.reduceWindow(id, AnyClock<Value>.system, windowConfig, reducer).withoutMetadata(id))
  }

  /// Folds the values of each key and window into one, starting from what `builder` makes.
  @available(_PackageDescription, deprecated: 1, message: "window-metadata: wop.foldWindow, which emits the metadata beside the value")
  @inlinable
  @_disfavoredOverload
  public func foldWindow<Value: Sendable, Accumulator: Sendable>(
    _ stepID: String, _ clockConfig: EventClockConfig<Value>, _ windowConfig: some WindowConfig,
    builder: @escaping @Sendable () throws -> Accumulator,
    _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "foldWindow", file, line)
    let pairs = pairs(of: Value.self, for: id)
    advance(toKeyed: pairs.foldWindow(id, .event(clockConfig.clock), windowConfig, builder: builder, folder).withoutMetadata(id))
  }

  /// Combines the values of each key and window two by two, starting from the first.
  ///
  /// A `nil` accumulator is a value like any other (breaking change: reduce-window-none).
  @available(_PackageDescription, deprecated: 1, message: "window-metadata: wop.reduceWindow, which emits the metadata beside the value")
  @inlinable
  public func reduceWindow<Value: Sendable>(
    _ stepID: String, _ clockConfig: EventClockConfig<Value>, _ windowConfig: some WindowConfig,
    _ reducer: @escaping @Sendable (Value, Value) throws -> Value, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "reduceWindow", file, line)
    let pairs = pairs(of: Value.self, for: id)
    advance(toKeyed: pairs.reduceWindow(id, .event(clockConfig.clock), windowConfig, reducer).withoutMetadata(id))
  }

  /// Gathers the values of each key and window into a list, in the order of the items' times.
  ///
  /// Breaking change: collect-window-arrival-order (0.17 → 0.18).
  @available(_PackageDescription, deprecated: 1, message: "collect-window-arrival-order: wop.collectWindow, whose lists are in order of arrival")
  @inlinable
  public func collectWindow<Value: Sendable>(
    _ stepID: String, _ clockConfig: EventClockConfig<Value>, _ windowConfig: some WindowConfig, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "collectWindow", file, line)
    let pairs = pairs(of: Value.self, for: id)
    let lists = pairs.collectWindow(id, .event(clockConfig.clock), windowConfig, sortedByTime: true)
    advance(toKeyed: lists.withoutMetadata(id))
  }

  /// Gathers the values of each key and window into a list, in the order of their arrival.
  @available(_PackageDescription, deprecated: 1, message: "collect-window-arrival-order: wop.collectWindow, whose lists are in order of arrival")
  public func collectWindow(
    _ stepID: String, _ clockConfig: SystemClockConfig, _ windowConfig: some WindowConfig, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "collectWindow", file, line)
    guard let (port, face) = keyedStream(for: id) else { return }
    advance(to: face.collectWindow(id, port, nil, windowConfig))
  }

  /// Folds the values of each key and window into one, starting from what `builder` makes.
  @available(_PackageDescription, deprecated: 1, message: "window-metadata: wop.foldWindow, which emits the metadata beside the value")
  @inlinable
  public func foldWindow<Accumulator: Sendable>(
    _ stepID: String, _ clockConfig: SystemClockConfig, _ windowConfig: some WindowConfig,
    builder: @escaping @Sendable () throws -> Accumulator,
    _ folder: @escaping @Sendable (Accumulator, Any) throws -> Accumulator, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "foldWindow", file, line)
    let pairs = pairs(of: (any Sendable).self, for: id)
    let folds = pairs.foldWindow(id, AnyClock<any Sendable>.system, windowConfig, builder: builder) { try folder($0, $1) }
    advance(toKeyed: folds.withoutMetadata(id))
  }

  /// Folds the values of each key and window into one, starting from what `builder` makes.
  @available(_PackageDescription, deprecated: 1, message: "window-metadata: wop.foldWindow, which emits the metadata beside the value")
  @inlinable
  public func foldWindow<Timed, Accumulator: Sendable>(
    _ stepID: String, _ clockConfig: EventClockConfig<Timed>, _ windowConfig: some WindowConfig,
    builder: @escaping @Sendable () throws -> Accumulator,
    _ folder: @escaping @Sendable (Accumulator, Any) throws -> Accumulator, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "foldWindow", file, line)
    let pairs = pairs(of: (any Sendable).self, for: id)
    let folds = pairs.foldWindow(id, .event(clockConfig.mapping { try cast($0) }), windowConfig, builder: builder) { try folder($0, $1) }
    advance(toKeyed: folds.withoutMetadata(id))
  }

  /// Folds the values of each key and window into one, starting from what `builder` makes.
  @available(_PackageDescription, deprecated: 1, message: "window-metadata: wop.foldWindow, which emits the metadata beside the value")
  @inlinable
  @_disfavoredOverload
  public func foldWindow<Value: Sendable, Accumulator: Sendable>(
    _ stepID: String, _ clockConfig: EventClockConfig<Any>, _ windowConfig: some WindowConfig,
    builder: @escaping @Sendable () throws -> Accumulator,
    _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "foldWindow", file, line)
    let pairs = pairs(of: Value.self, for: id)
    advance(toKeyed: pairs.foldWindow(id, .event(clockConfig.mapping { $0 }), windowConfig, builder: builder, folder).withoutMetadata(id))
  }

  /// Combines the values of each key and window two by two, starting from the first.
  ///
  /// A `nil` accumulator is a value like any other (breaking change: reduce-window-none).
  @available(_PackageDescription, deprecated: 1, message: "window-metadata: wop.reduceWindow, which emits the metadata beside the value")
  @inlinable
  public func reduceWindow<Value: Sendable>(
    _ stepID: String, _ clockConfig: EventClockConfig<Any>, _ windowConfig: some WindowConfig,
    _ reducer: @escaping @Sendable (Value, Value) throws -> Value, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "reduceWindow", file, line)
    let pairs = pairs(of: Value.self, for: id)
    advance(toKeyed: pairs.reduceWindow(id, .event(clockConfig.mapping { $0 }), windowConfig, reducer).withoutMetadata(id))
  }

  /// Gathers the values of each key and window into a list, in the order of the items' times.
  ///
  /// Breaking change: collect-window-arrival-order (0.17 → 0.18).
  @available(_PackageDescription, deprecated: 1, message: "collect-window-arrival-order: wop.collectWindow, whose lists are in order of arrival")
  public func collectWindow(
    _ stepID: String, _ clockConfig: EventClockConfig<Any>, _ windowConfig: some WindowConfig, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = named(stepID, "collectWindow", file, line)
    guard let (port, face) = keyedStream(for: id) else { return }
    advance(to: face.collectWindow(id, port, clockConfig, windowConfig))
  }
}
