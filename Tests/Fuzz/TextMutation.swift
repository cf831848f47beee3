import TestSupport

/// Changes a text word by word, or puts parts of it into one another, until few people would have written it.
struct TextMutation {
  private var random: SeededRandom
  private let corpus: Corpus
  private let kind: FuzzInput.Kind
  private let size: Int

  init(random: SeededRandom, corpus: Corpus, kind: FuzzInput.Kind, size: Int) {
    (self.random, self.corpus, self.kind, self.size) = (random, corpus, kind, size)
  }

  /// A text of the corpus after some changes.
  mutating func made() -> [UInt8] {
    var text = corpus.text(kind, &random)
    let rounds = [1, 1, 1, 2, 3, 5].randomElement(using: &random) ?? 1
    for _ in 0..<rounds { text = changed(text) }
    return text.count > size ? Array(text.prefix(size)) : text
  }

  private mutating func changed(_ text: [UInt8]) -> [UInt8] {
    let words = Self.words(of: text)
    guard !words.isEmpty else { return corpus.text(kind, &random) }
    switch Int.random(in: 0..<15, using: &random) {
    case 0: return replacing(text, words, with: [])
    case 1: return replacing(text, words, with: otherWord())
    case 2: return inserting(otherWord(), into: text, words)
    case 3: return inserting(odd(), into: text, words)
    case 4: return replacing(text, words, with: odd())
    case 5: return exchanged(text, words)
    case 6, 7: return nested(text, words)
    case 8, 9: return repeated(text, words)
    case 10: return Array(text.prefix(Int.random(in: 0...text.count, using: &random)))
    case 11: return text + corpus.text(kind, &random)
    case 12: return withCommas(text)
    case 13: return exchangedLines(text)
    default: return spliced(text)
    }
  }

  // MARK: Words

  private mutating func replacing(_ text: [UInt8], _ words: [Range<Int>], with new: [UInt8]) -> [UInt8] {
    let range = some(words)
    return text[..<range.lowerBound] + new + text[range.upperBound...]
  }

  private mutating func inserting(_ new: [UInt8], into text: [UInt8], _ words: [Range<Int>]) -> [UInt8] {
    let place = words.randomElement(using: &random)?.upperBound ?? 0
    return text[..<place] + new + text[place...]
  }

  private mutating func otherWord() -> [UInt8] {
    let other = corpus.text(kind, &random)
    return Self.words(of: other).randomElement(using: &random).map { Array(other[$0]) } ?? []
  }

  private mutating func odd() -> [UInt8] { Array((Self.odd + (Self.oddOfKind[kind] ?? [])).randomElement(using: &random)?.utf8 ?? "".utf8) }

  /// One word, or a run of some.
  private mutating func some(_ words: [Range<Int>]) -> Range<Int> {
    let first = Int.random(in: words.indices, using: &random)
    let last = min(words.count - 1, first + ([0, 0, 1, 4, 20].randomElement(using: &random) ?? 0))
    return words[first].lowerBound..<words[last].upperBound
  }

  private mutating func exchanged(_ text: [UInt8], _ words: [Range<Int>]) -> [UInt8] {
    let (one, other) = (some(words), some(words))
    guard one.upperBound <= other.lowerBound else { return replacing(text, words, with: Array(text[other])) }
    var made = Array(text[..<one.lowerBound])
    for part in [other, one.upperBound..<other.lowerBound, one] { made += text[part] }
    return made + text[other.upperBound...]
  }

  // MARK: Parts

  private mutating func nested(_ text: [UInt8], _ words: [Range<Int>]) -> [UInt8] {
    let range = some(words)
    let pairs = Self.pairs + (Self.pairsOfKind[kind] ?? [])
    let pair = pairs.randomElement(using: &random) ?? ("(", ")")
    let second = Int.random(in: 0..<4, using: &random) == 0 ? pairs.randomElement(using: &random) ?? pair : nil
    let (open, close) = second.map { (pair.0 + $0.0, $0.1 + pair.1) } ?? pair
    let depth = times(length: open.utf8.count + close.utf8.count)
    let isClosed = Int.random(in: 0..<8, using: &random) > 0
    let opening = String(repeating: open, count: depth)
    let closing = isClosed ? String(repeating: close, count: depth) : ""
    var made = Array(text[..<range.lowerBound])
    made += opening.utf8
    made += text[range]
    made += closing.utf8
    return made + text[range.upperBound...]
  }

  private mutating func repeated(_ text: [UInt8], _ words: [Range<Int>]) -> [UInt8] {
    var range = some(words)
    if Bool.random(using: &random) { range = line(around: range.lowerBound, in: text) }
    guard !range.isEmpty else { return text }
    let count = times(length: range.count)
    var made = Array(text[..<range.upperBound])
    for _ in 0..<count { made += text[range] }
    return made + text[range.upperBound...]
  }

  private mutating func times(length: Int) -> Int {
    min([2, 3, 8, 13, 20, 60, 150, 250, 1000, 10_000, 100_000].randomElement(using: &random) ?? 2, max(1, size / max(1, length)))
  }

  private mutating func exchangedLines(_ text: [UInt8]) -> [UInt8] {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines.swapAt(Int.random(in: lines.indices, using: &random), Int.random(in: lines.indices, using: &random))
    if Bool.random(using: &random) { lines.remove(at: Int.random(in: lines.indices, using: &random)) }
    let newline = Array((Int.random(in: 0..<10, using: &random) == 0 ? "\r\n" : "\n").utf8)
    return Array(lines.joined(separator: newline))
  }

  private mutating func spliced(_ text: [UInt8]) -> [UInt8] {
    let other = corpus.text(kind, &random)
    return text.prefix(Int.random(in: 0...text.count, using: &random)) + other.suffix(Int.random(in: 0...other.count, using: &random))
  }

  /// A comma in front of every bracket that closes, as people write lists whose lines may be sorted.
  private mutating func withCommas(_ text: [UInt8]) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      ")]".utf8.contains(byte) && Bool.random(using: &random) ? Array((Bool.random(using: &random) ? "," : ", // end\n").utf8) + [byte] : [byte]
    }
  }

  private func line(around offset: Int, in text: [UInt8]) -> Range<Int> {
    let newline = UInt8(ascii: "\n")
    let start = text[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    return start..<(text[offset...].firstIndex(of: newline).map { $0 + 1 } ?? text.count)
  }

  /// Names, blanks and single signs.
  private static func words(of text: [UInt8]) -> [Range<Int>] {
    func kind(_ byte: UInt8) -> Int {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: 0
      case UInt8(ascii: " "), UInt8(ascii: "\t"): 1
      default: 2
      }
    }
    var words: [Range<Int>] = []
    var start = 0
    for position in text.indices.dropFirst() where kind(text[position]) == 2 || kind(text[position]) != kind(text[position - 1]) {
      words.append(start..<position)
      start = position
    }
    return text.isEmpty ? [] : words + [start..<text.count]
  }
}
