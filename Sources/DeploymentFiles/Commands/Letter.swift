/// A byte of a text as a program reads it, and where the file has it.
///
/// Between the two lie quotes, escapes, folded lines and the variables of whatever holds the text.
struct Letter: Sendable, Equatable {
  /// How much is known of it. What is unknown may be one word, or any text.
  enum Kind: Sendable, Equatable { case known, unknownWord, unknownText }

  var byte: UInt8
  var kind = Kind.known
  var start: Int32
  var end: Int32
  /// Where the variable stands that brought it into a command; negative when it stands there itself.
  var referenceStart: Int32 = -1
  var referenceEnd: Int32 = -1
  /// Where the name stands of the variable whose value it is part of; negative when it is part of none.
  var definition: Int32 = -1

  init(_ byte: UInt8, _ place: Range<Int>, kind: Kind = .known) {
    self.byte = byte
    self.kind = kind
    start = Int32(truncatingIfNeeded: place.lowerBound)
    end = Int32(truncatingIfNeeded: place.upperBound)
  }

  /// Where it, or the variable that brought it, stands in the command's own text.
  var own: Range<Int> { referenceStart < 0 ? Int(start)..<Int(end) : Int(referenceStart)..<Int(referenceEnd) }

  /// From where one begins in the file to where another ends; nil when they do not follow one another.
  static func span(_ first: Letter, _ last: Letter) -> Range<Int>? { first.start <= last.end ? Int(first.start)..<Int(last.end) : nil }

  /// The same, standing for itself and what follows up to another.
  func reaching(to other: Letter, as byte: UInt8) -> Letter {
    var letter = self
    letter.byte = byte
    // What came from somewhere else does not make it longer.
    if other.start == end { letter.end = other.end }
    return letter
  }
}

extension Collection<Letter> {
  /// The text, with a replacement character for what is not known.
  var text: String { String(decoding: flatMap { $0.kind == .known ? [$0.byte] : Array("\u{FFFC}".utf8) }, as: UTF8.self) }

  var isKnown: Bool { allSatisfy { $0.kind == .known } }

  /// The value of a variable: each letter is part of its definition, unless it is part of an earlier one.
  func defined(at name: Int) -> [Letter] {
    map { letter in
      var letter = letter
      if letter.definition < 0 { letter.definition = Int32(truncatingIfNeeded: name) }
      letter.referenceStart = -1
      letter.referenceEnd = -1
      return letter
    }
  }

  /// A value where a variable is used.
  func referenced(from place: Range<Int>) -> [Letter] {
    map { letter in
      var letter = letter
      letter.referenceStart = Int32(truncatingIfNeeded: place.lowerBound)
      letter.referenceEnd = Int32(truncatingIfNeeded: place.upperBound)
      return letter
    }
  }

  /// Where letters that stand side by side in the file stand there; nil when something else is between them.
  var place: Range<Int>? {
    guard let first, var last = Optional(first) else { return nil }
    for letter in dropFirst() {
      guard letter.start == last.end else { return nil }
      last = letter
    }
    return Letter.span(first, last)
  }
}

extension UInt8 {
  init(_ scalar: Unicode.Scalar) { self.init(ascii: scalar) }

  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r") }
  var isNewline: Bool { self == UInt8(ascii: "\n") }
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  /// Whether it can be part of a variable's name.
  var isNameByte: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_") }
}
