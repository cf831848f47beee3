import DataflowCore
import Foundation
import Testing

@Suite struct InstantTests {
  @Test func aDateIsRoundedToTheNearestMicrosecond() {
    #expect(Instant(Date(timeIntervalSince1970: 1_672_531_200)).microseconds == 1_672_531_200_000_000)
    #expect(Instant(Date(timeIntervalSince1970: 1_672_531_200.25)).microseconds == 1_672_531_200_250_000)
    #expect(Instant(Date(timeIntervalSinceReferenceDate: 0.0000006)).microseconds == 978_307_200_000_001)
    #expect(Instant(Date(timeIntervalSinceReferenceDate: 0.0000004)).microseconds == 978_307_200_000_000)
    #expect(Instant(Date(timeIntervalSinceReferenceDate: -0.0000006)).microseconds == 978_307_199_999_999)
  }

  @Test func aDateBeyondTheRangeSaturates() {
    #expect(Instant(Date(timeIntervalSince1970: 1e300)) == .distantFuture)
    #expect(Instant(Date(timeIntervalSince1970: -1e300)) == .distantPast)
    #expect(Instant(Date(timeIntervalSince1970: .infinity)) == .distantFuture)
    #expect(Instant(Date(timeIntervalSince1970: 9_223_372_036_854.776)) == .distantFuture)
  }

  @Test func anInstantSurvivesItsWayThroughADate() {
    for microseconds: Int64 in [0, 1, -1, 1_672_531_200_000_001, 978_307_200_000_000, 4_102_444_800_123_456] {
      let instant = Instant(microseconds: microseconds)
      #expect(Instant(instant.date) == instant)
    }
  }

  @Test func arithmeticSaturatesAtBothEnds() {
    let second = TimeSpan(microseconds: 1_000_000)
    let back = TimeSpan(microseconds: -1_000_000)
    let longest = TimeSpan(microseconds: .max)
    let shortest = TimeSpan(microseconds: .min)
    #expect(Instant.distantFuture + second == .distantFuture)
    #expect(Instant.distantFuture - back == .distantFuture)
    #expect(Instant.distantPast + back == .distantPast)
    #expect(Instant.distantPast - second == .distantPast)
    #expect(Instant.distantPast - longest == .distantPast)
    #expect(Instant.distantFuture - shortest == .distantFuture)
    #expect(Instant.distantFuture - Instant.distantPast == longest)
    #expect(Instant.distantPast - Instant.distantFuture == shortest)
    #expect(Instant(microseconds: 5) - Instant(microseconds: 7) == TimeSpan(microseconds: -2))
  }

  @Test func aDurationIsRoundedToTheNearestMicrosecond() {
    #expect(TimeSpan(.seconds(3)).microseconds == 3_000_000)
    #expect(TimeSpan(.nanoseconds(1499)).microseconds == 1)
    #expect(TimeSpan(.nanoseconds(1500)).microseconds == 2)
    #expect(TimeSpan(.nanoseconds(-1499)).microseconds == -1)
    #expect(TimeSpan(.nanoseconds(-1500)).microseconds == -2)
    #expect(TimeSpan(.milliseconds(-2500)).microseconds == -2_500_000)
  }

  @Test func aDurationBeyondTheRangeSaturates() {
    #expect(TimeSpan(.seconds(Int64.max)).microseconds == .max)
    #expect(TimeSpan(.seconds(Int64.min)).microseconds == .min)
  }

  /// Source: Python's `datetime.fromtimestamp(…, timezone.utc)`.
  @Test(arguments: [
    (0, "1970-01-01 00:00:00 UTC"), (1_672_531_200_000_000, "2023-01-01 00:00:00 UTC"), (951_782_400_000_000, "2000-02-29 00:00:00 UTC"),
    (4_107_542_399_999_999, "2100-02-28 23:59:59.999999 UTC"), (4_107_542_400_000_000, "2100-03-01 00:00:00 UTC"),
    (-1, "1969-12-31 23:59:59.999999 UTC"), (1_672_531_200_250_000, "2023-01-01 00:00:00.25 UTC"), (-62_135_596_800_000_000, "1-01-01 00:00:00 UTC"),
  ] as [(Int64, String)])
  func momentsAreDescribedInUTC(_ microseconds: Int64, _ description: String) {
    #expect(Instant(microseconds: microseconds).utcDescription == description)
  }

  @Test func theEndsOfTimeCanBeDescribed() {
    #expect(Instant.distantFuture.utcDescription.hasPrefix("294247-01-10 04:00:54.775807"))
    #expect(Instant.distantPast.utcDescription.hasSuffix("UTC"))
  }
}
