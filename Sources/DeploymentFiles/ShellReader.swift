/// Finds the commands in shell text: their words, and where these stand.
///
/// It knows quotes, comments, continued lines, substitutions, text handed to a command (`<<`), strings given to `-c`, and
/// leaves `{{ … }}` of templates whole. What it does not know it takes for words.
struct ShellReader {
  let bytes: [UInt8]
  private(set) var commands: [Command] = []
  /// Words of the form `NAME=value`, with the words of the value.
  private(set) var assignments: [(name: String, value: Command)] = []
  private var words: [CommandWord] = []
  private var heredocs: [(word: String, isIndented: Bool)] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads a range of the file as shell text.
  mutating func read(_ range: Range<Int>) {
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "\\") where isLineEnd(position + 1): position = afterLineEnd(position + 1)
      case UInt8(ascii: "\n"):
        end()
        position += 1
        for heredoc in heredocs { position = skip(heredoc, from: position, to: range.upperBound) }
        heredocs = []
      case UInt8(ascii: "#"):
        // A comment ends with its line, and the command goes on if the line before was continued.
        position = bytes[position..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
      case UInt8(ascii: "<") where position + 1 < range.upperBound && bytes[position + 1] == byte: position = heredoc(position, range.upperBound)
      case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "`"):
        end()
        position += 1
      case UInt8(ascii: "<"), UInt8(ascii: ">"): position += 1
      default: position = word(from: position, to: range.upperBound)
      }
    }
    end()
  }

  private mutating func end() {
    if !words.isEmpty { commands.append(Command(words: words, style: .shell)) }
    words = []
  }

  /// Reads one word and returns where it ends.
  private mutating func word(from start: Int, to limit: Int) -> Int {
    var position = start
    var text: [UInt8] = []
    var quoted: [Range<Int>] = []
    reading: while position < limit {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "'"):
        let close = bytes[(position + 1)..<limit].firstIndex(of: byte) ?? limit
        text += bytes[(position + 1)..<close]
        quoted.append(position + 1..<close)
        position = min(close + 1, limit)
      case UInt8(ascii: "\""):
        let close = closingQuote(after: position, limit)
        text += unescaped(position + 1..<close)
        quoted.append(position + 1..<close)
        position = min(close + 1, limit)
      case UInt8(ascii: "{") where position + 1 < limit && bytes[position + 1] == byte:
        let close = end(of: "}}", after: position, limit)
        text += bytes[position..<close]
        position = close
      case UInt8(ascii: "$") where position + 1 < limit && [UInt8(ascii: "("), UInt8(ascii: "{")].contains(bytes[position + 1]):
        let close = closingBracket(after: position + 1, limit)
        text += bytes[position..<close]
        quoted.append(position + 2..<max(position + 2, close - 1))
        position = close
      case UInt8(ascii: "\\"):
        if isLineEnd(position + 1) { break reading }
        if position + 1 < limit { text.append(bytes[position + 1]) }
        position = min(position + 2, limit)
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "`"):
        break reading
      default:
        text.append(byte)
        position += 1
      }
    }
    if position == start { position += 1 }
    let word = CommandWord(text: String(decoding: text, as: UTF8.self), range: start..<position)
    lookInside(word, quoted)
    words.append(word)
    return position
  }

  /// A quoted part may be a command of its own, as for `sh -c`, or what a variable is set to.
  private mutating func lookInside(_ word: CommandWord, _ quoted: [Range<Int>]) {
    if let equals = word.text.firstIndex(of: "="), word.text[..<equals].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }), equals != word.text.startIndex {
      let start = bytes[word.range].firstIndex(of: UInt8(ascii: "=")).map { $0 + 1 } ?? word.range.lowerBound
      var inner = ShellReader(bytes)
      inner.read(quoted.first.map { $0.lowerBound == start + 1 ? $0 : start..<word.range.upperBound } ?? start..<word.range.upperBound)
      if let value = inner.commands.first { assignments.append((String(word.text[..<equals]), value)) }
    }
    // What is only printed is not run.
    if let first = words.first?.text, ["echo", "printf", "grep"].contains(first) { return }
    for range in quoted where bytes[range].contains(UInt8(ascii: " ")) {
      var inner = ShellReader(bytes)
      inner.read(range)
      commands += inner.commands
    }
  }

  private func isLineEnd(_ position: Int) -> Bool {
    guard position < bytes.count else { return false }
    if bytes[position] == UInt8(ascii: "\n") { return true }
    return bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n")
  }

  private func afterLineEnd(_ position: Int) -> Int { bytes[position] == UInt8(ascii: "\n") ? position + 1 : position + 2 }

  private func closingQuote(after open: Int, _ limit: Int) -> Int {
    var position = open + 1
    while position < limit, bytes[position] != UInt8(ascii: "\"") { position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(position, limit)
  }

  /// Where the bracket at `open` is closed, one past it.
  private func closingBracket(after open: Int, _ limit: Int) -> Int {
    let close = bytes[open] == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
    var depth = 0
    for position in open..<limit {
      if bytes[position] == bytes[open] { depth += 1 }
      if bytes[position] == close { depth -= 1 }
      if depth == 0 { return position + 1 }
    }
    return limit
  }

  private func end(of mark: String, after start: Int, _ limit: Int) -> Int {
    let mark = Array(mark.utf8)
    var position = start
    while position + mark.count <= limit {
      if bytes[position..<(position + mark.count)].elementsEqual(mark) { return position + mark.count }
      position += 1
    }
    return limit
  }

  private func unescaped(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    var position = range.lowerBound
    while position < range.upperBound {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < range.upperBound { position += 1 }
      text.append(bytes[position])
      position += 1
    }
    return text
  }

  /// Notes that text up to a word follows on the next line; returns where the word ends.
  private mutating func heredoc(_ start: Int, _ limit: Int) -> Int {
    var position = start + 2
    let isIndented = position < limit && bytes[position] == UInt8(ascii: "-")
    if isIndented { position += 1 }
    while position < limit, bytes[position] == UInt8(ascii: " ") { position += 1 }
    let end = bytes[position..<limit].firstIndex { " \t\r\n;&|)<>".utf8.contains($0) } ?? limit
    let word = String(decoding: bytes[position..<end], as: UTF8.self).filter { !"'\"\\".contains($0) }
    // `<<<` hands over one word, which is read as any other.
    if !word.isEmpty, bytes[start + 2] != UInt8(ascii: "<") { heredocs.append((word, isIndented)) }
    return end
  }

  /// Reads the text up to the line that is only the word, as commands of its own; returns where it ends.
  private mutating func skip(_ heredoc: (word: String, isIndented: Bool), from start: Int, to limit: Int) -> Int {
    var position = start
    while position < limit {
      let end = bytes[position..<limit].firstIndex(of: UInt8(ascii: "\n")) ?? limit
      var line = String(decoding: bytes[position..<end], as: UTF8.self)
      if heredoc.isIndented { line = String(line.drop { $0 == "\t" }) }
      if line == heredoc.word { break }
      var inner = ShellReader(bytes)
      inner.read(position..<end)
      commands += inner.commands
      position = min(end + 1, limit)
    }
    return position
  }
}
