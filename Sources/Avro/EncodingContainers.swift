/// The containers that `StepEncoder` hands out; each only says where the next value goes.
struct RecordContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let output: RecordOutput
  var codingPath: [any CodingKey] { [] }

  /// Writes a field; an error inside of it names it.
  private func put(_ key: Key, _ write: (EncodingOutput, Int) throws -> Void) throws {
    let name = key.stringValue
    guard let place = try output.place(for: name) else { return }
    do { try write(place.output, place.step) } catch let error as AvroError { throw error.inside(name) }
  }

  func encodeNil(forKey key: Key) throws { try put(key) { try $0.encodeNil($1) } }

  func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try put(key) { try $0.encode(value, $1) } }

  func encode(_ value: Bool, forKey key: Key) throws { try put(key) { try $0.encode(value, $1) } }
  func encode(_ value: String, forKey key: Key) throws { try put(key) { try $0.encode(value, $1) } }
  func encode(_ value: Double, forKey key: Key) throws { try put(key) { try $0.encode(value, $1) } }
  func encode(_ value: Float, forKey key: Key) throws { try put(key) { try $0.encode(value, $1) } }
  func encode(_ value: Int, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int8, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int16, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int32, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int64, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt8, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt16, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt32, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt64, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }

  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: String?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: Float?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: Int?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try output.leaveOut(key.stringValue) }
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
    nested(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }

  func superEncoder() -> any Encoder { nested("super") }

  func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

  private func nested(_ key: Key) -> any Encoder { nested(key.stringValue) }

  private func nested(_ name: String) -> any Encoder {
    do {
      if let encoder = try output.keep(name) { return encoder }
      let detail = "the record has no such field, and what is written piece by piece cannot be left out; add it to the schema"
      return RefusingEncoder(error: AvroError(.notEncodable, detail, at: name))
    } catch { return RefusingEncoder(error: error) }
  }
}

/// The keys and values of a map.
struct MapContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let output: ListOutput
  var codingPath: [any CodingKey] { [] }

  private func put(_ key: Key, _ write: (EncodingOutput, Int) throws -> Void) throws {
    let name = key.stringValue
    let place = output.place(for: name)
    do { try write(place.output, place.step) } catch let error as AvroError { throw error.inside("[\(name)]") }
  }

  func encodeNil(forKey key: Key) throws { try put(key) { try $0.encodeNil($1) } }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try put(key) { try $0.encode(value, $1) } }

  func encode(_ value: Bool, forKey key: Key) throws { try put(key) { try $0.encode(value, $1) } }
  func encode(_ value: String, forKey key: Key) throws { try put(key) { try $0.encode(value, $1) } }
  func encode(_ value: Double, forKey key: Key) throws { try put(key) { try $0.encode(value, $1) } }
  func encode(_ value: Float, forKey key: Key) throws { try put(key) { try $0.encode(value, $1) } }
  func encode(_ value: Int, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int8, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int16, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int32, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int64, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt8, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt16, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt32, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt64, forKey key: Key) throws { try put(key) { try $0.encode(integer: value, $1) } }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
    output.keep(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { output.keep(key.stringValue).unkeyedContainer() }

  func superEncoder() -> any Encoder { output.keep("super") }

  func superEncoder(forKey key: Key) -> any Encoder { output.keep(key.stringValue) }
}

/// The items of an array.
struct ArrayContainer: UnkeyedEncodingContainer {
  let output: ListOutput
  var codingPath: [any CodingKey] { [] }
  var count: Int { output.count }

  private func put(_ write: (EncodingOutput, Int) throws -> Void) throws {
    let place = output.place()
    do { try write(place.output, place.step) } catch let error as AvroError { throw error.inside("[\(output.count - 1)]") }
  }

  func encodeNil() throws { try put { try $0.encodeNil($1) } }

  func encode<Value: Encodable>(_ value: Value) throws { try put { try $0.encode(value, $1) } }

  func encode(_ value: Bool) throws { try put { try $0.encode(value, $1) } }
  func encode(_ value: String) throws { try put { try $0.encode(value, $1) } }
  func encode(_ value: Double) throws { try put { try $0.encode(value, $1) } }
  func encode(_ value: Float) throws { try put { try $0.encode(value, $1) } }
  func encode(_ value: Int) throws { try put { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int8) throws { try put { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int16) throws { try put { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int32) throws { try put { try $0.encode(integer: value, $1) } }
  func encode(_ value: Int64) throws { try put { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt) throws { try put { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt8) throws { try put { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt16) throws { try put { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt32) throws { try put { try $0.encode(integer: value, $1) } }
  func encode(_ value: UInt64) throws { try put { try $0.encode(integer: value, $1) } }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    output.keep().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { output.keep().unkeyedContainer() }

  func superEncoder() -> any Encoder { output.keep() }
}
