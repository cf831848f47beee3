/// Writes one value as JSON, straight into a buffer of bytes.
///
/// Two things go beyond plain JSON. Numbers that are not finite are written as the strings "nan", "inf" and "-inf". An optional inside
/// an optional is written as an array of one, so that `.some(nil)` is read back as itself.
final class StateEncoder: Encoder {
  /// Where text goes. Nested containers and super encoders may be filled in any order, so each has an output of its own, which is
  /// put in its place at the end; everything else is written in one piece.
  final class Output {
    // An encoder writes one value at a time.
    @exclusivity(unchecked) var bytes: [UInt8] = []
    @exclusivity(unchecked) var insertions: [(offset: Int, encoder: StateEncoder)] = []
  }

  enum Shape { case undecided, object, array, single }

  let output: Output
  @exclusivity(unchecked) private(set) var shape = Shape.undecided
  @exclusivity(unchecked) private(set) var count = 0
  /// Whether the value being encoded is an optional.
  let isOptional: Bool

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ output: Output, isOptional: Bool) {
    self.output = output
    self.isOptional = isOptional
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    begin(.object)
    return KeyedEncodingContainer(StateObjectEncoder<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    begin(.array)
    return StateArrayEncoder(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { StateScalarEncoder(encoder: self) }

  private func begin(_ wanted: Shape) {
    if shape != .undecided { return }
    shape = wanted
    output.bytes.append(wanted == .object ? UInt8(ascii: "{") : UInt8(ascii: "["))
  }

  func end() {
    switch shape {
    case .object: output.bytes.append(UInt8(ascii: "}"))
    case .array: output.bytes.append(UInt8(ascii: "]"))
    case .single: break
    case .undecided: output.write("{}")
    }
  }

  // MARK: What containers do

  func element() {
    if count > 0 { output.bytes.append(UInt8(ascii: ",")) }
    count += 1
  }

  func field(_ key: some CodingKey) {
    element()
    output.write(quoted: key.stringValue)
    output.bytes.append(UInt8(ascii: ":"))
  }

  func single() { shape = .single }

  func write<Value: Encodable>(_ value: Value) throws {
    if output.writeScalar(value) { return }
    let encoder = StateEncoder(output, isOptional: isOptionalType(Value.self))
    try value.encode(to: encoder)
    encoder.end()
  }

  /// An encoder whose text stands here, whenever it is written.
  func nested() -> StateEncoder {
    let encoder = StateEncoder(Output(), isOptional: false)
    output.insertions.append((output.bytes.count, encoder))
    return encoder
  }
}

/// Turns values of one type into texts, one after another, in memory that it keeps; its worker calls it for one value at a time.
final class StateWriter<Value: Encodable> {
  @exclusivity(unchecked) private var output = StateEncoder.Output()
  private let isOptional = isOptionalType(Value.self)

  func text(of value: Value) throws -> [UInt8] {
    do {
      if !output.writeScalar(value) {
        let encoder = StateEncoder(output, isOptional: isOptional)
        try value.encode(to: encoder)
        encoder.end()
      }
      return output.takeText()
    } catch {
      // What a failed value leaves behind is nobody's.
      output = StateEncoder.Output()
      throw error
    }
  }
}

extension StateEncoder.Output {
  func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  func write(_ number: Double) {
    if number.isFinite { write("\(number)") } else { write(number.isNaN ? "\"nan\"" : number > 0 ? "\"inf\"" : "\"-inf\"") }
  }

  func write(_ number: Float) {
    if number.isFinite { write("\(number)") } else { write(Double(number)) }
  }

  func write(quoted text: String) {
    var text = text
    text.withUTF8 { write(quoted: $0) }
  }

  private func write(quoted text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    if text.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      bytes.append(contentsOf: text)
      bytes.append(UInt8(ascii: "\""))
      return
    }
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        write(byte < 0x10 ? "\\u000" : "\\u00")
        write(String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  func write(_ number: Int) {
    // From the last digit to the first, in memory of the stack's.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      var rest = number.magnitude
      repeat {
        start -= 1
        digits.initializeElement(at: start, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      if number < 0 {
        start -= 1
        digits.initializeElement(at: start, to: UInt8(ascii: "-"))
      }
      bytes.append(contentsOf: digits[start...])
    }
  }

  /// Writes a value of one of the commonest types without an encoder of its own; false for all others.
  func writeScalar<Value>(_ value: Value) -> Bool {
    if Value.self == Int.self, let number = value as? Int {
      write(number)
    } else if Value.self == String.self, let text = value as? String {
      write(quoted: text)
    } else if Value.self == Double.self, let number = value as? Double {
      write(number)
    } else {
      return false
    }
    return true
  }

  /// The text with everything put in its place, in memory of its own; what comes next begins anew.
  func takeText() -> [UInt8] {
    let text = insertions.isEmpty ? bytes.withUnsafeBufferPointer { Self.copy($0) } : flattened()
    bytes.removeAll(keepingCapacity: true)
    insertions.removeAll()
    return text
  }

  private static func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: bytes.count) { $1 = $0.initialize(fromContentsOf: bytes) }
  }

  /// The text with everything put in its place.
  func flattened() -> [UInt8] {
    if insertions.isEmpty { return bytes }
    var whole: [UInt8] = []
    var from = 0
    for (offset, encoder) in insertions {
      whole += bytes[from..<offset]
      encoder.end()
      whole += encoder.output.flattened()
      from = offset
    }
    return whole + bytes[from...]
  }
}
