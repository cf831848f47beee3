import Yams

/// A scalar's text with where each byte of it stands: behind quotes and escapes, and across the lines that are folded into one.
struct YAMLScalar {
  let letters: [Letter]
  /// The whole of it, with quotes.
  let token: Range<Int>
  /// `"`, `'`, or nothing.
  let quote: String

  /// Nil when the text does not stand in the file as it is, which is said of what then is left alone.
  init?(_ scalar: Node.Scalar, in text: YAMLText) {
    guard let mark = scalar.mark else { return nil }
    var reader = Alignment(text: text, decoded: Array(scalar.string.utf8), position: text.skippingProperties(text.offset(of: mark)))
    let start = reader.position
    let isDone: Bool
    switch scalar.style {
    case .literal: isDone = reader.readBlock(isFolded: false)
    case .folded: isDone = reader.readBlock(isFolded: true)
    case .singleQuoted: isDone = reader.readFlow(quote: UInt8(ascii: "'"))
    case .doubleQuoted: isDone = reader.readFlow(quote: UInt8(ascii: "\""))
    case .plain, .any: isDone = reader.readFlow(quote: nil)
    }
    guard isDone else { return nil }
    letters = reader.letters
    token = start..<max(start, reader.position)
    quote = scalar.style == .singleQuoted ? "'" : scalar.style == .doubleQuoted ? "\"" : ""
  }
}

/// Walks a scalar in the file and its decoded text side by side.
private struct Alignment {
  let text: YAMLText
  let decoded: [UInt8]
  var position: Int
  var number = 0
  var letters: [Letter] = []

  private func byte(_ offset: Int) -> UInt8 { text.byte(offset) }

  private mutating func add(_ count: Int, _ place: Range<Int>) {
    for index in 0..<count {
      letters.append(text.letter(decoded[number + index], index == 0 ? place : place.upperBound..<place.upperBound))
    }
    number += count
  }

  mutating func readFlow(quote: UInt8?) -> Bool {
    if quote != nil { position += 1 }
    while number < decoded.count {
      let current = byte(position)
      if current == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        guard readEscape() else { return false }
      } else if current == quote {
        guard quote == UInt8(ascii: "'"), byte(position + 1) == current, decoded[number] == current else { return false }
        add(1, position..<position + 2)
        position += 2
      } else if let (end, breaks) = fold(position) {
        let count = max(1, breaks - 1)
        guard number + count <= decoded.count, decoded[number..<number + count].allSatisfy({ $0.isBlank || $0.isNewline }) else { return false }
        add(count, position..<end)
        position = end
      } else {
        guard position < text.masked.count, current == decoded[number] else { return false }
        add(1, position..<position + 1)
        position += 1
      }
    }
    guard let quote else { return true }
    while byte(position) == UInt8(ascii: "\\"), let (end, _) = fold(position + 1) { position = end }
    guard byte(position) == quote else { return false }
    position += 1
    return true
  }

  private mutating func readEscape() -> Bool {
    if let (end, breaks) = fold(position + 1) {
      // A line that is continued: nothing of its end counts, but empty lines behind it do.
      guard number + breaks - 1 <= decoded.count else { return false }
      add(breaks - 1, position..<end)
      position = end
      return true
    }
    let digits = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8][byte(position + 1)] ?? 0
    let lead = decoded[number]
    let count = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard number + count <= decoded.count, position + 2 + digits <= text.masked.count else { return false }
    add(count, position..<position + 2 + digits)
    position += 2 + digits
    return true
  }

  /// Where text goes on behind a line's end, and how many lines end before it.
  private func fold(_ start: Int) -> (end: Int, breaks: Int)? {
    var end = start
    var breaks = 0
    while end < text.masked.count, byte(end).isBlank || byte(end).isNewline {
      if byte(end).isNewline { breaks += 1 }
      end += 1
    }
    return breaks > 0 ? (end, breaks) : nil
  }

  mutating func readBlock(isFolded: Bool) -> Bool {
    position = lineEnd(position) + 1
    guard let indent = indent() else { return decoded.allSatisfy(\.isNewline) }
    var end = position
    while number < decoded.count, position < text.masked.count {
      let lineEnd = lineEnd(position)
      let contentEnd = lineEnd > position && byte(lineEnd - 1) == UInt8(ascii: "\r") ? lineEnd - 1 : lineEnd
      let start = min(position + indent, contentEnd)
      let isEmpty = (position..<contentEnd).allSatisfy { byte($0) == UInt8(ascii: " ") } && contentEnd - position <= indent
      if !isEmpty {
        for offset in start..<contentEnd {
          guard number < decoded.count, byte(offset) == decoded[number] else { return false }
          add(1, offset..<offset + 1)
        }
        end = contentEnd
      }
      if number < decoded.count {
        if isFolded {
          // What is folded: a blank for a line's end, or newlines for the empty lines behind it.
          let count = decoded[number] == UInt8(ascii: " ") ? 1 : decoded[number...].prefix(while: \.isNewline).count
          position = lineEnd + 1
          if decoded[number].isNewline { while position < text.masked.count, isBlankLine(position) { position = self.lineEnd(position) + 1 } }
          guard count > 0 else { return false }
          add(count, contentEnd..<lineEnd + 1)
          continue
        }
        guard decoded[number].isNewline else { return false }
        add(1, contentEnd..<lineEnd + 1)
      }
      position = lineEnd + 1
    }
    position = end
    return number == decoded.count
  }

  private func isBlankLine(_ start: Int) -> Bool {
    text.masked[start...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }?.isNewline ?? true
  }

  /// By how much the lines of a block are indented: by what their first text has more than its decoded form.
  private func indent() -> Int? {
    var start = position
    while start < text.masked.count, isBlankLine(start) { start = lineEnd(start) + 1 }
    guard start < text.masked.count else { return nil }
    let written = text.masked[start...].prefix { $0 == UInt8(ascii: " ") }.count
    let decodedBlanks = decoded.drop(while: \.isNewline).prefix { $0 == UInt8(ascii: " ") }.count
    return max(0, written - decodedBlanks)
  }

  private func lineEnd(_ start: Int) -> Int { start < text.masked.count ? text.masked[start...].firstIndex(where: \.isNewline) ?? text.masked.count : start }
}
