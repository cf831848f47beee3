/// Blanks, comments, line ends, redirections: what stands between the words.
extension ShellParser {
  /// Skips blanks, continued line ends, and a comment up to its line's end.
  mutating func skipBlanks() {
    while !isAtEnd {
      if byte().isBlank {
        position += 1
      } else if let end = continuation(position) {
        position = end
      } else if sees("#") {
        while !isAtEnd, !sees("\n") { position += 1 }
      } else {
        return
      }
    }
  }

  /// Skips what stands between two commands; `;;` is left where a case may end with it.
  mutating func skipToCommand(_ words: Set<String>) {
    while true {
      skipBlanks()
      if sees("\n") {
        newline()
      } else if sees(";") {
        if sees(";", 1) || words.contains(";") { return }
        position += 1
      } else {
        return
      }
    }
  }

  /// Where text goes on when a line is continued here.
  func continuation(_ position: Int) -> Int? {
    guard position + 1 < text.count, text[position].byte == UInt8(ascii: "\\"), text[position].kind == .known else { return nil }
    if text[position + 1].byte.isNewline { return position + 2 }
    return position + 2 < text.count && text[position + 1].byte == UInt8(ascii: "\r") && text[position + 2].byte.isNewline ? position + 3 : nil
  }

  /// The letters up to a blank or a sign, when they are a short word without quotes; a `;;` is one too.
  func nextWord() -> String? {
    if sees(";"), sees(";", 1) { return ";;" }
    var end = position
    while end < text.count, end - position < 16, !text[end].byte.endsWord {
      if "'\"\\$`".utf8.contains(text[end].byte) { return nil }
      end += 1
    }
    return end > position && end - position < 16 ? String(decoding: text[position..<end].map(\.byte), as: UTF8.self) : nil
  }

  mutating func take(_ word: String) {
    if nextWord() == word { position += word.utf8.count }
  }

  /// Goes past a line's end, and past the here-documents that begin there.
  mutating func newline() {
    position += 1
    let begun = pending
    pending = []
    for document in begun {
      let start = position
      var end = position
      while position < text.count {
        let lineEnd = text[position...].firstIndex { $0.byte.isNewline } ?? text.count
        var line = text[position..<lineEnd].map(\.byte)
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        if document.isIndented { line = Array(line.drop { $0 == UInt8(ascii: "\t") }) }
        end = position
        position = min(lineEnd + 1, text.count)
        if line == document.word { break }
        end = position
      }
      documents.append(start..<end)
    }
  }

  var isRedirectionOfNumber: Bool {
    var ahead = 0
    while byte(ahead).isDigit { ahead += 1 }
    return (sees("<", ahead) || sees(">", ahead)) && !sees("(", ahead + 1)
  }

  mutating func redirections() {
    while true {
      skipBlanks()
      guard sees("<") || sees(">") || sees("&") && sees(">", 1) || byte().isDigit && isRedirectionOfNumber else { return }
      redirection()
    }
  }

  mutating func redirection() {
    while byte().isDigit { position += 1 }
    if sees("<"), sees("<", 1), !sees("<", 2) {
      position += 2
      let isIndented = sees("-")
      if isIndented { position += 1 }
      skipBlanks()
      var word: [UInt8] = []
      while !isAtEnd, !byte().endsWord {
        if !"'\"\\".utf8.contains(byte()) { word.append(byte()) }
        position += 1
      }
      if !word.isEmpty { pending.append((word, isIndented)) }
      return
    }
    while sees("<") || sees(">") || sees("&") || sees("|") { position += 1 }
    skipBlanks()
    if !isAtEnd, !byte().endsWord { _ = word() }
  }

  /// Where `((…))` ends; nil when it is no arithmetic.
  func endOfArithmetic(_ open: Int) -> Int? {
    var level = 0
    var position = open
    while position < text.count {
      let byte = text[position].byte
      if byte == UInt8(ascii: "(") { level += 1 }
      if byte == UInt8(ascii: ")") {
        level -= 1
        if level == 1 {
          return position + 1 < text.count && text[position + 1].byte == byte ? position + 2 : nil
        }
      }
      position += 1
    }
    return nil
  }

  /// Where `( )` ends.
  func closingRound() -> Int? {
    var end = position + 1
    while end < text.count, text[end].byte.isBlank { end += 1 }
    return end < text.count && text[end].byte == UInt8(ascii: ")") ? end + 1 : nil
  }
}

extension UInt8 {
  /// Whether a word ends before it, outside of quotes.
  var endsWord: Bool { isBlank || isNewline || ";&|<>()".utf8.contains(self) }
}
