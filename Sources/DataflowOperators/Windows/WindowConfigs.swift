import DataflowCore
import Windowing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How a window step tells the time: `SystemClockConfig` or `EventClockConfig`.
public protocol ClockConfig: Sendable {}

/// Takes the system's time as the time of items.
public struct SystemClockConfig: ClockConfig, Hashable {
  public init() {}
}

/// Takes the time of an item from its value.
///
/// The watermark stays `waitForSystemDuration` behind the furthest item and runs on with the system's time.
public struct EventClockConfig<Value>: ClockConfig {
  @usableFromInline package let clock: EventClock<Value>

  /// The closure's errors stop the flow.
  @inlinable
  public init(waitForSystemDuration: Duration, _ dtGetter: @escaping @Sendable (Value) throws -> Date) {
    clock = EventClock(waitForSystemDuration: TimeSpan(waitForSystemDuration)) { Instant(try dtGetter($0)) }
  }

  /// The same clock for items that hold such a value.
  @inlinable
  package func mapping<Outer>(_ value: @escaping @Sendable (Outer) throws -> Value) -> EventClock<Outer> {
    let clock = clock
    return EventClock(waitForSystemDuration: clock.waitForSystemDuration) { try clock.itemTime(value($0)) }
  }
}

/// How a window step cuts time: `TumblingWindow`, `SlidingWindow` or `SessionWindow`.
///
/// Each makes its own windower and no other, so that a flow is compiled for the windows it uses. All throw `WindowingError`.
public protocol WindowConfig: Sendable {
  /// Chooses a windower for any fold.
  func accept<Fold: WindowFold, Visitor: WindowerVisitor>(_ visitor: Visitor, folding fold: Fold) throws -> Visitor.Result
  where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output

  /// Chooses a windower for a fold that sessions can merge.
  func accept<Fold: MergeableWindowFold, Visitor: WindowerVisitor>(_ visitor: Visitor, folding fold: Fold) throws -> Visitor.Result
  where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output

  /// Chooses a windower for a fold that overlapping windows can share.
  func accept<Fold: InvertibleWindowFold, Visitor: WindowerVisitor>(_ visitor: Visitor, folding fold: Fold) throws -> Visitor.Result
  where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output
}

/// Windows of one length that follow each other.
public struct TumblingWindow: WindowConfig, Hashable {
  public let length: Duration
  public let alignTo: Date

  public init(length: Duration, alignTo: Date) {
    self.length = length
    self.alignTo = alignTo
  }

  @inlinable
  public func accept<Fold: WindowFold, Visitor: WindowerVisitor>(_ visitor: Visitor, folding fold: Fold) throws -> Visitor.Result
  where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output {
    try visitor.visit(TumblingWindower(length: TimeSpan(length), alignTo: Instant(alignTo), fold: fold))
  }
}

/// Windows of one length that open every `offset`; they overlap when it is shorter than the length and leave gaps when it is longer.
public struct SlidingWindow: WindowConfig, Hashable {
  public let length: Duration
  public let offset: Duration
  public let alignTo: Date

  public init(length: Duration, offset: Duration, alignTo: Date) {
    self.length = length
    self.offset = offset
    self.alignTo = alignTo
  }

  @inlinable
  public func accept<Fold: WindowFold, Visitor: WindowerVisitor>(_ visitor: Visitor, folding fold: Fold) throws -> Visitor.Result
  where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output {
    try visitor.visit(
      SlidingWindower(length: TimeSpan(length), offset: TimeSpan(offset), alignTo: Instant(alignTo), fold: fold))
  }

  @inlinable
  public func accept<Fold: InvertibleWindowFold, Visitor: WindowerVisitor>(
    _ visitor: Visitor, folding fold: Fold
  ) throws -> Visitor.Result where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output {
    if length == offset { return try TumblingWindow(length: length, alignTo: alignTo).accept(visitor, folding: fold) }
    return try visitor.visit(
      PanedWindower(length: TimeSpan(length), offset: TimeSpan(offset), alignTo: Instant(alignTo), fold: fold))
  }
}

/// Windows that end when no item has come for `gap`; items exactly `gap` apart are in two.
public struct SessionWindow: WindowConfig, Hashable {
  public let gap: Duration

  public init(gap: Duration) { self.gap = gap }

  /// Keeps the items, to fold them again when two sessions are bridged.
  @inlinable
  public func accept<Fold: WindowFold, Visitor: WindowerVisitor>(_ visitor: Visitor, folding fold: Fold) throws -> Visitor.Result
  where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output {
    try visitor.visit(SessionWindower(gap: TimeSpan(gap), fold: ReplayingFold(fold)))
  }

  @inlinable
  public func accept<Fold: MergeableWindowFold, Visitor: WindowerVisitor>(
    _ visitor: Visitor, folding fold: Fold
  ) throws -> Visitor.Result where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output {
    try visitor.visit(SessionWindower(gap: TimeSpan(gap), fold: fold))
  }

  @inlinable
  public func accept<Fold: InvertibleWindowFold, Visitor: WindowerVisitor>(
    _ visitor: Visitor, folding fold: Fold
  ) throws -> Visitor.Result where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output {
    try visitor.visit(SessionWindower(gap: TimeSpan(gap), fold: fold))
  }
}

/// From when to when a window ran; for sessions, the times of the first and the last item.
///
/// Ordered by `closeTime`.
@frozen
public struct WindowMetadata: Hashable, Comparable, Sendable, CustomStringConvertible {
  @usableFromInline package let span: WindowSpan

  @inlinable
  package init(_ span: WindowSpan) { self.span = span }

  public var openTime: Date { span.open.date }
  public var closeTime: Date { span.close.date }

  public static func < (a: WindowMetadata, b: WindowMetadata) -> Bool { a.span.close < b.span.close }

  public var description: String {
    "WindowMetadata(openTime: \(span.open.utcDescription), closeTime: \(span.close.utcDescription))"
  }
}
