/// Reads the items of a list in brackets, as JSON and YAML write it: `["waxwing", "run"]` or `[waxwing, run]`.
struct ListReader {
  let bytes: [UInt8]

  /// The list that begins at a bracket, and where it ends; nil when it is not closed, or holds more than words.
  func list(at open: Int, to limit: Int) -> (command: Command, end: Int)? {
    var position = open + 1
    var words: [CommandWord] = []
    while position < limit {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: ","): position += 1
      case UInt8(ascii: "]"):
        let first = words.first.map { bytes[$0.range.lowerBound] }
        let quote = first == UInt8(ascii: "'") ? "'" : first.map { $0 == UInt8(ascii: "\"") } ?? true ? "\"" : ""
        return (Command(words: words, style: .list(quote: quote)), position + 1)
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "{") where position + 1 >= limit || bytes[position + 1] != UInt8(ascii: "{"): return nil
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let end = closing(position, limit) else { return nil }
        words.append(CommandWord(text: String(decoding: bytes[(position + 1)..<end], as: UTF8.self), range: position..<end + 1))
        position = end + 1
      default:
        let end = bytes[position..<limit].firstIndex { ",]\n".utf8.contains($0) } ?? limit
        let text = String(decoding: bytes[position..<end], as: UTF8.self)
        let blanks = text.reversed().prefix { $0 == " " }.count
        words.append(CommandWord(text: String(text.dropLast(blanks)), range: position..<end - blanks))
        position = end
      }
    }
    return nil
  }

  /// The quoted words of a list that are more than one: text for a shell, as behind `sh -c`.
  func shellTexts(in list: Command) -> [Range<Int>] {
    list.words.compactMap { word in
      guard let quote = bytes[word.range].first, "'\"".utf8.contains(quote), word.text.contains(" ") else { return nil }
      return word.range.lowerBound + 1..<word.range.upperBound - 1
    }
  }

  private func closing(_ open: Int, _ limit: Int) -> Int? {
    var position = open + 1
    while position < limit, bytes[position] != bytes[open] {
      position += bytes[position] == UInt8(ascii: "\\") && bytes[open] == UInt8(ascii: "\"") ? 2 : 1
    }
    return position < limit ? position : nil
  }
}
