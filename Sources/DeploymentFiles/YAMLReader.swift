/// Finds commands in YAML, line by line, so that templates which are not YAML yet can be read too.
///
/// A command is a list of words, a text, or a block of shell. `args` go on where the `command` beside them ends, and
/// `command` where the `entrypoint` beside it ends.
struct YAMLReader {
  let bytes: [UInt8]
  private(set) var commands: [Command] = []
  private(set) var assignments: [(name: String, value: Command)] = []
  private let lines: [Range<Int>]
  /// The lists and texts already read, by indentation and key, as long as their mapping lasts.
  private var siblings: [(indent: Int, key: String, command: Command)] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lines = Lines(bytes).ranges
  }

  /// Reads the whole file.
  mutating func read() {
    var number = 0
    while number < lines.count { number = readLine(number) }
  }

  /// Reads what begins on a line and returns the next one to read.
  private mutating func readLine(_ number: Int) -> Int {
    guard var entry = Entry(bytes, lines[number]) else { return number + 1 }
    siblings.removeAll { $0.indent > entry.indent || (entry.isItem && $0.indent == entry.indent) }
    guard entry.value.lowerBound < entry.value.upperBound else {
      return entry.key.isEmpty ? number + 1 : readItems(under: entry, from: number + 1)
    }
    switch bytes[entry.value.lowerBound] {
    case UInt8(ascii: "["):
      let reader = ListReader(bytes: bytes)
      guard let list = reader.list(at: entry.value.lowerBound, to: bytes.count) else { return number + 1 }
      for text in reader.shellTexts(in: list.command) { add(shell: text, nil) }
      add(list.command, entry)
      return lines.firstIndex { $0.upperBound >= list.end }.map { max($0, number) + 1 } ?? lines.count
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      return readBlock(of: entry, from: number + 1)
    case UInt8(ascii: "{"), UInt8(ascii: "&"), UInt8(ascii: "!"):
      return number + 1
    default:
      entry.unquote(bytes)
      add(shell: entry.value, entry)
      return number + 1
    }
  }

  /// The items below a key, when they are words.
  private mutating func readItems(under entry: Entry, from first: Int) -> Int {
    var words: [CommandWord] = []
    var start = ""
    var number = first
    var indent: Int?
    while number < lines.count {
      guard let item = Entry(bytes, lines[number]) else {
        number += 1
        continue
      }
      guard item.isItem, item.key.isEmpty, item.dash >= entry.indent, indent == nil || item.dash == indent,
        item.value.lowerBound < item.value.upperBound, item.isPlain(bytes)
      else { break }
      indent = item.dash
      start = "\n" + String(repeating: " ", count: item.dash) + "- "
      var inside = item
      inside.unquote(bytes)
      words.append(CommandWord(text: String(decoding: bytes[inside.value], as: UTF8.self), range: item.value))
      if bytes[inside.value].contains(UInt8(ascii: " ")) { add(shell: inside.value, nil) }
      number += 1
    }
    if !words.isEmpty {
      let ending = lines[first - 1].upperBound < bytes.count && bytes[lines[first - 1].upperBound] == UInt8(ascii: "\r") ? "\r" : ""
      add(Command(words: words, style: .lines(ending + start)), entry)
    }
    return number
  }

  private mutating func readBlock(of entry: Entry, from first: Int) -> Int {
    var number = first
    while number < lines.count {
      let line = bytes[lines[number]]
      let blanks = line.prefix { $0 == UInt8(ascii: " ") }.count
      if blanks < line.count, blanks <= min(entry.indent, entry.dash) { break }
      number += 1
    }
    guard number > first else { return first }
    // `>` makes one line of several, but a shell's `\` is used in both.
    add(shell: lines[first].lowerBound..<lines[number - 1].upperBound, entry)
    return number
  }

  private mutating func add(shell range: Range<Int>, _ entry: Entry?) {
    var reader = ShellReader(bytes)
    reader.read(range)
    commands += reader.commands
    assignments += reader.assignments
    guard let entry, !entry.key.isEmpty else { return }
    if let first = reader.commands.first {
      assignments.append((entry.key, first))
      if let before = before(entry), reader.commands.count == 1 { commands[commands.count - 1] = first.following(before) }
      siblings.append((entry.indent, entry.key, first))
    }
  }

  private mutating func add(_ command: Command, _ entry: Entry) {
    let whole = before(entry).map(command.following) ?? command
    commands.append(whole)
    siblings.append((entry.indent, entry.key, whole))
  }

  private func before(_ entry: Entry) -> Command? {
    let wanted = ["args": "command", "command": "entrypoint"][entry.key]
    return siblings.last { $0.indent == entry.indent && $0.key == wanted }?.command
  }

  /// A line taken apart: dashes, key and value.
  private struct Entry {
    var dash = 0
    var indent = 0
    var isItem = false
    var key = ""
    var value: Range<Int>

    /// Nil for lines that say nothing: blank ones, comments, and those that only a template reads.
    init?(_ bytes: [UInt8], _ line: Range<Int>) {
      var position = line.lowerBound
      func skipBlanks() { while position < line.upperBound, bytes[position] == UInt8(ascii: " ") { position += 1 } }
      skipBlanks()
      guard position < line.upperBound, bytes[position] != UInt8(ascii: "#") else { return nil }
      if bytes[position...].starts(with: Array("{{".utf8)) { return nil }
      dash = position - line.lowerBound
      while position < line.upperBound, bytes[position] == UInt8(ascii: "-"),
        position + 1 == line.upperBound || bytes[position + 1] == UInt8(ascii: " ")
      {
        isItem = true
        dash = position - line.lowerBound
        position += 1
        skipBlanks()
      }
      indent = position - line.lowerBound
      value = position..<line.upperBound
      let letters = bytes[position..<line.upperBound].prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "{") }
      let colon = letters.endIndex
      if colon < line.upperBound, bytes[colon] == UInt8(ascii: ":"), colon + 1 == line.upperBound || bytes[colon + 1] == UInt8(ascii: " "),
        let first = letters.first, first != UInt8(ascii: "["), first != UInt8(ascii: "{")
      {
        key = String(decoding: letters, as: UTF8.self).filter { $0 != "\"" && $0 != "'" }
        position = colon + 1
        skipBlanks()
        value = position..<line.upperBound
      }
      trimComment(bytes)
    }

    /// A comment begins at a `#` behind a blank, outside of quotes.
    private mutating func trimComment(_ bytes: [UInt8]) {
      var quote: UInt8?
      var previous = UInt8(ascii: " ")
      for position in value {
        let byte = bytes[position]
        if quote != nil {
          if byte == quote { quote = nil }
        } else if (byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")) && position == value.lowerBound {
          quote = byte
        } else if byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") {
          value = value.lowerBound..<position
          break
        }
        previous = byte
      }
      while let last = bytes[value].last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\r") { value = value.lowerBound..<value.upperBound - 1 }
    }

    /// Whether the value is one text, or what a template puts there.
    func isPlain(_ bytes: [UInt8]) -> Bool {
      !"|>[{&!".utf8.contains(bytes[value.lowerBound]) || bytes[value].starts(with: Array("{{".utf8))
    }

    mutating func unquote(_ bytes: [UInt8]) {
      guard value.count >= 2, let first = bytes[value].first, first == UInt8(ascii: "'") || first == UInt8(ascii: "\""), bytes[value].last == first
      else { return }
      value = value.lowerBound + 1..<value.upperBound - 1
    }
  }
}
