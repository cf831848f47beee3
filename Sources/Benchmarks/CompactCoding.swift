/// A compact binary form of `Codable`, to measure JSON against: fields in order without names, numbers as varints.
///
/// It is what such a form can be at best: nothing in it says what it holds, so a type that changed is not noticed.
enum CompactCoding {
  static func encode<Value: Encodable>(_ value: Value) throws -> [UInt8] {
    let writer = CompactWriter()
    try writer.write(value)
    return writer.bytes
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    try CompactReader(bytes).read(type)
  }
}

/// Writes values one behind another.
private final class CompactWriter: Encoder {
  @exclusivity(unchecked) var bytes: [UInt8] = []
  /// Whether an array has been begun whose end must be marked.
  @exclusivity(unchecked) private var isArray = false
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func write<Value: Encodable>(_ value: Value) throws {
    if Value.self == Int.self, let number = value as? Int { return write(number) }
    if Value.self == Double.self, let number = value as? Double { return write(number) }
    if Value.self == String.self, let text = value as? String { return write(text) }
    let wasArray = isArray
    isArray = false
    try value.encode(to: self)
    if isArray { bytes.append(0) }
    isArray = wasArray
  }

  func write(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number << 1 ^ number >> 63))
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  func write(_ number: Double) { withUnsafeBytes(of: number.bitPattern) { bytes.append(contentsOf: $0) } }

  func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> { KeyedEncodingContainer(Fields<Key>(writer: self)) }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    isArray = true
    return Elements(writer: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(writer: self) }

  private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: CompactWriter
    var codingPath: [any CodingKey] { [] }
    func encodeNil(forKey key: Key) { writer.bytes.append(0) }
    func encode(_ value: Int, forKey key: Key) { writer.write(value) }
    func encode(_ value: Double, forKey key: Key) { writer.write(value) }
    func encode(_ value: String, forKey key: Key) { writer.write(value) }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try writer.write(value) }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> { writer.container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { writer.unkeyedContainer() }
    func superEncoder() -> any Encoder { writer }
    func superEncoder(forKey key: Key) -> any Encoder { writer }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let writer: CompactWriter
    var codingPath: [any CodingKey] { [] }
    var count = 0

    init(writer: CompactWriter) { self.writer = writer }

    func encodeNil() { writer.bytes.append(1) }
    func encode<Value: Encodable>(_ value: Value) throws {
      writer.bytes.append(1)
      try writer.write(value)
    }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> { writer.container(keyedBy: type) }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { writer.unkeyedContainer() }
    func superEncoder() -> any Encoder { writer }
  }

  private struct Single: SingleValueEncodingContainer {
    let writer: CompactWriter
    var codingPath: [any CodingKey] { [] }
    func encodeNil() { writer.bytes.append(0) }
    func encode<Value: Encodable>(_ value: Value) throws { try writer.write(value) }
  }
}

/// Reads what `CompactWriter` wrote, in the same order.
private final class CompactReader: Decoder {
  private let bytes: [UInt8]
  @exclusivity(unchecked) private var position = 0
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if Value.self == Int.self, let number = readInt() as? Value { return number }
    if Value.self == Double.self, let number = readDouble() as? Value { return number }
    if Value.self == String.self, let text = readString() as? Value { return text }
    return try Value(from: self)
  }

  func readByte() -> UInt8 {
    defer { position += 1 }
    return bytes[position]
  }

  func readInt() -> Int {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = readByte()
      number |= UInt64(byte & 127) << shift
      if byte < 128 { break }
      shift += 7
    }
    return Int(truncatingIfNeeded: number >> 1) ^ -Int(truncatingIfNeeded: number & 1)
  }

  func readDouble() -> Double {
    defer { position += 8 }
    return Double(bitPattern: bytes[position..<position + 8].withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) })
  }

  func readString() -> String {
    let count = readInt()
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  /// Whether another element follows; takes the mark in front of it.
  func hasElement() -> Bool { bytes[position] == 1 }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> { KeyedDecodingContainer(Fields<Key>(reader: self)) }
  func unkeyedContainer() -> any UnkeyedDecodingContainer { Elements(reader: self) }
  func singleValueContainer() -> any SingleValueDecodingContainer { Single(reader: self) }

  private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let reader: CompactReader
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }
    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }
    func decode(_ type: Int.Type, forKey key: Key) -> Int { reader.readInt() }
    func decode(_ type: Double.Type, forKey key: Key) -> Double { reader.readDouble() }
    func decode(_ type: String.Type, forKey key: Key) -> String { reader.readString() }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try reader.read(type) }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedDecodingContainer<Nested> { reader.container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer { reader.unkeyedContainer() }
    func superDecoder() -> any Decoder { reader }
    func superDecoder(forKey key: Key) -> any Decoder { reader }
  }

  private struct Elements: UnkeyedDecodingContainer {
    let reader: CompactReader
    var codingPath: [any CodingKey] { [] }
    var count: Int? { nil }
    var currentIndex = 0

    init(reader: CompactReader) { self.reader = reader }

    var isAtEnd: Bool {
      if reader.hasElement() { return false }
      _ = reader.readByte()
      return true
    }
    mutating func decodeNil() -> Bool { false }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      _ = reader.readByte()
      currentIndex += 1
      return try reader.read(type)
    }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedDecodingContainer<Nested> { reader.container(keyedBy: type) }
    func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { reader.unkeyedContainer() }
    func superDecoder() -> any Decoder { reader }
  }

  private struct Single: SingleValueDecodingContainer {
    let reader: CompactReader
    var codingPath: [any CodingKey] { [] }
    func decodeNil() -> Bool { false }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try reader.read(type) }
  }
}
