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
  @inlinable public static var distantPast: Instant { Instant(microseconds: .min) }
  /// After every other instant: the watermark at the end of input.
  @inlinable public static var distantFuture: Instant { Instant(microseconds: .max) }

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

extension Instant {
  /// The moment in UTC as `2023-01-01 00:00:00 UTC`, with as many decimals as it has.
  public var utcDescription: String {
    func floorDivide(_ a: Int64, _ b: Int64) -> (Int64, Int64) {
      let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
      return rest < 0 ? (quotient - 1, rest + b) : (quotient, rest)
    }
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = "\(number)"
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let (days, inDay) = floorDivide(microseconds, 86_400_000_000)
    // The civil calendar in cycles of 400 years that begin in March, so that the leap day comes last.
    let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let (day, month) = (dayOfYear - (153 * shifted + 2) / 5 + 1, shifted < 10 ? shifted + 3 : shifted - 9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let (seconds, fraction) = inDay.quotientAndRemainder(dividingBy: 1_000_000)
    var decimals = fraction == 0 ? "" : "." + padded(fraction, 6)
    while decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(year)-\(padded(month, 2))-\(padded(day, 2)) \(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))\(decimals) UTC"
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

  @inlinable public static var zero: TimeSpan { TimeSpan(microseconds: 0) }
}
