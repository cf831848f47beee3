/// What a type stands for beyond what is written.
public enum AvroLogicalType: Hashable, Sendable {
  /// A number with `scale` decimal places and at most `precision` digits.
  case decimal(precision: Int, scale: Int)
  case uuid
  /// Days since 1970-01-01.
  case date
  /// The time of day.
  case time(AvroTimeUnit)
  /// Time since 1970-01-01 00:00 UTC.
  case timestamp(AvroTimeUnit)
  /// Time since 1970-01-01 00:00 in whatever time zone is meant.
  case localTimestamp(AvroTimeUnit)
  /// Months, days and milliseconds.
  case duration

  /// The logical type of this name over a primitive type; `nil` if it is unknown or does not go with that type.
  init?(_ name: String, over type: AvroType, attributes: JSONValue) {
    switch (name, type) {
    case ("decimal", .bytes): self.init(decimal: attributes, mostDigits: .max)
    case ("uuid", .string): self = .uuid
    case ("date", .int): self = .date
    case ("time-millis", .int): self = .time(.milliseconds)
    case ("time-micros", .long): self = .time(.microseconds)
    case ("timestamp-millis", .long): self = .timestamp(.milliseconds)
    case ("timestamp-micros", .long): self = .timestamp(.microseconds)
    case ("timestamp-nanos", .long): self = .timestamp(.nanoseconds)
    case ("local-timestamp-millis", .long): self = .localTimestamp(.milliseconds)
    case ("local-timestamp-micros", .long): self = .localTimestamp(.microseconds)
    case ("local-timestamp-nanos", .long): self = .localTimestamp(.nanoseconds)
    default: return nil
    }
  }

  /// The logical type of this name over a fixed type; `nil` if it is unknown or does not go with that size.
  init?(_ name: String, overFixed size: Int, attributes: JSONValue) {
    switch (name, size) {
    case ("decimal", 1...): self.init(decimal: attributes, mostDigits: Self.digits(inBytes: size))
    case ("uuid", 16): self = .uuid
    case ("duration", 12): self = .duration
    default: return nil
    }
  }

  private init?(decimal attributes: JSONValue, mostDigits: Int) {
    guard let precision = attributes["precision"]?.integer, precision > 0, precision <= mostDigits else { return nil }
    let scale = attributes["scale"].map { $0.integer ?? -1 } ?? 0
    guard scale >= 0, scale <= precision else { return nil }
    self = .decimal(precision: Int(precision), scale: Int(scale))
  }

  /// How many decimal digits a signed number of so many bytes has at least.
  private static func digits(inBytes size: Int) -> Int {
    // log10(2), from below.
    size > 1 << 30 ? .max : (8 * size - 1) * 30102 / 100_000
  }
}

/// The unit in which a time is counted.
public enum AvroTimeUnit: Hashable, Sendable {
  case milliseconds, microseconds, nanoseconds

  /// The length of a count of this unit.
  func duration(_ count: Int64) -> Duration {
    switch self {
    case .milliseconds: .milliseconds(count)
    case .microseconds: .microseconds(count)
    case .nanoseconds: .nanoseconds(count)
    }
  }

  /// How many whole units a length has, rounded down; `nil` if there are too many.
  func count(of duration: Duration) -> Int64? {
    let attoseconds: Int128 =
      switch self {
      case .milliseconds: 1_000_000_000_000_000
      case .microseconds: 1_000_000_000_000
      case .nanoseconds: 1_000_000_000
      }
    let (quotient, remainder) = duration.attoseconds.quotientAndRemainder(dividingBy: attoseconds)
    return Int64(exactly: remainder < 0 ? quotient - 1 : quotient)
  }
}
