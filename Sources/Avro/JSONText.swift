/// A JSON text as schemas need it: members keep their order and numbers their spelling.
indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(Substring)
  case string(String)
  case array([JSONValue])
  case object([(name: String, value: JSONValue)])

  /// Reads a whole text; nesting beyond 200 levels is refused.
  init(_ text: String) throws(AvroError) {
    var parser = JSONParser(text: text)
    self = try parser.document()
  }

  /// An object's member; of several with one name the last counts.
  subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  var array: [JSONValue]? {
    guard case .array(let items) = self else { return nil }
    return items
  }

  /// A number without fraction or exponent that fits.
  var integer: Int64? {
    guard case .number(let text) = self else { return nil }
    return Int64(text)
  }

  var double: Double? {
    guard case .number(let text) = self else { return nil }
    return Double(text)
  }

  /// What kind of value this is, for messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number(let text): "the number \(text)"
    case .string(let text): "the string '\(text)'"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// A cursor over a JSON text's UTF-8.
private struct JSONParser {
  private let text: String
  private var place: String.UTF8View.Index
  private var depth = 0

  init(text: String) {
    self.text = text
    place = text.utf8.startIndex
  }

  mutating func document() throws(AvroError) -> JSONValue {
    let value = try self.value()
    skipSpace()
    guard peek() == nil else { throw mistake("text after the end of the schema") }
    return value
  }

  private mutating func value() throws(AvroError) -> JSONValue {
    skipSpace()
    switch peek() {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case let byte? where isPartOfNumber(byte): return try number()
    case nil: throw mistake("the text ends where a value should be")
    default: throw mistake("no JSON value begins here; a primitive type's name needs double quotes")
    }
  }

  private mutating func object() throws(AvroError) -> JSONValue {
    try enter()
    var members: [(name: String, value: JSONValue)] = []
    skipSpace()
    if !take("}") {
      repeat {
        skipSpace()
        guard peek() == UInt8(ascii: "\"") else { throw mistake("a member's name in double quotes should be here") }
        let name = try string()
        skipSpace()
        guard take(":") else { throw mistake("a colon should follow '\(name)'") }
        members.append((name, try value()))
        skipSpace()
      } while take(",")
      guard take("}") else { throw mistake("a comma or a closing brace should be here") }
    }
    depth -= 1
    return .object(members)
  }

  private mutating func array() throws(AvroError) -> JSONValue {
    try enter()
    var items: [JSONValue] = []
    skipSpace()
    if !take("]") {
      repeat {
        items.append(try value())
        skipSpace()
      } while take(",")
      guard take("]") else { throw mistake("a comma or a closing bracket should be here") }
    }
    depth -= 1
    return .array(items)
  }

  private mutating func string() throws(AvroError) -> String {
    advance()
    var bytes: [UInt8] = []
    while let byte = peek() {
      advance()
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"): bytes += Array(String(try escape()).utf8)
      case 0..<0x20: throw mistake("a control character in a string; write it as an escape")
      default: bytes.append(byte)
      }
    }
    throw mistake("a string without its closing quote")
  }

  private mutating func escape() throws(AvroError) -> Unicode.Scalar {
    let byte = peek()
    if byte != nil { advance() }
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw mistake("an escape that JSON does not have")
    }
  }

  private mutating func unicodeEscape() throws(AvroError) -> Unicode.Scalar {
    let unit = try hexUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // Half of a pair; the other half must follow.
    guard unit < 0xDC00, take("\\"), take("u") else { throw mistake("half of a surrogate pair") }
    let other = try hexUnit()
    guard 0xDC00..<0xE000 ~= other, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (other - 0xDC00)) else {
      throw mistake("half of a surrogate pair")
    }
    return scalar
  }

  private mutating func hexUnit() throws(AvroError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw mistake("four hexadecimal digits should be here")
      }
      advance()
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private mutating func number() throws(AvroError) -> JSONValue {
    let start = place
    while let byte = peek(), isPartOfNumber(byte) { advance() }
    let number = text[start..<place]
    guard Double(number) != nil else { throw mistake("'\(number)' is not a number") }
    return .number(number)
  }

  private func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(AvroError) -> JSONValue {
    guard text.utf8[place...].starts(with: word.utf8) else {
      throw mistake("no JSON value begins here; a primitive type's name needs double quotes")
    }
    place = text.utf8.index(place, offsetBy: word.utf8.count)
    return value
  }

  private mutating func enter() throws(AvroError) {
    advance()
    depth += 1
    guard depth <= 200 else { throw mistake("nested more than 200 levels deep") }
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { advance() }
  }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard let byte = peek(), UInt32(byte) == wanted.value else { return false }
    advance()
    return true
  }

  private func peek() -> UInt8? { place < text.utf8.endIndex ? text.utf8[place] : nil }

  private mutating func advance() { text.utf8.formIndex(after: &place) }

  private func mistake(_ detail: String) -> AvroError {
    let offset = text.utf8.distance(from: text.utf8.startIndex, to: place)
    return AvroError(.badSchema, "\(detail); correct the JSON", at: "byte \(offset)")
  }
}
