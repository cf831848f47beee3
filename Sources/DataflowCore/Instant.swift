#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A moment in whole microseconds since 1970-01-01 00:00 UTC, so that time arithmetic is exact.
///
/// A `Date` is a floating-point number; converting rounds it to the nearest microsecond, the resolution of the
/// times Bytewax itself computes with. All arithmetic saturates at `distantPast` and `distantFuture`.
public struct Instant: Hashable, Comparable, Sendable, Codable {
  public var microseconds: Int64

  @inlinable
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Rounds to the nearest microsecond; a date beyond the range, or not a number, saturates.
  @inlinable
  public init(_ date: Date) {
    // The reference date is a whole number of seconds, so the two parts are rounded apart and nothing is lost in their sum.
    let scaled = (date.timeIntervalSinceReferenceDate * 1_000_000).rounded()
    let sinceReference = Int64(exactly: scaled) ?? (scaled < 0 ? .min : .max)
    self = Instant(microseconds: 978_307_200_000_000).advanced(by: TimeSpan(microseconds: sinceReference))
  }

  @inlinable
  public var date: Date {
    Date(timeIntervalSinceReferenceDate: Double(microseconds &- 978_307_200_000_000) / 1_000_000)
  }

  /// Before every other instant: the watermark of a clock that has seen nothing.
  public static let distantPast = Instant(microseconds: .min)
  /// After every other instant: the watermark at the end of input.
  public static let distantFuture = Instant(microseconds: .max)

  /// The system clock, read now.
  public static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  @inlinable
  public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

  @inlinable
  public func advanced(by span: TimeSpan) -> Instant {
    let (sum, overflow) = microseconds.addingReportingOverflow(span.microseconds)
    return Instant(microseconds: overflow ? (span.microseconds < 0 ? .min : .max) : sum)
  }

  @inlinable
  public static func + (instant: Instant, span: TimeSpan) -> Instant { instant.advanced(by: span) }

  @inlinable
  public static func - (instant: Instant, span: TimeSpan) -> Instant {
    let (difference, overflow) = instant.microseconds.subtractingReportingOverflow(span.microseconds)
    return Instant(microseconds: overflow ? (span.microseconds < 0 ? .max : .min) : difference)
  }

  @inlinable
  public static func - (end: Instant, start: Instant) -> TimeSpan {
    let (difference, overflow) = end.microseconds.subtractingReportingOverflow(start.microseconds)
    return TimeSpan(microseconds: overflow ? (end < start ? .min : .max) : difference)
  }
}

/// A length of time in whole microseconds; negative spans run backwards.
public struct TimeSpan: Hashable, Comparable, Sendable, Codable {
  public var microseconds: Int64

  @inlinable
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Rounds to the nearest microsecond; a duration beyond the range saturates.
  @inlinable
  public init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let half: Int64 = attoseconds < 0 ? -500_000_000_000 : 500_000_000_000
    let fraction = (attoseconds + half) / 1_000_000_000_000
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    let (sum, overflowOfSum) = whole.addingReportingOverflow(fraction)
    self.microseconds = overflow || overflowOfSum ? (seconds < 0 ? .min : .max) : sum
  }

  @inlinable
  public var duration: Duration { .microseconds(microseconds) }

  @inlinable
  public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.microseconds < b.microseconds }

  public static let zero = TimeSpan(microseconds: 0)
}
