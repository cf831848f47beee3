#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Any value that Avro can write, for those who have no Swift type for it.
///
///     let reading: AvroValue = ["sensor": "attic", "celsius": 21.5]
///     if let degrees = reading["celsius"]?.double { … }
///
/// A union's value stands for itself, without its branch.
public enum AvroValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case int(Int32)
  case long(Int64)
  case float(Float)
  case double(Double)
  case bytes([UInt8])
  case string(String)
  case array([AvroValue])
  case map([String: AvroValue])
  case record(AvroRecord)
  /// An enum's symbol.
  case enumeration(String)
  case fixed([UInt8])
  case decimal(AvroDecimal)
  case uuid(UUID)
  /// Days since 1970-01-01.
  case date(days: Int32)
  /// Time since midnight.
  case time(Duration)
  /// Time since 1970-01-01 00:00 UTC.
  case timestamp(Duration)
  /// Time since 1970-01-01 00:00 in a time zone that is not said.
  case localTimestamp(Duration)
  case duration(AvroDuration)

  /// A record's field or a map's value.
  public subscript(_ key: String) -> AvroValue? {
    switch self {
    case .record(let record): record[key]
    case .map(let values): values[key]
    default: nil
    }
  }

  /// An array's item; `nil` beyond its end.
  public subscript(_ index: Int) -> AvroValue? {
    guard case .array(let items) = self, items.indices.contains(index) else { return nil }
    return items[index]
  }

  public var isNull: Bool { self == .null }

  public var bool: Bool? {
    guard case .boolean(let value) = self else { return nil }
    return value
  }

  /// An int or a long.
  public var int: Int? {
    switch self {
    case .int(let value): Int(value)
    case .long(let value): Int(exactly: value)
    default: nil
    }
  }

  /// Any number, as nearly as a `Double` holds it.
  public var double: Double? {
    switch self {
    case .double(let value): value
    case .float(let value): Double(value)
    case .int(let value): Double(value)
    case .long(let value): Double(value)
    default: nil
    }
  }

  /// A string or an enum's symbol.
  public var string: String? {
    switch self {
    case .string(let value), .enumeration(let value): value
    default: nil
    }
  }

  public var bytes: [UInt8]? {
    switch self {
    case .bytes(let value), .fixed(let value): value
    default: nil
    }
  }

  public var array: [AvroValue]? {
    guard case .array(let items) = self else { return nil }
    return items
  }

  /// A map, or a record's fields.
  public var dictionary: [String: AvroValue]? {
    switch self {
    case .map(let values): values
    case .record(let record): Dictionary(zip(record.fieldNames, record.values)) { _, last in last }
    default: nil
    }
  }

  /// A date (its first moment, UTC) or a timestamp.
  public var date: Date? {
    switch self {
    case .date(let days): Date(timeIntervalSince1970: Double(days) * 86400)
    case .timestamp(let time), .localTimestamp(let time): Date(timeSince1970: time)
    default: nil
    }
  }

  /// What kind of value this is, for messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .int, .long: "an integer"
    case .float, .double: "a floating-point number"
    case .bytes: "bytes"
    case .string: "a string"
    case .array: "an array"
    case .map: "a map"
    case .record(let record): record.name.map { "a record '\($0)'" } ?? "a record"
    case .enumeration(let symbol): "the symbol '\(symbol)'"
    case .fixed(let bytes): "\(bytes.count) fixed bytes"
    case .decimal: "a decimal"
    case .uuid: "a UUID"
    case .date: "a date"
    case .time: "a time of day"
    case .timestamp: "a timestamp"
    case .localTimestamp: "a local timestamp"
    case .duration: "a duration"
    }
  }
}

extension AvroValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(integerLiteral value: Int64) { self = .long(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral items: AvroValue...) { self = .array(items) }
  public init(dictionaryLiteral members: (String, AvroValue)...) { self = .map(Dictionary(members) { _, last in last }) }
}

extension AvroValue: CustomStringConvertible {
  /// The value as a Swift literal would write it; a map's keys in order.
  public var description: String {
    switch self {
    case .null: "nil"
    case .boolean(let value): "\(value)"
    case .int(let value): "\(value)"
    case .long(let value): "\(value)"
    case .float(let value): "\(value)"
    case .double(let value): "\(value)"
    case .bytes(let value), .fixed(let value): "\(value)"
    case .string(let value), .enumeration(let value): value.debugDescription
    case .array(let items): "\(items)"
    case .map(let values): members(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    case .record(let record): members(Array(zip(record.fieldNames, record.values)))
    case .decimal(let value): "\(value)"
    case .uuid(let value): "\(value)"
    case .date(let days): "\(days) days since 1970"
    case .time(let time): "\(time)"
    case .timestamp(let time), .localTimestamp(let time): "\(Date(timeSince1970: time))"
    case .duration(let value): "\(value)"
    }
  }

  private func members(_ members: [(String, AvroValue)]) -> String {
    members.isEmpty ? "[:]" : "[" + members.map { "\($0.debugDescription): \($1)" }.joined(separator: ", ") + "]"
  }
}

extension Date {
  /// The moment this long after 1970-01-01 00:00 UTC, as nearly as a `Date` holds it.
  init(timeSince1970 time: Duration) {
    let (seconds, attoseconds) = time.components
    self.init(timeIntervalSinceReferenceDate: Double(seconds - 978_307_200) + Double(attoseconds) / 1e18)
  }

  /// The time since 1970-01-01 00:00 UTC, to the nearest microsecond; `nil` beyond half a million years.
  var timeSince1970: Duration? {
    guard abs(timeIntervalSinceReferenceDate) < 1.6e13 else { return nil }
    let whole = timeIntervalSinceReferenceDate.rounded(.down)
    let microseconds = ((timeIntervalSinceReferenceDate - whole) * 1_000_000).rounded()
    return .seconds(Int64(whole) + 978_307_200) + .microseconds(Int64(microseconds))
  }
}
