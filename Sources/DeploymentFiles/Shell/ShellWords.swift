/// Words, and what is in them.
extension ShellParser {
  /// Where a run of pieces ends.
  private enum Ending { case word, quote, brace }

  mutating func word() -> ShellWord {
    let start = position
    var pieces: [ShellPiece] = []
    read(to: .word, into: &pieces)
    var word = ShellWord(pieces: pieces, range: start..<position)
    if sees("("), let last = word.literal?.last, last.byte == UInt8(ascii: "="), word.pieces.count == 1, enter() {
      position += 1
      word.elements = elements()
      word.range = start..<position
      depth -= 1
    }
    return word
  }

  /// The words of an array, behind its bracket.
  private mutating func elements() -> [ShellWord] {
    var found: [ShellWord] = []
    while true {
      skipToCommand([])
      guard !isAtEnd else { return found }
      if sees(")") {
        position += 1
        return found
      }
      let before = position
      found.append(word())
      if position == before { position += 1 }
    }
  }

  private mutating func read(to ending: Ending, into pieces: inout [ShellPiece]) {
    var letters: [Letter] = []
    let isQuoted = ending == .quote
    func flush(_ pieces: inout [ShellPiece], _ letters: inout [Letter]) {
      if !letters.isEmpty { pieces.append(.letters(letters, isQuoted: isQuoted)) }
      letters = []
    }
    reading: while !isAtEnd {
      let letter = text[position]
      switch letter.byte {
      case UInt8(ascii: "\\"):
        if let end = continuation(position) {
          position = end
        } else if position + 1 < text.count, !isQuoted || "$`\"\\".utf8.contains(byte(1)) {
          letters.append(letter.reaching(to: text[position + 1], as: byte(1)))
          position += 2
        } else {
          letters.append(letter)
          position += 1
        }
      case UInt8(ascii: "\"") where isQuoted: break reading
      case UInt8(ascii: "}") where ending == .brace: break reading
      case UInt8(ascii: "\""):
        flush(&pieces, &letters)
        position += 1
        let count = pieces.count
        guard enter() else { break reading }
        read(to: .quote, into: &pieces)
        depth -= 1
        if pieces.count == count { pieces.append(.letters([], isQuoted: true)) }
        close("\"")
      case UInt8(ascii: "'") where !isQuoted:
        flush(&pieces, &letters)
        let close = text[(position + 1)...].firstIndex { $0.byte == letter.byte } ?? text.count
        pieces.append(.letters(Array(text[(position + 1)..<close]), isQuoted: true))
        position = close
        self.close("'")
      case UInt8(ascii: "`"):
        flush(&pieces, &letters)
        pieces.append(.script(backquoted(), isQuoted: isQuoted))
      case UInt8(ascii: "$"):
        let count = pieces.count
        var found: [ShellPiece] = []
        dollar(isQuoted: isQuoted, into: &found)
        if found.isEmpty, count == pieces.count {
          letters.append(letter)
          position += 1
        } else {
          flush(&pieces, &letters)
          pieces += found
        }
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        guard ending == .word, sees("(", 1), pieces.isEmpty, letters.isEmpty else {
          if ending == .word { break reading }
          letters.append(letter)
          position += 1
          continue
        }
        position += 2
        pieces.append(.script(closed(), isQuoted: true))
      default:
        if ending == .word, letter.byte.endsWord, letter.kind == .known { break reading }
        letters.append(letter)
        position += 1
      }
    }
    flush(&pieces, &letters)
  }

  private mutating func dollar(isQuoted: Bool, into pieces: inout [ShellPiece]) {
    switch byte(1) {
    case UInt8(ascii: "("):
      if sees("(", 2), let end = endOfArithmetic(position + 1) {
        position = end
        pieces.append(.unknown(isQuoted: isQuoted))
      } else {
        position += 2
        pieces.append(.script(closed(), isQuoted: isQuoted))
      }
    case UInt8(ascii: "{"): pieces.append(braces(isQuoted: isQuoted))
    case UInt8(ascii: "'") where !isQuoted:
      position += 2
      var letters: [Letter] = []
      while !isAtEnd, !sees("'") {
        let isEscape = sees("\\") && position + 1 < text.count
        letters.append(isEscape ? text[position].reaching(to: text[position + 1], as: byte(1)) : text[position])
        position += isEscape ? 2 : 1
      }
      close("'")
      pieces.append(.letters(letters, isQuoted: true))
    case UInt8(ascii: "\"") where !isQuoted: position += 1
    case let sign where "@*#?!-$".utf8.contains(sign) || sign.isDigit:
      pieces.append(
        .parameter(
          ShellParameter(
            name: String(UnicodeScalar(sign)), place: text[position].own, isQuoted: isQuoted, isAll: "@*".utf8.contains(sign))))
      position += 2
    case let first where first.isNameByte:
      let start = position + 1
      position = start
      while byte().isNameByte, text[position].kind == .known { position += 1 }
      pieces.append(.parameter(parameter(start..<position, isQuoted: isQuoted)))
    default: break
    }
  }

  private func parameter(_ range: Range<Int>, isQuoted: Bool) -> ShellParameter {
    let letters = text[range]
    let place = letters.place ?? (Int(letters.first?.start ?? 0)..<Int(letters.first?.start ?? 0))
    return ShellParameter(name: letters.text, place: place, isQuoted: isQuoted)
  }

  /// `${…}`: a name, and what is done with it.
  private mutating func braces(isQuoted: Bool) -> ShellPiece {
    position += 2
    guard enter() else { return .unknown(isQuoted: isQuoted) }
    defer { depth -= 1 }
    let isSpecial = sees("#") || sees("!")
    if isSpecial, !sees("}", 1) { position += 1 }
    let start = position
    while byte().isNameByte { position += 1 }
    if position == start, !isAtEnd, !sees("}") { position += 1 }
    var parameter = parameter(start..<position, isQuoted: isQuoted)
    parameter.isAll = ["@", "*"].contains(parameter.name)
    parameter.hasOperator = isSpecial
    if sees("["), let close = text[position...].firstIndex(where: { $0.byte == UInt8(ascii: "]") }) {
      let index = text[(position + 1)..<close].text
      parameter.isAll = ["@", "*"].contains(index)
      parameter.hasOperator = parameter.hasOperator || !parameter.isAll
      position = close + 1
    }
    if !sees("}") {
      parameter.hasOperator = true
      read(to: .brace, into: &parameter.rest)
    }
    close("}")
    return .parameter(parameter)
  }

  /// Goes past what closes a quote or a bracket; without it the text cannot be what it seems.
  private mutating func close(_ sign: Unicode.Scalar) {
    if sees(sign) { position += 1 } else { isUnfinished = true }
  }

  /// Commands up to the bracket that closes them.
  private mutating func closed() -> ShellNode {
    guard enter() else { return .nothing }
    defer { depth -= 1 }
    var nodes: [ShellNode] = []
    while !isAtEnd {
      nodes.append(sequence(until: []))
      if sees(")") {
        position += 1
        return .sequence(nodes)
      }
      // `;;` outside of a case.
      if !isAtEnd { position += 1 }
    }
    isUnfinished = true
    return .sequence(nodes)
  }

  private mutating func backquoted() -> ShellNode {
    position += 1
    var inner: [Letter] = []
    while !isAtEnd, !sees("`") {
      let isEscape = sees("\\") && position + 1 < text.count && "`\\$".utf8.contains(byte(1))
      inner.append(isEscape ? text[position].reaching(to: text[position + 1], as: byte(1)) : text[position])
      position += isEscape ? 2 : 1
    }
    close("`")
    guard enter() else { return .nothing }
    defer { depth -= 1 }
    var parser = ShellParser(inner, depth: depth)
    let node = parser.script()
    if parser.isTooDeep { isTooDeep = true }
    if parser.isUnfinished { isUnfinished = true }
    return .text(inner, node)
  }
}
