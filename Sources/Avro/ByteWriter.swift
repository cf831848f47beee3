/// Writes Avro's primitive encodings.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// An int or a long: zigzag, then seven bits a byte.
  @inline(__always)
  mutating func write(_ value: Int64) {
    var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func write(_ value: Float) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ value: String) {
    var value = value
    value.withUTF8 { text in
      write(Int64(text.count))
      bytes.append(contentsOf: text)
    }
  }

  /// Bytes with their length before them.
  mutating func write(_ value: [UInt8]) {
    write(Int64(value.count))
    bytes.append(contentsOf: value)
  }
}
