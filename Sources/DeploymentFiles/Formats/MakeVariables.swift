/// The variables of a Makefile, with their last values, as recipes see them.
struct MakeVariables {
  /// What a variable may be.
  struct Value {
    var texts: [[Letter]] = []
    var isExported = false
    var isCertain = true
    var settings: [Int] = []
  }

  var values: [String: Value] = [:]
  var exportsAll = false

  private static let deepest = 16

  /// A text with its variables put in; what they are part of tells where they came from.
  func expanded(_ letters: [Letter], way: Int = 0, depth: Int = 0) -> [Letter] {
    var found: [Letter] = []
    var position = 0
    let dollar = UInt8(ascii: "$")
    while position < letters.count {
      let letter = letters[position]
      guard letter.byte == dollar, letter.kind == .known, position + 1 < letters.count else {
        found.append(letter)
        position += 1
        continue
      }
      let next = letters[position + 1].byte
      if next == dollar {
        found.append(letter.reaching(to: letters[position + 1], as: dollar))
        position += 2
        continue
      }
      let (name, end) = Self.reference(letters, at: position)
      let place = letter.own.lowerBound..<max(letter.own.lowerBound, letters[end - 1].own.upperBound)
      if let value = values[name], !value.texts.isEmpty, depth < Self.deepest {
        let inner = expanded(value.texts[min(way, value.texts.count - 1)], way: way, depth: depth + 1)
        if found.count + inner.count > ShellExpansion.longest {
          found.append(Letter(UInt8(ascii: "x"), place, kind: .unknownText))
        } else if letter.referenceStart >= 0 || letter.definition >= 0 {
          found += inner
        } else {
          found += inner.referenced(from: place)
        }
      } else {
        found.append(Letter(UInt8(ascii: "x"), place, kind: .unknownText))
      }
      position = end
    }
    return found
  }

  /// How many values the variables of a text may have.
  func ways(_ letters: [Letter], depth: Int = 0) -> Int {
    var most = 1
    for name in Self.names(in: letters).map(\.name) {
      guard let value = values[name] else { continue }
      most = max(most, value.texts.count)
      if depth < 4 { for text in value.texts { most = max(most, ways(text, depth: depth + 1)) } }
    }
    return most
  }

  /// The names that a text refers to, and where they stand.
  static func names(in letters: [Letter]) -> [(name: String, place: Range<Int>)] {
    var found: [(String, Range<Int>)] = []
    var position = 0
    while position < letters.count {
      guard letters[position].byte == UInt8(ascii: "$"), position + 1 < letters.count else {
        position += 1
        continue
      }
      if letters[position + 1].byte == UInt8(ascii: "$") {
        position += 2
        continue
      }
      let (name, end) = reference(letters, at: position)
      if let place = letters[min(position + 2, end)..<max(position + 2, end - 1)].place { found.append((name, place)) }
      // A function's words may refer to others.
      position = name.contains(" ") || name.contains("$") ? position + 2 : end
    }
    return found
  }

  private static let longestReference = 2048

  /// The name behind a `$`, and where the reference ends.
  private static func reference(_ letters: [Letter], at dollar: Int) -> (name: String, end: Int) {
    let open = letters[dollar + 1].byte
    guard "({".utf8.contains(open) else { return (String(UnicodeScalar(open)), dollar + 2) }
    let close = open == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
    var level = 0
    var position = dollar + 1
    // Longer ones are functions of whose text nothing can be known.
    let limit = min(letters.count, dollar + longestReference)
    while position < limit {
      if letters[position].byte == open { level += 1 }
      if letters[position].byte == close {
        level -= 1
        if level == 0 { return (letters[(dollar + 2)..<position].text, position + 1) }
      }
      position += 1
    }
    return ("", min(dollar + 2, letters.count))
  }
}
