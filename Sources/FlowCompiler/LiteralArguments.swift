/// Tells whether the arguments of a factory call are literals, the only ones a command line may carry.
enum LiteralArguments {
  /// Accepts `(3)`, `("a", size: 2)`, `([1, 2.5], flag: true)`: numbers, strings without interpolation, `true`,
  /// `false`, `nil`, arrays and dictionaries of them, and labels.
  static func accepts(_ text: String) -> Bool {
    var open: [Character] = []
    var rest = Substring(text)
    while let character = rest.first {
      rest.removeFirst()
      switch character {
      case "(", "[":
        open.append(character == "(" ? ")" : "]")
      case ")", "]":
        guard open.popLast() == character else { return false }
        if open.isEmpty { return rest.isEmpty }
      case "\"":
        guard skipString(&rest) else { return false }
      case ",", ":", " ", "-", "+":
        continue
      default:
        guard skipWord(startingWith: character, &rest) else { return false }
      }
      if open.isEmpty { return false }
    }
    return false
  }

  /// Goes past a string's end; false when there is none or the string interpolates.
  private static func skipString(_ rest: inout Substring) -> Bool {
    while let character = rest.popFirst() {
      if character == "\"" { return true }
      if character == "\\" {
        guard let escaped = rest.popFirst(), escaped != "(" else { return false }
      }
    }
    return false
  }

  /// Goes past a number, a label with its colon, `true`, `false` or `nil`.
  private static func skipWord(startingWith first: Character, _ rest: inout Substring) -> Bool {
    guard first.isLetter || first.isNumber || first == "_" else { return false }
    let tail = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || (first.isNumber && $0 == ".") }
    rest.removeFirst(tail.count)
    let word = String(first) + tail
    return first.isNumber || rest.first == ":" || ["true", "false", "nil"].contains(word)
  }
}
