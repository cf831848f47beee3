import DataflowCore
import Windowing

// What each window operator does with the items of one window.

/// Folds from what `builder` makes.
@frozen
public struct BuilderFold<Value, Accumulator: Sendable>: WindowFold {
  @usableFromInline let builder: @Sendable () throws -> Accumulator
  @usableFromInline let folder: @Sendable (Accumulator, Value) throws -> Accumulator

  @inlinable
  init(_ builder: @escaping @Sendable () throws -> Accumulator, _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator) {
    self.builder = builder
    self.folder = folder
  }

  @inlinable
  public func begin(_ value: Value, at time: Instant) throws -> Accumulator { try folder(builder(), value) }

  @inlinable
  public func fold(_ value: Value, at time: Instant, into accumulator: inout Accumulator) throws {
    accumulator = try folder(accumulator, value)
  }
}

/// Combines values two by two, starting from the first.
@frozen
public struct ReducerFold<Value: Sendable>: MergeableWindowFold {
  @usableFromInline let reducer: @Sendable (Value, Value) throws -> Value

  @inlinable
  init(_ reducer: @escaping @Sendable (Value, Value) throws -> Value) { self.reducer = reducer }

  @inlinable
  public func begin(_ value: Value, at time: Instant) -> Value { value }

  @inlinable
  public func fold(_ value: Value, at time: Instant, into accumulator: inout Value) throws {
    accumulator = try reducer(accumulator, value)
  }

  @inlinable
  public func merge(_ later: consuming Value, into earlier: inout Value) throws { earlier = try reducer(earlier, later) }
}

/// Counts; windows that overlap share the counting.
@frozen
public struct CountFold<Value>: InvertibleWindowFold {
  @inlinable
  init() {}

  @inlinable
  public func begin(_ value: Value, at time: Instant) -> Int { 1 }

  @inlinable
  public func fold(_ value: Value, at time: Instant, into count: inout Int) { count += 1 }

  @inlinable
  public func merge(_ later: consuming Int, into earlier: inout Int) { earlier += later }

  @inlinable public var empty: Int { 0 }

  @inlinable
  public func unmerge(_ part: consuming Int, from merged: inout Int) { merged -= part }
}

/// Gathers values in the order in which they arrive.
@frozen
public struct ListFold<Value: Sendable>: MergeableWindowFold {
  @inlinable
  init() {}

  @inlinable
  public func begin(_ value: Value, at time: Instant) -> [Value] { [value] }

  @inlinable
  public func fold(_ value: Value, at time: Instant, into list: inout [Value]) { list.append(value) }

  @inlinable
  public func merge(_ later: consuming [Value], into earlier: inout [Value]) { earlier += later }
}

/// Gathers values in the order of their times, equal times in the order in which they arrive.
///
/// Breaking change: collect-window-arrival-order (0.17 → 0.18).
@frozen
public struct SortedListFold<Value: Sendable>: MergeableWindowFold {
  @inlinable
  init() {}

  @inlinable
  public func begin(_ value: Value, at time: Instant) -> [TimedItem<Value>] { [TimedItem(value: value, time: time)] }

  @inlinable
  public func fold(_ value: Value, at time: Instant, into list: inout [TimedItem<Value>]) {
    list.append(TimedItem(value: value, time: time))
  }

  @inlinable
  public func merge(_ later: consuming [TimedItem<Value>], into earlier: inout [TimedItem<Value>]) { earlier += later }

  @inlinable
  public func finish(_ list: consuming [TimedItem<Value>]) -> [Value] {
    // Swift's sort is stable.
    list.sorted { $0.time < $1.time }.map(\.value)
  }
}
