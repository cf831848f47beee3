#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Orders strings by their UTF-8 bytes, which is the order of their code points and Bytewax's order of keys.
public func bytesPrecede(_ a: String, _ b: String) -> Bool {
  a.utf8.withContiguousStorageIfAvailable { a in
    b.utf8.withContiguousStorageIfAvailable { b in
      guard let first = a.baseAddress, let second = b.baseAddress else { return a.count < b.count }
      let order = memcmp(first, second, min(a.count, b.count))
      return order == 0 ? a.count < b.count : order < 0
    }
  }.flatMap { $0 } ?? a.utf8.lexicographicallyPrecedes(b.utf8)
}
