/// Text that others wrote, made fit to be shown to a person.
///
/// A name or a line of source may hold characters that act on a terminal (escape sequences, backspaces), or that show the text around
/// them in another order than it has, so that a reader sees other code than the compiler does. These are written as Swift writes them in
/// a literal: `\u{202E}`.
extension String {
  /// The text as one line: line endings and tabs are written as escapes too. For names.
  package var shown: String { utf8.allSatisfy(Self.isPlain) ? self : escaping(Self.isHidden) }

  /// The text as the path of a file that begins a line. What reads a build's log may take a line for a command, as `::error …` on GitHub.
  package var shownPath: String {
    let path = shown.replacing("##[", with: #"\u{23}#["#)
    return path.hasPrefix("::") ? "./" + path : path
  }

  /// The text with its lines and tabs as they are.
  package var shownLines: String {
    guard !hasPlainLines else { return self }
    // What ends a line on other systems stays; alone it would go back to the line's beginning.
    return split(separator: "\r\n", omittingEmptySubsequences: false)
      .map { String($0).escaping { $0 != "\n" && $0 != "\t" && Self.isHidden($0) } }.joined(separator: "\r\n")
  }

  /// The hidden characters of a text of several lines, each with the number of its line.
  package var hidden: [(line: Int, scalar: Unicode.Scalar)] {
    guard !hasPlainLines else { return [] }
    var line = 1
    var found: [(Int, Unicode.Scalar)] = []
    for scalar in replacing("\r\n", with: "\n").unicodeScalars {
      if scalar == "\n" { line += 1 } else if scalar != "\t", Self.isHidden(scalar) { found.append((line, scalar)) }
    }
    return found
  }

  /// JSON in which such characters stand as escapes; the value is the same.
  package var shownJSON: String {
    utf8.contains { $0 >= 0x7F } ? mapping { Self.isHidden($0) && $0.value >= 0x7F ? Self.jsonEscape($0) : nil } : self
  }

  /// Whether a character acts on what is around it rather than being seen: controls, what ends lines, and invisible formatting, of which
  /// the joiners of emoji and of Persian and Indic writing are left alone.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return scalar != "\u{200C}" && scalar != "\u{200D}"
    default: return false
    }
  }

  /// What can be seen of ASCII, of which nearly all text consists.
  private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }

  private var hasPlainLines: Bool { utf8.allSatisfy { Self.isPlain($0) || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") } }

  private func escaping(_ isEscaped: (Unicode.Scalar) -> Bool) -> String {
    mapping { scalar in
      guard isEscaped(scalar) else { return nil }
      return switch scalar {
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case "\0": "\\0"
      default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
  }

  private func mapping(_ other: (Unicode.Scalar) -> String?) -> String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if let other = other(scalar) { text.append(contentsOf: other.unicodeScalars) } else { text.append(scalar) }
    }
    return String(text)
  }

  private static func jsonEscape(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
