/// One look over the bytes of a Swift text that counts how deep it nests, without a parser.
///
/// It knows comments, strings and what is put into them well enough; where it takes a sign for a bracket that is none, the count is
/// a little too high or low, which the bounds have room for.
struct BoundsScan {
  private enum Level: UInt8 { case round, square, brace, angle, condition, interpolation }
  /// What is open; `else if`s of the statement that is read there.
  private struct Open {
    let level: Level
    var alternatives = 0
    /// For what is put into a string: the `#`s and quotes with which it ends.
    var string = (hashes: 0, isLong: false)
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let bounds: SourceBounds
  private var position = 0
  private var open: [Open] = [Open(level: .brace)]
  private var squares = 0
  private var interpolations = 0
  private var conditions = 0
  /// The last word or sign, and how often it came in a row.
  private var last = 0..<0
  private var count = 0
  private var lastIsElse = false
  private var lastIsBrace = false

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ bounds: SourceBounds) {
    (self.bytes, self.bounds) = (bytes, bounds)
  }

  /// How a text goes beyond the bounds; nil when it does not.
  static func excess(of bytes: [UInt8], _ bounds: SourceBounds) -> SourceBounds.Excess? {
    guard bytes.count <= bounds.size else { return .size(bytes.count) }
    return bytes.withUnsafeBufferPointer { buffer in
      var scan = BoundsScan(buffer, bounds)
      return scan.run()
    }
  }

  private func at(_ offset: Int) -> UInt8 { position + offset < bytes.count ? bytes[position + offset] : 0 }

  private mutating func run() -> SourceBounds.Excess? {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "\n"):
        endLine()
        position += 1
      case UInt8(ascii: "/") where at(1) == UInt8(ascii: "/"): skipLine()
      case UInt8(ascii: "/") where at(1) == UInt8(ascii: "*"): skipComment()
      case UInt8(ascii: "\""): begin(hashes: 0)
      case UInt8(ascii: "#"): sharp()
      case UInt8(ascii: "("): push(.round)
      case UInt8(ascii: "["): push(.square)
      case UInt8(ascii: "{"):
        dropAngles()
        push(.brace)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close(byte)
      case UInt8(ascii: "<") where opensAngle: push(.angle)
      case UInt8(ascii: ">"):
        if open.last?.level == .angle, position > 0, bytes[position - 1] != UInt8(ascii: "-") { pop() }
        position += 1
      case UInt8(ascii: ";"):
        dropAngles()
        token(to: position + 1)
      default: token(to: byte.isNameByte ? endOfWord : position + 1)
      }
      if let excess { return excess }
    }
    return nil
  }

  private var excess: SourceBounds.Excess? {
    if open.count > bounds.nesting { return .nesting }
    if squares > bounds.squareBrackets { return .squareBrackets }
    if interpolations > bounds.interpolations { return .interpolations }
    if conditions > bounds.conditions { return .conditions }
    if open[open.count - 1].alternatives > bounds.alternatives { return .alternatives }
    if count > bounds.repetition { return .repetition(String(decoding: bytes[last], as: UTF8.self)) }
    return nil
  }

  // MARK: Words

  private var endOfWord: Int {
    var end = position
    while end < bytes.count, bytes[end].isNameByte { end += 1 }
    return end
  }

  private mutating func token(to end: Int) {
    let range = position..<end
    let isSame = range.count == last.count && zip(range, last).allSatisfy { bytes[$0] == bytes[$1] }
    count = isSame ? count + 1 : 1
    let isElse = holds("else", range)
    if lastIsElse, holds("if", range) { open[open.count - 1].alternatives += 1 }
    if lastIsBrace, !isElse { open[open.count - 1].alternatives = 0 }
    (last, lastIsElse, lastIsBrace) = (range, isElse, false)
    position = end
  }

  private func holds(_ word: StaticString, _ range: Range<Int>) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    return range.allSatisfy { bytes[$0] == word.utf8Start[$0 - range.lowerBound] }
  }

  // MARK: Brackets

  /// A `<` right behind a name and right before something is taken for the beginning of generic arguments.
  private var opensAngle: Bool {
    guard position > 0, bytes[position - 1].isNameByte else { return false }
    return ![0, UInt8(ascii: " "), UInt8(ascii: "="), UInt8(ascii: "<")].contains(at(1))
  }

  private mutating func push(_ level: Level) {
    token(to: position + 1)
    open.append(Open(level: level))
    if level == .square { squares += 1 }
    // What stands in braces is no type, so the parser does not look ahead into it.
    if level == .brace { squares = 0 }
  }

  private mutating func pop() {
    guard open.count > 1, let closed = open.popLast() else { return }
    if closed.level == .square, squares > 0 { squares -= 1 }
    if closed.level == .interpolation { interpolations -= 1 }
    // The square brackets around a brace count again.
    if closed.level == .brace {
      squares = open.reversed().prefix { $0.level != .brace }.count { $0.level == .square }
    }
  }

  private mutating func close(_ byte: UInt8) {
    let wanted: Level = byte == UInt8(ascii: ")") ? .round : byte == UInt8(ascii: "]") ? .square : .brace
    dropAngles()
    position += 1
    count = 0
    if wanted == .round, let top = open.last, top.level == .interpolation {
      pop()
      return string(top.string.hashes, top.string.isLong)
    }
    if open.last?.level == wanted { pop() }
    lastIsBrace = wanted == .brace
    lastIsElse = false
  }

  private mutating func dropAngles() { while open.last?.level == .angle { pop() } }

  /// Generic arguments go on behind a line's end only where something is still to come.
  private mutating func endLine() {
    guard open.last?.level == .angle else { return }
    let sign = bytes[..<position].last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\r") }
    if let sign, !"<,:&>-(".utf8.contains(sign) { dropAngles() }
  }

  // MARK: What begins with '#'

  private mutating func sharp() {
    var end = position
    while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
      let hashes = end - position
      position = end
      return begin(hashes: hashes)
    }
    position += 1
    let word = position..<endOfWord
    if holds("if", word) { conditions += 1 }
    if holds("endif", word), conditions > 0 { conditions -= 1 }
    if holds("if", word) || holds("endif", word) {
      (position, count) = (word.upperBound, 0)
    } else {
      token(to: max(word.upperBound, position))
    }
  }

  // MARK: Comments and strings

  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func skipComment() {
    var depth = 0
    repeat {
      if at(0) == UInt8(ascii: "/"), at(1) == UInt8(ascii: "*") {
        (depth, position) = (depth + 1, position + 2)
      } else if at(0) == UInt8(ascii: "*"), at(1) == UInt8(ascii: "/") {
        (depth, position) = (depth - 1, position + 2)
      } else {
        position += 1
      }
    } while depth > 0 && position < bytes.count
  }

  private mutating func begin(hashes: Int) {
    count = 0
    let isLong = at(1) == UInt8(ascii: "\"") && at(2) == UInt8(ascii: "\"")
    position += isLong ? 3 : 1
    string(hashes, isLong)
  }

  /// Reads on in a string, up to its end or to what is put into it.
  private mutating func string(_ hashes: Int, _ isLong: Bool) {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\"), hasHashes(hashes, from: position + 1) {
        position += 1 + hashes
        guard at(0) == UInt8(ascii: "(") else {
          position += 1
          continue
        }
        position += 1
        open.append(Open(level: .interpolation, string: (hashes, isLong)))
        interpolations += 1
        return
      }
      if byte == UInt8(ascii: "\n"), !isLong { return }
      let isQuote = byte == UInt8(ascii: "\"") && (!isLong || (at(1) == byte && at(2) == byte))
      if isQuote, hasHashes(hashes, from: position + (isLong ? 3 : 1)) {
        position += (isLong ? 3 : 1) + hashes
        return
      }
      position += 1
    }
  }

  private func hasHashes(_ count: Int, from start: Int) -> Bool {
    start + count <= bytes.count && (start..<start + count).allSatisfy { bytes[$0] == UInt8(ascii: "#") }
  }
}

extension UInt8 {
  /// Whether it is part of a name or a number; all letters beyond ASCII count.
  fileprivate var isNameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "$"), 0x80...: true
    default: false
    }
  }
}
