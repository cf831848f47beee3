/// A JSON text as values, numbers still as they were written.
indirect enum StateText {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([StateText])
  case object([String: StateText])

  /// Reads a whole text; throws `DecodingError.dataCorrupted`.
  init(_ bytes: [UInt8]) throws {
    self = try bytes.withUnsafeBufferPointer { bytes in
      var reader = StateTextReader(bytes: bytes)
      return try reader.readWhole()
    }
  }
}

/// Reads JSON from left to right. Depth is bounded by what `StateEncoder` wrote, or by `deepest` for a damaged text.
private struct StateTextReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  var depth = 0

  static let deepest = 512

  mutating func readWhole() throws -> StateText {
    let value = try read()
    skipBlanks()
    if position < bytes.count { throw damaged("text after the end") }
    return value
  }

  private mutating func read() throws -> StateText {
    skipBlanks()
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw damaged("too deeply nested") }
    switch next {
    case UInt8(ascii: "{"): return try readObject()
    case UInt8(ascii: "["): return try readArray()
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try readNumber()
    }
  }

  private mutating func readObject() throws -> StateText {
    position += 1
    var fields: [String: StateText] = [:]
    if skip(UInt8(ascii: "}")) { return .object(fields) }
    repeat {
      skipBlanks()
      let name = try readString()
      guard skip(UInt8(ascii: ":")) else { throw damaged("a field without a value") }
      fields[name] = try read()
    } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "}")) else { throw damaged("an object without an end") }
    return .object(fields)
  }

  private mutating func readArray() throws -> StateText {
    position += 1
    var elements: [StateText] = []
    if skip(UInt8(ascii: "]")) { return .array(elements) }
    repeat { elements.append(try read()) } while skip(UInt8(ascii: ","))
    guard skip(UInt8(ascii: "]")) else { throw damaged("an array without an end") }
    return .array(elements)
  }

  private mutating func readString() throws -> String {
    guard next == UInt8(ascii: "\"") else { throw damaged("no string") }
    position += 1
    var text: [UInt8] = []
    var start = position
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\"") where text.isEmpty:
        guard let string = String(validating: bytes[start..<position], as: UTF8.self) else { throw damaged("a string that is not UTF-8") }
        position += 1
        return string
      case UInt8(ascii: "\""):
        text += bytes[start..<position]
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else { throw damaged("a string that is not UTF-8") }
        return string
      case UInt8(ascii: "\\"):
        text += bytes[start..<position]
        position += 1
        text += try readEscape()
        start = position
      default: position += 1
      }
    }
    throw damaged("a string without an end")
  }

  private mutating func readEscape() throws -> [UInt8] {
    guard let byte = next else { throw damaged("a string without an end") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"):
      var units = [try readUnit()]
      if UTF16.isLeadSurrogate(units[0]), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") {
        position += 2
        units.append(try readUnit())
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    default: return [byte]
    }
  }

  private mutating func readUnit() throws -> UInt16 {
    guard position + 4 <= bytes.count,
      let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw damaged("a wrong escape") }
    position += 4
    return unit
  }

  private mutating func readNumber() throws -> StateText {
    let start = position
    while let byte = next, isPartOfNumber(byte) { position += 1 }
    if position == start { throw damaged("an unknown value") }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): true
    default: false
    }
  }

  private mutating func word(_ word: String, _ value: StateText) throws -> StateText {
    guard bytes[position...].starts(with: word.utf8) else { throw damaged("an unknown word") }
    position += word.utf8.count
    return value
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skip(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func damaged(_ what: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "the stored text is damaged, there is \(what) at byte \(position)"))
  }
}
