/// Where something stands in a file: its bytes, and the line and column a person counts.
package struct Place: Hashable, Sendable, Comparable {
  /// Offsets in UTF-8 bytes from the start of the file.
  package let range: Range<Int>
  /// Counted from 1.
  package let line: Int
  /// Counted from 1, in UTF-8 bytes.
  package let column: Int

  package init(range: Range<Int>, line: Int, column: Int) {
    self.range = range
    self.line = line
    self.column = column
  }

  package static func < (one: Place, other: Place) -> Bool {
    (one.range.lowerBound, one.range.upperBound) < (other.range.lowerBound, other.range.upperBound)
  }
}
