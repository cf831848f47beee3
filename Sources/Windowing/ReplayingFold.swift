import DataflowCore

/// Makes any fold mergeable by keeping the items: the later session's are folded again, in their order, into the earlier one.
///
/// Costs the memory of the items of open windows and is meant for sessions whose fold knows no merge of its own.
@frozen
public struct ReplayingFold<Base: WindowFold>: MergeableWindowFold {
  public typealias Value = Base.Value
  public typealias Output = Base.Output

  @usableFromInline
  let base: Base

  @inlinable
  public init(_ base: Base) { self.base = base }

  @inlinable
  public func begin(_ value: Value, at time: Instant) throws -> Replayable<Base.Accumulator, Value> {
    Replayable(accumulator: try base.begin(value, at: time), items: [TimedItem(value: value, time: time)])
  }

  @inlinable
  public func fold(_ value: Value, at time: Instant, into accumulator: inout Replayable<Base.Accumulator, Value>) throws {
    try base.fold(value, at: time, into: &accumulator.accumulator)
    accumulator.items.append(TimedItem(value: value, time: time))
  }

  @inlinable
  public func merge(
    _ later: consuming Replayable<Base.Accumulator, Value>, into earlier: inout Replayable<Base.Accumulator, Value>
  ) throws {
    for item in later.items { try base.fold(item.value, at: item.time, into: &earlier.accumulator) }
    earlier.items.append(contentsOf: later.items)
  }

  @inlinable
  public func finish(_ accumulator: consuming Replayable<Base.Accumulator, Value>) throws -> Output {
    try base.finish(accumulator.accumulator)
  }
}

/// An accumulator together with the items folded into it.
@frozen
public struct Replayable<Accumulator, Value> {
  @usableFromInline var accumulator: Accumulator
  @usableFromInline var items: [TimedItem<Value>]

  @inlinable
  init(accumulator: Accumulator, items: [TimedItem<Value>]) {
    self.accumulator = accumulator
    self.items = items
  }
}

/// An item and its time.
@frozen
public struct TimedItem<Value> {
  public var value: Value
  public var time: Instant

  @inlinable
  public init(value: Value, time: Instant) {
    self.value = value
    self.time = time
  }
}

extension Replayable: Sendable where Accumulator: Sendable, Value: Sendable {}
extension Replayable: Codable where Accumulator: Codable, Value: Codable {}
extension TimedItem: Sendable where Value: Sendable {}
extension TimedItem: Codable where Value: Codable {}
