/// Stands in where a container or an encoder does not fit the schema: the protocols let it be refused only when it is used.
struct RefusingEncoder: Encoder {
  let error: AvroError
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(RefusingContainer(error: error))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { RefusingArray(error: error) }

  func singleValueContainer() -> any SingleValueEncodingContainer { RefusingArray(error: error) }
}

struct RefusingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let error: AvroError
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) throws { throw error }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { throw error }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
    RefusingEncoder(error: error).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { RefusingArray(error: error) }

  func superEncoder() -> any Encoder { RefusingEncoder(error: error) }

  func superEncoder(forKey key: Key) -> any Encoder { RefusingEncoder(error: error) }
}

struct RefusingArray: UnkeyedEncodingContainer, SingleValueEncodingContainer {
  let error: AvroError
  var codingPath: [any CodingKey] { [] }
  var count: Int { 0 }

  func encodeNil() throws { throw error }

  func encode<Value: Encodable>(_ value: Value) throws { throw error }

  func encode(_ value: Bool) throws { throw error }
  func encode(_ value: String) throws { throw error }
  func encode(_ value: Double) throws { throw error }
  func encode(_ value: Float) throws { throw error }
  func encode(_ value: Int) throws { throw error }
  func encode(_ value: Int8) throws { throw error }
  func encode(_ value: Int16) throws { throw error }
  func encode(_ value: Int32) throws { throw error }
  func encode(_ value: Int64) throws { throw error }
  func encode(_ value: UInt) throws { throw error }
  func encode(_ value: UInt8) throws { throw error }
  func encode(_ value: UInt16) throws { throw error }
  func encode(_ value: UInt32) throws { throw error }
  func encode(_ value: UInt64) throws { throw error }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    RefusingEncoder(error: error).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }

  func superEncoder() -> any Encoder { RefusingEncoder(error: error) }
}
