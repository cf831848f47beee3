/// The containers that `StepDecoder` hands out; each only says where the next value is.
struct RecordFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let input: RecordInput
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { input.record.shape.fields.compactMap { Key(stringValue: $0) } }

  func contains(_ key: Key) -> Bool { input.record.shape.index[key.stringValue] != nil }

  /// Reads a field; an error inside of it names it.
  private func read<Value>(_ key: Key, _ body: (DecodingInput, Int) throws -> Value) throws -> Value {
    let name = key.stringValue
    guard let place = try input.place(for: name) else { throw AvroError.absent(name, from: input.record.shape.name) }
    do {
      let value = try body(place.input, place.step)
      input.passed(place.input)
      return value
    } catch let error as AvroError { throw error.inside(name) }
  }

  /// Reads a field that may be null, or may not be there.
  private func readIfPresent<Value>(_ key: Key, _ body: (DecodingInput, Int) throws -> Value) throws -> Value? {
    guard contains(key) else { return nil }
    return try read(key) { input, step in try input.decodeNil(step) ? nil : try body(input, step) }
  }

  func decodeNil(forKey key: Key) throws -> Bool {
    guard let place = try input.place(for: key.stringValue) else {
      throw AvroError.absent(key.stringValue, from: input.record.shape.name)
    }
    return try place.input.decodeNil(place.step)
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try read(key) { try $0.decode(type, $1) } }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try readIfPresent(key) { try $0.decode(type, $1) }
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try read(key) { try $0.bool($1) } }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try read(key) { try $0.string($1) } }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try read(key) { try $0.double($1) } }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try read(key) { Float(try $0.double($1)) } }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try read(key) { try $0.integer(type, $1) } }

  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try readIfPresent(key) { try $0.bool($1) } }
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try readIfPresent(key) { try $0.string($1) } }
  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try readIfPresent(key) { try $0.double($1) } }
  func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? {
    try readIfPresent(key) { Float(try $0.double($1)) }
  }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try readIfPresent(key) { try $0.integer(type, $1) } }
  func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? { try readIfPresent(key) { try $0.integer(type, $1) } }
  func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? {
    try readIfPresent(key) { try $0.integer(type, $1) }
  }
  func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? {
    try readIfPresent(key) { try $0.integer(type, $1) }
  }
  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
    try readIfPresent(key) { try $0.integer(type, $1) }
  }
  func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? { try readIfPresent(key) { try $0.integer(type, $1) } }
  func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? {
    try readIfPresent(key) { try $0.integer(type, $1) }
  }
  func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? {
    try readIfPresent(key) { try $0.integer(type, $1) }
  }
  func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? {
    try readIfPresent(key) { try $0.integer(type, $1) }
  }
  func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? {
    try readIfPresent(key) { try $0.integer(type, $1) }
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
    try nested(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try nested(key.stringValue).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try nested("super") }

  func superDecoder(forKey key: Key) throws -> any Decoder { try nested(key.stringValue) }

  private func nested(_ name: String) throws -> StepDecoder {
    guard let decoder = try input.decoder(for: name) else { throw AvroError.absent(name, from: input.record.shape.name) }
    return decoder
  }
}

/// The keys and values of a map.
struct MapMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let input: MapInput
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { input.keys.compactMap { Key(stringValue: $0) } }

  func contains(_ key: Key) -> Bool { input.positions[key.stringValue] != nil }

  private func read<Value>(_ key: Key, _ body: (DecodingInput, Int) throws -> Value) throws -> Value {
    let name = key.stringValue
    guard let place = input.place(for: name) else { throw AvroError.absent(name, from: nil) }
    do { return try body(place.input, place.step) } catch let error as AvroError { throw error.inside("[\(name)]") }
  }

  func decodeNil(forKey key: Key) throws -> Bool { try read(key) { try $0.decodeNil($1) } }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try read(key) { try $0.decode(type, $1) } }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try read(key) { try $0.bool($1) } }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try read(key) { try $0.string($1) } }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try read(key) { try $0.double($1) } }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try read(key) { Float(try $0.double($1)) } }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try read(key) { try $0.integer(type, $1) } }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try read(key) { try $0.integer(type, $1) } }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
    try nested(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try nested(key.stringValue).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try nested("super") }

  func superDecoder(forKey key: Key) throws -> any Decoder { try nested(key.stringValue) }

  private func nested(_ name: String) throws -> StepDecoder {
    guard let decoder = input.decoder(for: name) else { throw AvroError.absent(name, from: nil) }
    return decoder
  }
}

/// The items of an array.
struct ArrayItems: UnkeyedDecodingContainer {
  let input: ArrayInput
  var codingPath: [any CodingKey] { [] }
  var count: Int? { nil }
  var isAtEnd: Bool { input.isAtEnd }
  var currentIndex: Int { input.index }

  private func read<Value>(_ body: (DecodingInput, Int) throws -> Value) throws -> Value {
    do {
      let place = try input.place()
      let value = try body(place.input, place.step)
      try input.passed()
      return value
    } catch let error as AvroError where !input.isAtEnd { throw error.inside("[\(input.index)]") }
  }

  func decodeNil() throws -> Bool {
    let place = try input.place()
    guard try place.input.decodeNil(place.step) else { return false }
    try input.passed()
    return true
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try read { try $0.decode(type, $1) } }

  func decode(_ type: Bool.Type) throws -> Bool { try read { try $0.bool($1) } }
  func decode(_ type: String.Type) throws -> String { try read { try $0.string($1) } }
  func decode(_ type: Double.Type) throws -> Double { try read { try $0.double($1) } }
  func decode(_ type: Float.Type) throws -> Float { try read { Float(try $0.double($1)) } }
  func decode(_ type: Int.Type) throws -> Int { try read { try $0.integer(type, $1) } }
  func decode(_ type: Int8.Type) throws -> Int8 { try read { try $0.integer(type, $1) } }
  func decode(_ type: Int16.Type) throws -> Int16 { try read { try $0.integer(type, $1) } }
  func decode(_ type: Int32.Type) throws -> Int32 { try read { try $0.integer(type, $1) } }
  func decode(_ type: Int64.Type) throws -> Int64 { try read { try $0.integer(type, $1) } }
  func decode(_ type: UInt.Type) throws -> UInt { try read { try $0.integer(type, $1) } }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try read { try $0.integer(type, $1) } }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try read { try $0.integer(type, $1) } }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try read { try $0.integer(type, $1) } }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try read { try $0.integer(type, $1) } }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    try input.decoder().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try input.decoder().unkeyedContainer() }

  func superDecoder() throws -> any Decoder { try input.decoder() }
}

extension AvroError {
  static func absent(_ key: String, from record: String?) -> AvroError {
    let place = record.map { "record '\($0)'" } ?? "the map"
    return AvroError(.notDecodable, "\(place) has no such field; make the property optional or name it like the field", at: key)
  }
}
