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
public protocol WindowConfig: Sendable {
  var definition: WindowDefinition { get }
}

/// Windows of one length that follow each other.
public struct TumblingWindow: WindowConfig, Hashable {
  public let length: Duration
  public let alignTo: Date

  public init(length: Duration, alignTo: Date) {
    self.length = length
    self.alignTo = alignTo
  }

  public var definition: WindowDefinition { .tumbling(length: TimeSpan(length), alignTo: Instant(alignTo)) }
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

  public var definition: WindowDefinition {
    .sliding(length: TimeSpan(length), offset: TimeSpan(offset), alignTo: Instant(alignTo))
  }
}

/// Windows that end when no item has come for `gap`; items exactly `gap` apart are in two.
public struct SessionWindow: WindowConfig, Hashable {
  public let gap: Duration

  public init(gap: Duration) { self.gap = gap }

  public var definition: WindowDefinition { .session(gap: TimeSpan(gap)) }
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
