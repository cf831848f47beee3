/// Reads what `StateEncoder` wrote.
final class StateDecoder: Decoder {
  let text: StateText
  let codingPath: [any CodingKey]
  /// Whether the value being decoded is an optional.
  let isOptional: Bool
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ text: StateText, _ codingPath: [any CodingKey], isOptional: Bool) {
    self.text = text
    self.codingPath = codingPath
    self.isOptional = isOptional
  }

  static func value<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try decode(type, from: StateText(bytes), at: [])
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from text: StateText, at path: [any CodingKey]) throws -> Value {
    // The commonest types need no decoder of their own.
    if type == Int.self, let value = try text.integer(Int.self, path) as? Value { return value }
    if type == Double.self, let value = try text.float(Double.self, path) as? Value { return value }
    if type == String.self, let value = try text.string(path) as? Value { return value }
    return try Value(from: StateDecoder(text, path, isOptional: isOptionalType(type)))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let fields) = text else { throw mismatch([String: Any].self) }
    return KeyedDecodingContainer(StateObjectDecoder<Key>(fields: fields, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = text else { throw mismatch([Any].self) }
    return StateArrayDecoder(elements: elements, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    StateScalarDecoder(text: text, codingPath: codingPath, isOptional: isOptional)
  }

  private func mismatch(_ type: Any.Type) -> DecodingError {
    .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "found something else"))
  }
}

extension StateText {
  var isNull: Bool { if case .null = self { true } else { false } }

  /// What stands inside an array of one, as optionals in optionals are written.
  var unwrapped: StateText {
    if case .array(let elements) = self, elements.count == 1 { elements[0] } else { self }
  }

  func bool(_ path: @autoclosure () -> [any CodingKey]) throws -> Bool {
    guard case .bool(let value) = self else { throw mismatch(Bool.self, path()) }
    return value
  }

  func string(_ path: @autoclosure () -> [any CodingKey]) throws -> String {
    guard case .string(let value) = self else { throw mismatch(String.self, path()) }
    return value
  }

  func integer<Number: FixedWidthInteger>(_ type: Number.Type, _ path: @autoclosure () -> [any CodingKey]) throws -> Number {
    guard case .number(let digits) = self, let value = Number(digits) else { throw mismatch(type, path()) }
    return value
  }

  func float<Number: BinaryFloatingPoint & LosslessStringConvertible>(_ type: Number.Type, _ path: @autoclosure () -> [any CodingKey]) throws -> Number {
    switch self {
    case .number(let digits): if let value = Number(digits) { return value }
    case .string("nan"): return .nan
    case .string("inf"): return .infinity
    case .string("-inf"): return -.infinity
    default: break
    }
    throw mismatch(type, path())
  }

  private func mismatch(_ type: Any.Type, _ path: [any CodingKey]) -> DecodingError {
    .typeMismatch(type, .init(codingPath: path, debugDescription: "found something else"))
  }
}
