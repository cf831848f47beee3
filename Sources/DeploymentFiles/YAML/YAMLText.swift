import SourceFacts
import Yams

/// A YAML text and the trees of its documents, with where their scalars stand.
struct YAMLText {
  let bytes: [UInt8]
  let mask: TemplateMask
  /// The text with words and comments in place of what a template puts in; as long as the original.
  let masked: [UInt8]
  /// Where the characters of a text with more than ASCII begin; empty for others.
  private let characters: [Int32]
  /// Where each line begins, in characters.
  private let lines: [Int]

  init(_ bytes: [UInt8], _ mask: TemplateMask) {
    self.bytes = bytes
    self.mask = mask
    masked = Self.masked(bytes, mask)
    let isASCII = masked.allSatisfy { $0 < 0x80 }
    var characters: [Int32] = []
    var lines = [0]
    var count = 0
    for (offset, byte) in masked.enumerated() where byte & 0xC0 != 0x80 {
      if !isASCII { characters.append(Int32(truncatingIfNeeded: offset)) }
      count += 1
      let next = offset + 1 < masked.count ? masked[offset + 1] : 0
      let isBreak =
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && next != UInt8(ascii: "\n") || byte == 0xC2 && next == 0x85
        || byte == 0xE2 && next == 0x80 && offset + 2 < masked.count && masked[offset + 2] & 0xFE == 0xA8
      if isBreak { lines.append(count) }
    }
    self.characters = characters
    self.lines = lines
  }

  /// The trees; throws what Yams says is wrong with the text.
  func documents() throws -> [Node] {
    let parser = try Parser(yaml: String(decoding: masked, as: UTF8.self), resolver: .basic, encoding: .utf8)
    var found: [Node] = []
    while let root = try parser.nextRoot() { found.append(root) }
    return found
  }

  /// Where something begins that Yams has marked.
  func offset(of mark: Mark) -> Int {
    guard mark.line >= 1, mark.line <= lines.count else { return bytes.count }
    let character = lines[mark.line - 1] + mark.column - 1
    if characters.isEmpty { return min(max(0, character), bytes.count) }
    return character < characters.count && character >= 0 ? Int(characters[character]) : bytes.count
  }

  /// Whether a list is written as `[…]`. (Yams takes a list's style from its end, where it is not said.)
  func isInBrackets(_ sequence: Node.Sequence) -> Bool {
    guard let mark = sequence.mark else { return false }
    return byte(skippingProperties(offset(of: mark))) == UInt8(ascii: "[")
  }

  /// A byte of the masked text; 0 behind its end.
  func byte(_ offset: Int) -> UInt8 { offset < masked.count ? masked[offset] : 0 }

  /// Where what has an `&anchor` or a `!tag` before it begins itself.
  func skippingProperties(_ offset: Int) -> Int {
    var position = offset
    while "&!".utf8.contains(byte(position)) {
      while position < masked.count, !byte(position).isBlank, !byte(position).isNewline { position += 1 }
      while byte(position).isBlank || byte(position).isNewline { position += 1 }
    }
    return position
  }

  func letter(_ byte: UInt8, _ place: Range<Int>) -> Letter {
    Letter(byte, place, kind: !mask.ranges.isEmpty && mask.covers(place.lowerBound) ? .unknownWord : .known)
  }

  /// A line that is all template becomes a comment, other parts a word.
  private static func masked(_ bytes: [UInt8], _ mask: TemplateMask) -> [UInt8] {
    guard !mask.ranges.isEmpty else { return bytes }
    var masked = bytes
    for range in mask.ranges {
      for offset in range where !bytes[offset].isNewline && bytes[offset] != UInt8(ascii: "\r") { masked[offset] = UInt8(ascii: "x") }
    }
    var start = 0
    var next = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(where: \.isNewline) ?? bytes.count
      while next < mask.ranges.count, mask.ranges[next].upperBound <= start { next += 1 }
      if let first = bytes[start..<end].firstIndex(where: { !$0.isBlank }), next < mask.ranges.count, mask.ranges[next].lowerBound <= first,
        (first..<end).allSatisfy({ bytes[$0].isBlank || mask.covers($0) })
      {
        masked[first] = UInt8(ascii: "#")
      }
      start = end + 1
    }
    return masked
  }
}
