/// Where in a partition a source begins that has no stored position; written as `.end`, `OFFSET_END` or a number.
public struct KafkaOffset: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// Zero or more is an offset; the negative numbers are librdkafka's own.
  public let rawValue: Int

  /// The given offset, or one of librdkafka's negative numbers.
  public init(_ offset: Int) { rawValue = offset }
  public init(integerLiteral offset: Int) { rawValue = offset }

  /// The oldest message there is.
  public static let beginning = KafkaOffset(-2)
  /// Whatever comes after the start.
  public static let end = KafkaOffset(-1)
  /// What the consumer group named by `group.id` has committed; where it has nothing, `auto.offset.reset` decides.
  public static let stored = KafkaOffset(-1000)

  public var description: String {
    switch self {
    case .beginning: "beginning"
    case .end: "end"
    case .stored: "stored"
    default: "\(rawValue)"
    }
  }
}

/// The oldest message there is.
public let OFFSET_BEGINNING = KafkaOffset.beginning
/// Whatever comes after the start.
public let OFFSET_END = KafkaOffset.end
/// What the consumer group named by `group.id` has committed.
public let OFFSET_STORED = KafkaOffset.stored
