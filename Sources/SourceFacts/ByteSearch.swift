import Foundation

extension [UInt8] {
  /// Whether a name stands anywhere among the bytes; many times faster than parsing them.
  package func contains(name: StaticString) -> Bool {
    withUnsafeBytes { bytes in
      bytes.holds(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
  }

  /// Where each line begins; the first one at 0, and one behind a newline at the end.
  package var lineStarts: [Int] {
    var starts = [0]
    for (offset, byte) in enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    return starts
  }

  /// Whether a run of bytes stands anywhere among the bytes.
  package func contains(name: [UInt8]) -> Bool { withUnsafeBytes { bytes in name.withUnsafeBytes { bytes.holds($0) } } }
}

extension UnsafeRawBufferPointer {
  fileprivate func holds(_ name: UnsafeRawBufferPointer) -> Bool {
    guard let first = name.first, let wanted = name.baseAddress else { return true }
    guard var position = baseAddress, count >= name.count else { return false }
    // One past the last place where the name may begin.
    let end = position + (count - name.count + 1)
    while position < end, let found = memchr(position, Int32(first), end - position) {
      if memcmp(found, wanted, name.count) == 0 { return true }
      position = UnsafeRawPointer(found) + 1
    }
    return false
  }
}
