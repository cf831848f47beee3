public import KafkaConnector

/// Writes text as UTF-8; `nil` as no bytes.
public struct StringSerializer: Serializer {
  public init() {}

  public func callAsFunction(_ obj: String?, _ ctx: SerializationContext = .unknown) -> [UInt8]? { obj.map { Array($0.utf8) } }
}

/// Reads UTF-8; no bytes are `nil`.
public struct StringDeserializer: Deserializer {
  public init() {}

  /// Throws a `SerializationError` for bytes that are not UTF-8.
  public func callAsFunction(_ data: [UInt8]?, _ ctx: SerializationContext = .unknown) throws -> String? {
    guard let data else { return nil }
    guard let text = String(validating: data, as: UTF8.self) else { throw SerializationError(.malformed, "not UTF-8") }
    return text
  }
}

/// Writes a number in four bytes, the highest first; `nil` as no bytes.
public struct IntegerSerializer: Serializer {
  public init() {}

  /// Throws a `SerializationError` for a number that four bytes cannot hold.
  public func callAsFunction(_ obj: Int?, _ ctx: SerializationContext = .unknown) throws -> [UInt8]? {
    guard let obj else { return nil }
    guard let number = Int32(exactly: obj) else { throw SerializationError(.malformed, "\(obj) does not fit four bytes") }
    return withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}

/// Reads a number of four bytes; no bytes are `nil`.
public struct IntegerDeserializer: Deserializer {
  public init() {}

  /// Throws a `SerializationError` unless there are four bytes.
  public func callAsFunction(_ data: [UInt8]?, _ ctx: SerializationContext = .unknown) throws -> Int? {
    guard let data else { return nil }
    guard data.count == 4 else { throw SerializationError(.malformed, "\(data.count) bytes where an integer has 4") }
    return Int(Int32(bitPattern: data.reduce(0) { $0 << 8 | UInt32($1) }))
  }
}

/// Writes a floating-point number in eight bytes, the highest first; `nil` as no bytes.
public struct DoubleSerializer: Serializer {
  public init() {}

  public func callAsFunction(_ obj: Double?, _ ctx: SerializationContext = .unknown) -> [UInt8]? {
    obj.map { number in withUnsafeBytes(of: number.bitPattern.bigEndian) { Array($0) } }
  }
}

/// Reads a floating-point number of eight bytes; no bytes are `nil`.
public struct DoubleDeserializer: Deserializer {
  public init() {}

  /// Throws a `SerializationError` unless there are eight bytes.
  public func callAsFunction(_ data: [UInt8]?, _ ctx: SerializationContext = .unknown) throws -> Double? {
    guard let data else { return nil }
    guard data.count == 8 else { throw SerializationError(.malformed, "\(data.count) bytes where a double has 8") }
    return Double(bitPattern: data.reduce(0) { $0 << 8 | UInt64($1) })
  }
}
