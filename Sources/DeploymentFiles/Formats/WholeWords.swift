/// The words of a text outside of its comments.
struct WholeWords {
  private let bytes: [UInt8]
  private let comments: [Range<Int>]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    comments = Lines(bytes).ranges.compactMap { line in
      var quote: UInt8?
      var previous = UInt8(ascii: " ")
      for position in line {
        let byte = bytes[position]
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == UInt8(ascii: "\"") || (byte == UInt8(ascii: "'") && previous != UInt8(ascii: "\\")) {
          quote = byte
        } else if byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") || previous == UInt8(ascii: "\t") {
          return position..<line.upperBound
        }
        previous = byte
      }
      return nil
    }
  }

  /// Where a name stands as a whole word.
  func places(of name: String) -> [Range<Int>] {
    let wanted = Array(name.utf8)
    var found: [Range<Int>] = []
    var comment = 0
    var rest = bytes[...]
    while let start = rest.firstIndex(of: wanted[0]) {
      let end = start + wanted.count
      rest = bytes[(start + 1)...]
      guard end <= bytes.count, bytes[start..<end].elementsEqual(wanted) else { continue }
      if start > 0, bytes[start - 1].isNameByte { continue }
      if end < bytes.count, bytes[end].isNameByte { continue }
      while comment < comments.count, comments[comment].upperBound <= start { comment += 1 }
      if comment == comments.count || !comments[comment].contains(start) { found.append(start..<end) }
    }
    return found
  }
}
