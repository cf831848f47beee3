#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A decimal number of any length: a whole number and how many of its digits stand behind the point.
public struct AvroDecimal: Hashable, Sendable {
  /// The whole number: two's complement, highest byte first, as short as can be.
  public let unscaled: [UInt8]
  public let scale: Int

  /// Takes a two's complement number, highest byte first; empty is zero.
  public init(unscaled: [UInt8], scale: Int) {
    let sign: UInt8 = unscaled.first.map { $0 >= 0x80 ? 0xFF : 0 } ?? 0
    // A leading byte that only repeats the sign of the next says nothing.
    let spare = zip(unscaled, unscaled.dropFirst()).prefix { $0 == sign && ($1 >= 0x80) == (sign == 0xFF) }.count
    self.unscaled = unscaled.isEmpty ? [0] : Array(unscaled[spare...])
    self.scale = scale
  }

  /// A whole number, `scale` of whose digits stand behind the point.
  public init(_ number: Int64, scale: Int = 0) {
    self.init(unscaled: withUnsafeBytes(of: number.bigEndian) { Array($0) }, scale: scale)
  }

  /// Reads digits with an optional sign and point (`-12.50`); `nil` for anything else.
  public init?(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let number = text.dropFirst(isNegative || text.hasPrefix("+") ? 1 : 0)
    let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts.joined()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    var magnitude = Magnitude()
    for digit in digits.utf8 { magnitude.append(digit - UInt8(ascii: "0")) }
    self.init(unscaled: magnitude.signed(isNegative), scale: parts.count == 2 ? parts[1].count : 0)
  }

  /// `nil` for what is not a number.
  public init?(_ decimal: Decimal) {
    guard decimal.isFinite else { return nil }
    self.init(decimal.description)
  }

  /// As Foundation has it; `nil` if that holds too few digits.
  public var decimal: Decimal? {
    guard let decimal = Decimal(string: description), AvroDecimal(decimal)?.rescaled(to: scale) == self else { return nil }
    return decimal
  }

  public var isNegative: Bool { (unscaled.first ?? 0) >= 0x80 }

  /// The decimal digits of the whole number, without sign.
  var digits: [UInt8] { Magnitude(unscaled).digits }

  /// The same number with so many digits behind the point; `nil` if that would lose some.
  public func rescaled(to scale: Int) -> AvroDecimal? {
    guard scale != self.scale else { return self }
    var digits = digits
    if scale > self.scale {
      digits += Array(repeating: 0, count: scale - self.scale)
    } else {
      let dropped = self.scale - scale
      guard digits.suffix(dropped).allSatisfy({ $0 == 0 }) else { return nil }
      digits.removeLast(min(dropped, digits.count))
    }
    var magnitude = Magnitude()
    for digit in digits { magnitude.append(digit) }
    return AvroDecimal(unscaled: magnitude.signed(isNegative), scale: scale)
  }
}

extension AvroDecimal: CustomStringConvertible {
  public var description: String {
    var digits = digits
    if scale > 0, digits.count <= scale { digits = Array(repeating: 0, count: scale + 1 - digits.count) + digits }
    let text = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    let point = scale > 0 ? "." : ""
    let zeros = String(repeating: "0", count: max(0, -scale))
    return (isNegative ? "-" : "") + text.dropLast(max(0, scale)) + point + text.suffix(max(0, scale)) + zeros
  }
}

/// Written as text, as JSON would lose digits.
extension AvroDecimal: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = AvroDecimal(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a decimal number")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A whole number without sign, in limbs, the lowest first.
private struct Magnitude {
  private var limbs: [UInt32] = []

  init() {}

  /// The size of a two's complement number.
  init(_ bytes: [UInt8]) {
    let isNegative = (bytes.first ?? 0) >= 0x80
    for byte in bytes { multiply(by: 256, adding: UInt32(isNegative ? ~byte : byte)) }
    if isNegative { multiply(by: 1, adding: 1) }
  }

  mutating func append(_ digit: UInt8) { multiply(by: 10, adding: UInt32(digit)) }

  private mutating func multiply(by factor: UInt32, adding summand: UInt32) {
    var carry = UInt64(summand)
    for index in limbs.indices {
      carry += UInt64(limbs[index]) * UInt64(factor)
      limbs[index] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  var digits: [UInt8] {
    var rest = limbs
    var digits: [UInt8] = []
    while !rest.isEmpty {
      var remainder: UInt64 = 0
      for index in rest.indices.reversed() {
        let part = remainder << 32 | UInt64(rest[index])
        rest[index] = UInt32(part / 1_000_000_000)
        remainder = part % 1_000_000_000
      }
      while rest.last == 0 { rest.removeLast() }
      for _ in 0..<9 where !rest.isEmpty || remainder > 0 {
        digits.append(UInt8(remainder % 10))
        remainder /= 10
      }
    }
    return digits.isEmpty ? [0] : digits.reversed()
  }

  /// The number as two's complement, highest byte first.
  func signed(_ isNegative: Bool) -> [UInt8] {
    var bytes: [UInt8] = [0]
    for limb in limbs.reversed() { withUnsafeBytes(of: limb.bigEndian) { bytes.append(contentsOf: $0) } }
    guard isNegative else { return bytes }
    var carry = true
    for index in bytes.indices.reversed() {
      bytes[index] = ~bytes[index]
      if carry { (bytes[index], carry) = bytes[index].addingReportingOverflow(1) }
    }
    return bytes
  }
}
