/// The containers that `StateEncoder` hands out; each only says where the next value stands.
struct StateObjectEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: StateEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    encoder.field(key)
    encoder.output.write("null")
  }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    encoder.field(key)
    try encoder.write(value)
  }

  /// An optional that holds an optional is told from one that is absent.
  func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
    guard let value else { return }
    encoder.field(key)
    if isOptionalType(Value.self) { try encoder.write([value]) } else { try encoder.write(value) }
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
    encoder.field(key)
    return encoder.nested().container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder.field(key)
    return encoder.nested().unkeyedContainer()
  }

  func superEncoder() -> any Encoder {
    encoder.field(SuperKey())
    return encoder.nested()
  }

  func superEncoder(forKey key: Key) -> any Encoder {
    encoder.field(key)
    return encoder.nested()
  }

  func encode(_ value: Bool, forKey key: Key) {
    encoder.field(key)
    encoder.output.write(value ? "true" : "false")
  }

  func encode(_ value: String, forKey key: Key) {
    encoder.field(key)
    encoder.output.write(quoted: value)
  }

  func encode(_ value: Double, forKey key: Key) {
    encoder.field(key)
    encoder.output.write(value)
  }

  func encode(_ value: Float, forKey key: Key) {
    encoder.field(key)
    encoder.output.write(value)
  }

  func encode(_ value: Int, forKey key: Key) {
    encoder.field(key)
    encoder.output.write(value)
  }

  func encode(_ value: Int8, forKey key: Key) {
    encoder.field(key)
    encoder.output.write("\(value)")
  }

  func encode(_ value: Int16, forKey key: Key) {
    encoder.field(key)
    encoder.output.write("\(value)")
  }

  func encode(_ value: Int32, forKey key: Key) {
    encoder.field(key)
    encoder.output.write("\(value)")
  }

  func encode(_ value: Int64, forKey key: Key) {
    encoder.field(key)
    encoder.output.write("\(value)")
  }

  func encode(_ value: UInt, forKey key: Key) {
    encoder.field(key)
    encoder.output.write("\(value)")
  }

  func encode(_ value: UInt8, forKey key: Key) {
    encoder.field(key)
    encoder.output.write("\(value)")
  }

  func encode(_ value: UInt16, forKey key: Key) {
    encoder.field(key)
    encoder.output.write("\(value)")
  }

  func encode(_ value: UInt32, forKey key: Key) {
    encoder.field(key)
    encoder.output.write("\(value)")
  }

  func encode(_ value: UInt64, forKey key: Key) {
    encoder.field(key)
    encoder.output.write("\(value)")
  }
}

struct StateArrayEncoder: UnkeyedEncodingContainer {
  let encoder: StateEncoder
  var codingPath: [any CodingKey] { [] }
  var count: Int { encoder.count }

  func encodeNil() {
    encoder.element()
    encoder.output.write("null")
  }

  func encode<Value: Encodable>(_ value: Value) throws {
    encoder.element()
    try encoder.write(value)
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    encoder.element()
    return encoder.nested().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    encoder.element()
    return encoder.nested().unkeyedContainer()
  }

  func superEncoder() -> any Encoder {
    encoder.element()
    return encoder.nested()
  }
}

struct StateScalarEncoder: SingleValueEncodingContainer {
  let encoder: StateEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil() {
    encoder.single()
    encoder.output.write("null")
  }

  func encode<Value: Encodable>(_ value: Value) throws {
    encoder.single()
    if encoder.isOptional && isOptionalType(Value.self) { try encoder.write([value]) } else { try encoder.write(value) }
  }

  func encode(_ value: Bool) {
    encoder.single()
    encoder.output.write(value ? "true" : "false")
  }

  func encode(_ value: String) {
    encoder.single()
    encoder.output.write(quoted: value)
  }

  func encode(_ value: Double) {
    encoder.single()
    encoder.output.write(value)
  }

  func encode(_ value: Float) {
    encoder.single()
    encoder.output.write(value)
  }

  func encode(_ value: Int) {
    encoder.single()
    encoder.output.write(value)
  }

  func encode(_ value: Int8) {
    encoder.single()
    encoder.output.write("\(value)")
  }

  func encode(_ value: Int16) {
    encoder.single()
    encoder.output.write("\(value)")
  }

  func encode(_ value: Int32) {
    encoder.single()
    encoder.output.write("\(value)")
  }

  func encode(_ value: Int64) {
    encoder.single()
    encoder.output.write("\(value)")
  }

  func encode(_ value: UInt) {
    encoder.single()
    encoder.output.write("\(value)")
  }

  func encode(_ value: UInt8) {
    encoder.single()
    encoder.output.write("\(value)")
  }

  func encode(_ value: UInt16) {
    encoder.single()
    encoder.output.write("\(value)")
  }

  func encode(_ value: UInt32) {
    encoder.single()
    encoder.output.write("\(value)")
  }

  func encode(_ value: UInt64) {
    encoder.single()
    encoder.output.write("\(value)")
  }
}

/// The field that a superclass's part is kept under when it names none.
struct SuperKey: CodingKey {
  init() {}
  init?(stringValue: String) { if stringValue != "super" { return nil } }
  init?(intValue: Int) { return nil }
  var stringValue: String { "super" }
  var intValue: Int? { nil }
}
