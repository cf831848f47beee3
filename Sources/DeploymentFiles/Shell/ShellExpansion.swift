/// Puts variables into words, as a shell does before it runs a command.
struct ShellExpansion {
  let variables: [String: ShellVariable]
  /// Which of its values a variable has that may have several.
  let way: Int

  /// Longer than any command; what grows further, as a variable doubled again and again, is not followed.
  static let longest = 1 << 14

  /// A word as it is built up.
  private struct Field {
    var letters: [Letter] = []
    var isBegun = false
    var token: Range<Int>?
  }

  /// The words that a word becomes.
  func words(_ word: ShellWord, of text: [Letter]) -> [CommandWord] {
    let letters = text[word.range]
    guard let first = letters.first, let last = letters.last else { return [] }
    let own = min(first.own.lowerBound, last.own.lowerBound)..<max(first.own.upperBound, last.own.upperBound)
    let isBroken = letters.place == nil && letters.allSatisfy { $0.referenceStart < 0 }
    if let literal = word.literal {
      let isInValue = first.definition >= 0 && letters.allSatisfy { $0.definition == first.definition }
      let token = isInValue ? Letter.span(first, last) ?? own : own
      return [CommandWord(literal, token: token, own: own, isMany: Self.isMany(literal), isBroken: isBroken)]
    }
    var fields = [Field()]
    for piece in word.pieces { add(piece, own, to: &fields) }
    // A word that is written here at least in part is changed here.
    return fields.filter(\.isBegun).map { field in
      let isWritten = field.letters.isEmpty || field.letters.contains { $0.referenceStart < 0 }
      return CommandWord(
        field.letters, token: field.token ?? (isWritten ? own : nil), own: own,
        isMany: field.token == nil && Self.isMany(field.letters),
        isBroken: isBroken)
    }
  }

  /// The text that a word is as the value of a variable.
  func text(_ word: ShellWord, of text: [Letter], isList: Bool = false) -> [Letter] {
    var fields = [Field()]
    for piece in word.pieces { add(piece.quoted, 0..<0, to: &fields) }
    var letters: [Letter] = []
    for field in fields {
      if !letters.isEmpty, !field.letters.isEmpty { letters.append(Letter(UInt8(ascii: " "), 0..<0)) }
      letters += field.letters
    }
    return letters
  }

  private static func isMany(_ letters: [Letter]) -> Bool { letters.count == 1 && letters[0].kind == .unknownText }

  private func add(_ piece: ShellPiece, _ own: Range<Int>, to fields: inout [Field]) {
    switch piece {
    case .letters(let letters, let isQuoted):
      fields[fields.count - 1].letters += letters
      if isQuoted || !letters.isEmpty { fields[fields.count - 1].isBegun = true }
    case .script(_, let isQuoted), .unknown(let isQuoted): addUnknown(own, isQuoted, &fields)
    case .parameter(let parameter):
      guard !parameter.hasOperator, let variable = variables[parameter.name], !variable.values.isEmpty else {
        // What a default would be is known, but not whether it is taken.
        return addUnknown(own, parameter.isQuoted && !parameter.isAll, &fields)
      }
      let value = variable.values[min(way, variable.values.count - 1)]
      guard fields.count + fields[fields.count - 1].letters.count <= Self.longest else { return addUnknown(own, false, &fields) }
      switch value {
      case .text(let letters):
        if parameter.isQuoted {
          fields[fields.count - 1].letters += letters.referenced(from: own).map(Self.asOneWord)
          fields[fields.count - 1].isBegun = true
        } else {
          split(letters.referenced(from: own), &fields)
        }
      case .array(let elements):
        for (number, element) in (parameter.isAll ? elements : Array(elements.prefix(1))).enumerated() {
          if number > 0 { fields.append(Field()) }
          if fields[fields.count - 1].letters.isEmpty { fields[fields.count - 1].token = element.token }
          fields[fields.count - 1].letters += element.letters.referenced(from: own)
          fields[fields.count - 1].isBegun = true
        }
      }
    }
  }

  private func addUnknown(_ own: Range<Int>, _ isQuoted: Bool, _ fields: inout [Field]) {
    fields[fields.count - 1].letters.append(Letter(UInt8(ascii: "x"), own, kind: isQuoted ? .unknownWord : .unknownText))
    fields[fields.count - 1].isBegun = true
  }

  /// Without quotes a value falls into words at its blanks.
  private func split(_ letters: [Letter], _ fields: inout [Field]) {
    for letter in letters {
      if letter.kind == .known, letter.byte.isBlank || letter.byte.isNewline {
        if fields[fields.count - 1].isBegun { fields.append(Field()) }
      } else {
        fields[fields.count - 1].letters.append(letter)
        fields[fields.count - 1].isBegun = true
      }
    }
  }

  private static func asOneWord(_ letter: Letter) -> Letter {
    var letter = letter
    if letter.kind == .unknownText { letter.kind = .unknownWord }
    return letter
  }
}

extension ShellPiece {
  /// The same in quotes, as what a variable is set to.
  fileprivate var quoted: ShellPiece {
    switch self {
    case .parameter(let parameter):
      return .parameter(
        ShellParameter(
          name: parameter.name, place: parameter.place, isQuoted: !parameter.isAll, isAll: parameter.isAll, rest: parameter.rest,
          hasOperator: parameter.hasOperator))
    case .script: return .unknown(isQuoted: false)
    case .letters, .unknown: return self
    }
  }
}
