/// A 64-bit hash of a string's UTF-8 bytes that is the same in every process, on every run and on every machine.
///
/// Keys are routed and looked up by it, so it must never change between releases that share a recovery store.
/// Strings that Unicode calls equal but whose bytes differ are different keys, as they are in Bytewax.
@inlinable @inline(__always)
public func stableHash(_ key: String) -> UInt64 {
  if let hash = key.utf8.withContiguousStorageIfAvailable({ stableHash(UnsafeRawBufferPointer($0)) }) { return hash }
  var copy = key
  return copy.withUTF8 { stableHash(UnsafeRawBufferPointer($0)) }
}

@inlinable @inline(__always)
func stableHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  let count = bytes.count
  var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
  // Reads stay inside the buffer: every offset below is at most `count - width`.
  func word(_ offset: Int) -> UInt64 { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
  func half(_ offset: Int) -> UInt64 {
    UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }
  if count >= 8 {
    var offset = 0
    while offset &+ 8 < count {
      hash = fold(hash ^ word(offset), 0xA076_1D64_78BD_642F)
      offset &+= 8
    }
    hash = fold(hash ^ word(count &- 8), 0xE703_7ED1_A0B4_28DB)
  } else if count >= 4 {
    hash = fold(hash ^ (half(0) | half(count &- 4) << 32), 0xE703_7ED1_A0B4_28DB)
  } else if count > 0 {
    let mixed = UInt64(bytes[0]) | UInt64(bytes[count >> 1]) << 8 | UInt64(bytes[count &- 1]) << 16
    hash = fold(hash ^ mixed, 0xE703_7ED1_A0B4_28DB)
  }
  return fold(hash, 0x8EBC_6AF0_9C88_C6E3)
}

/// Multiplies to 128 bits and folds the halves together, so that every input bit reaches every output bit.
@inlinable @inline(__always)
func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let (high, low) = a.multipliedFullWidth(by: b)
  return high ^ low
}
