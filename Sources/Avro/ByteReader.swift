/// How much a reader takes from data that nobody vouches for.
public struct AvroLimits: Hashable, Sendable {
  /// How deeply values may be nested.
  public var depth: Int
  /// How many items that take no bytes (nulls, empty records) the arrays of a value may have in all.
  public var emptyItems: Int

  public init(depth: Int = 200, emptyItems: Int = 1_000_000) {
    self.depth = depth
    self.emptyItems = emptyItems
  }
}

/// A cursor over bytes that may be cut short or made up: it reads what is there or throws.
struct ByteReader {
  let bytes: [UInt8]
  var position: Int
  private let limits: AvroLimits
  private var depth = 0
  private var emptyItems = 0

  init(_ bytes: [UInt8], from position: Int = 0, limits: AvroLimits) {
    self.bytes = bytes
    self.position = min(max(0, position), bytes.count)
    self.limits = limits
  }

  var remaining: Int { bytes.count - position }

  @inline(__always)
  mutating func byte() throws(AvroError) -> UInt8 {
    guard position < bytes.count else { throw truncated(1) }
    let byte = bytes[position]
    position += 1
    return byte
  }

  mutating func boolean() throws(AvroError) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    case let other: throw malformed("\(other) is not a boolean", length: 1)
    }
  }

  @inline(__always)
  mutating func long() throws(AvroError) -> Int64 {
    let first = try byte()
    guard first >= 0x80 else { return Int64(first >> 1) ^ -Int64(first & 1) }
    return try longerLong(first)
  }

  private mutating func longerLong(_ first: UInt8) throws(AvroError) -> Int64 {
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while true {
      let byte = try byte()
      // The tenth byte has room for one bit.
      guard shift < 63 || byte <= 1 else { throw malformed("a number of more than 64 bits", length: Int(shift / 7) + 1) }
      value |= UInt64(byte & 0x7F) << shift
      guard byte >= 0x80 else { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
      shift += 7
    }
  }

  mutating func int() throws(AvroError) -> Int32 {
    let start = position
    let value = try long()
    guard let int = Int32(exactly: value) else { throw malformed("\(value) is not an int", length: position - start) }
    return int
  }

  mutating func float() throws(AvroError) -> Float {
    Float(bitPattern: UInt32(littleEndian: try number(UInt32.self)))
  }

  mutating func double() throws(AvroError) -> Double {
    Double(bitPattern: UInt64(littleEndian: try number(UInt64.self)))
  }

  private mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type) throws(AvroError) -> Number {
    let size = MemoryLayout<Number>.size
    guard remaining >= size else { throw truncated(size) }
    let number = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: type) }
    position += size
    return number
  }

  /// A length, and that there are so many bytes.
  mutating func length() throws(AvroError) -> Int {
    let start = position
    let length = try long()
    guard length >= 0 else { throw malformed("\(length) is not a length", length: position - start) }
    guard length <= remaining else { throw truncated(Int(length)) }
    return Int(length)
  }

  mutating func string() throws(AvroError) -> String {
    let length = try length()
    guard let text = String(validating: bytes[position..<position + length], as: UTF8.self) else {
      throw malformed("a string that is not UTF-8", length: 0)
    }
    position += length
    return text
  }

  mutating func data() throws(AvroError) -> [UInt8] { try take(try length()) }

  mutating func take(_ size: Int) throws(AvroError) -> [UInt8] {
    let start = position
    try skip(size)
    return Array(bytes[start..<position])
  }

  mutating func skip(_ size: Int) throws(AvroError) {
    guard size <= remaining else { throw truncated(size) }
    position += size
  }

  /// An index below `count`.
  mutating func index(below count: Int, _ what: String) throws(AvroError) -> Int {
    let start = position
    let index = try long()
    guard index >= 0, index < count else {
      throw malformed("\(what) \(index) of \(count)", length: position - start)
    }
    return Int(index)
  }

  /// How many items follow in the next block of an array or map; zero at its end. `isEmpty` says that items take no bytes.
  mutating func blockCount(itemsAreEmpty: Bool) throws(AvroError) -> Int {
    let start = position
    var count = try long()
    if count < 0 {
      guard count > .min else { throw malformed("a block of \(count) items", length: position - start) }
      count = -count
      // The block's size in bytes, for those who skip it.
      _ = try length()
    }
    if itemsAreEmpty {
      guard count <= limits.emptyItems - emptyItems else {
        throw AvroError(
          .overLimit, "\(count) items that take no bytes; raise the limit 'emptyItems' if they are meant", offset: start)
      }
      emptyItems += Int(count)
    } else if count > remaining {
      throw truncated(Int(count))
    }
    return Int(count)
  }

  /// Throws unless everything has been read.
  func expectEnd() throws(AvroError) {
    guard remaining == 0 else { throw malformed("\(remaining) bytes stand behind the value", length: 0) }
  }

  /// Goes one level deeper; every `enter` has its `leave`.
  @inline(__always)
  mutating func enter() throws(AvroError) {
    depth += 1
    guard depth <= limits.depth else {
      throw AvroError(
        .overLimit, "values nested more than \(limits.depth) deep; raise the limit 'depth' if they are meant", offset: position)
    }
  }

  @inline(__always)
  mutating func leave() { depth -= 1 }

  private func truncated(_ wanted: Int) -> AvroError {
    AvroError(.truncated, "\(wanted) more bytes were expected, there are \(remaining)", offset: position)
  }

  /// An error about the `length` bytes that have just been read.
  func malformed(_ detail: String, length: Int) -> AvroError {
    AvroError(.malformed, detail, offset: position - length)
  }
}
