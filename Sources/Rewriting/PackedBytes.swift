/// Writes numbers and texts as few bytes, each text once.
struct PackedWriter {
  private var numbers: [UInt8] = []
  private var texts: [UInt8] = []
  private var places: [String: Int] = [:]

  /// A number that is not negative, in groups of seven bits, the lowest first.
  mutating func put(_ number: Int) { Self.append(number, to: &numbers) }

  mutating func put(_ text: String) {
    if let place = places[text] { return put(place) }
    put(places.count)
    places[text] = places.count
    Self.append(text.utf8.count, to: &texts)
    texts += text.utf8
  }

  mutating func put<Value: RawRepresentable>(_ value: Value) where Value.RawValue == String { put(value.rawValue) }

  mutating func put<Value>(_ value: Value?, _ body: (inout Self, Value) -> Void) {
    put(value == nil ? 0 : 1)
    if let value { body(&self, value) }
  }

  mutating func put<Value>(_ values: some Collection<Value>, _ body: (inout Self, Value) -> Void) {
    put(values.count)
    for value in values { body(&self, value) }
  }

  /// How many texts there are, the texts, the numbers.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    Self.append(places.count, to: &bytes)
    return bytes + texts + numbers
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt(number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Reads what a `PackedWriter` wrote, in the same order; equal texts share their storage. Throws `Damaged` for anything else.
struct PackedReader {
  /// The bytes are not what a writer wrote.
  struct Damaged: Error {}

  private var rest: ArraySlice<UInt8>
  private var texts: [String] = []

  /// Throws `Damaged` when the texts cannot be read.
  init(_ bytes: ArraySlice<UInt8>) throws {
    rest = bytes
    for _ in 0..<(try count()) {
      let size = try number()
      guard size <= rest.count, let text = String(validating: rest.prefix(size), as: UTF8.self) else { throw Damaged() }
      texts.append(text)
      rest = rest.dropFirst(size)
    }
  }

  mutating func number() throws -> Int {
    var number: UInt = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard let byte = rest.popFirst() else { throw Damaged() }
      number |= UInt(byte & 0x7F) << UInt(shift)
      if byte < 0x80 { return Int(number) }
    }
    throw Damaged()
  }

  mutating func text() throws -> String {
    let place = try number()
    guard place < texts.count else { throw Damaged() }
    return texts[place]
  }

  mutating func value<Value: RawRepresentable>() throws -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: try text()) else { throw Damaged() }
    return value
  }

  mutating func optional<Value>(_ body: (inout Self) throws -> Value) throws -> Value? {
    try number() == 0 ? nil : try body(&self)
  }

  mutating func list<Value>(_ body: (inout Self) throws -> Value) throws -> [Value] {
    var values: [Value] = []
    for _ in 0..<(try count()) { values.append(try body(&self)) }
    return values
  }

  /// How many things follow: each takes a byte at least, so damaged bytes cannot ask for more memory than they have themselves.
  private mutating func count() throws -> Int {
    let count = try number()
    guard count <= rest.count else { throw Damaged() }
    return count
  }
}
