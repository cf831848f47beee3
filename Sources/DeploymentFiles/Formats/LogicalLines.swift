import SourceFacts

/// Where the lines of a text stand, without their endings.
struct Lines {
  let bytes: [UInt8]
  let ranges: [Range<Int>]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var ranges: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      ranges.append(start..<(end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end))
      start = end + 1
    }
    self.ranges = ranges
  }

  /// The number of the line that holds an offset, or its end.
  func number(of offset: Int) -> Int {
    max(0, ranges.firstPlace { $0.lowerBound > offset } - 1)
  }

  /// Lines put together with those that continue them; with `leavingComments`, comments between them do not end them.
  func continued(leavingComments: Bool = false) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for line in ranges {
      let first = bytes[line].first { !$0.isBlank }
      if first == UInt8(ascii: "#"), start == nil || leavingComments {
        continue
      }
      if start == nil { start = line.lowerBound }
      if bytes[line].last == UInt8(ascii: "\\") { continue }
      if let begun = start { found.append(begun..<line.upperBound) }
      start = nil
    }
    if let begun = start { found.append(begun..<bytes.count) }
    return found
  }
}
