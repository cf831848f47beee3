/// The containers that `StateDecoder` hands out.
struct StateObjectDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let fields: [String: StateText]
  let codingPath: [any CodingKey]

  var allKeys: [Key] { fields.keys.compactMap { Key(stringValue: $0) } }
  func contains(_ key: Key) -> Bool { fields[key.stringValue] != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try text(key).isNull }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try StateDecoder.decode(type, from: text(key), at: codingPath + [key])
  }

  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try text(key).integer(type, codingPath + [key]) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try text(key).float(type, codingPath + [key]) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try text(key).string(codingPath + [key]) }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    guard let text = fields[key.stringValue], !text.isNull else { return nil }
    return try StateDecoder.decode(type, from: isOptionalType(type) ? text.unwrapped : text, at: codingPath + [key])
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try decoder(key).unkeyedContainer() }
  func superDecoder() throws -> any Decoder { try decoder(SuperKey()) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

  private func decoder(_ key: any CodingKey) throws -> StateDecoder {
    StateDecoder(try text(key), codingPath + [key], isOptional: false)
  }

  private func text(_ key: any CodingKey) throws -> StateText {
    guard let text = fields[key.stringValue] else {
      throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "no such field"))
    }
    return text
  }
}

struct StateArrayDecoder: UnkeyedDecodingContainer {
  let elements: [StateText]
  let codingPath: [any CodingKey]
  private(set) var currentIndex = 0

  init(elements: [StateText], codingPath: [any CodingKey]) {
    self.elements = elements
    self.codingPath = codingPath
  }

  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex].isNull else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try take(type) { try StateDecoder.decode(type, from: $0, at: $1) }
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    try take([String: Any].self) { try StateDecoder($0, $1, isOptional: false).container(keyedBy: type) }
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try take([Any].self) { try StateDecoder($0, $1, isOptional: false).unkeyedContainer() }
  }

  mutating func superDecoder() throws -> any Decoder {
    try take((any Decoder).self) { StateDecoder($0, $1, isOptional: false) }
  }

  private mutating func take<Result>(_ type: Any.Type, _ read: (StateText, [any CodingKey]) throws -> Result) throws -> Result {
    let path = codingPath + [ElementKey(currentIndex)]
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(type, .init(codingPath: path, debugDescription: "the array has ended"))
    }
    let result = try read(elements[currentIndex], path)
    currentIndex += 1
    return result
  }
}

/// An element's number, for error messages.
private struct ElementKey: CodingKey {
  let intValue: Int?
  init(_ number: Int) { intValue = number }
  init?(intValue: Int) { self.intValue = intValue }
  init?(stringValue: String) { return nil }
  var stringValue: String { "\(intValue ?? 0)" }
}

struct StateScalarDecoder: SingleValueDecodingContainer {
  let text: StateText
  let codingPath: [any CodingKey]
  let isOptional: Bool

  func decodeNil() -> Bool { text.isNull }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try StateDecoder.decode(type, from: isOptional && isOptionalType(type) ? text.unwrapped : text, at: codingPath)
  }

  func decode(_ type: Bool.Type) throws -> Bool { try text.bool(codingPath) }
  func decode(_ type: String.Type) throws -> String { try text.string(codingPath) }
  func decode(_ type: Double.Type) throws -> Double { try text.float(type, codingPath) }
  func decode(_ type: Float.Type) throws -> Float { try text.float(type, codingPath) }
  func decode(_ type: Int.Type) throws -> Int { try text.integer(type, codingPath) }
  func decode(_ type: Int8.Type) throws -> Int8 { try text.integer(type, codingPath) }
  func decode(_ type: Int16.Type) throws -> Int16 { try text.integer(type, codingPath) }
  func decode(_ type: Int32.Type) throws -> Int32 { try text.integer(type, codingPath) }
  func decode(_ type: Int64.Type) throws -> Int64 { try text.integer(type, codingPath) }
  func decode(_ type: UInt.Type) throws -> UInt { try text.integer(type, codingPath) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try text.integer(type, codingPath) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try text.integer(type, codingPath) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try text.integer(type, codingPath) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try text.integer(type, codingPath) }
}
