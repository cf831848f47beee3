import SourceFacts

/// The lines of a text, found once.
package struct SourceLines: Sendable {
  private let bytes: [UInt8]
  /// Where each line starts.
  private let starts: [Int]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = bytes.lineStarts
    // What ends with a newline has no further, empty line.
    if starts.count > 1, starts[starts.count - 1] == bytes.count { starts.removeLast() }
    self.starts = bytes.isEmpty ? [] : starts
  }

  /// The bytes of a line, counted from 1, without its ending and without a byte order mark; empty beyond the text.
  package func bytes(ofLine line: Int) -> ArraySlice<UInt8> {
    guard line >= 1, line <= starts.count else { return [] }
    var range = starts[line - 1]..<(line < starts.count ? starts[line] : bytes.count)
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { range = range.lowerBound + 3..<range.upperBound }
    while let last = bytes[range].last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      range = range.lowerBound..<range.upperBound - 1
    }
    return bytes[range]
  }
}
