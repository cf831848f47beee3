/// Finds what source text holds that no report should carry on: passwords, tokens, keys, users in URLs.
///
/// What a setting's name says is believed: `"sasl.password": "…"`, `SASL_PASSWORD=…`, `--token …`, `https://user:…@host`.
extension String {
  /// The text with a star for each byte of a secret, so that every place in it stays where it is.
  ///
  /// - Parameter isSwift: whether only what stands in quotes is a value; `password: String` is none.
  package func withoutSecrets(isSwift: Bool) -> String {
    guard mayHoldSecrets else { return self }
    var bytes = Array(utf8)
    func hide(_ range: Range<String.Index>) {
      let start = utf8.distance(from: startIndex, to: range.lowerBound)
      for place in start..<start + utf8.distance(from: range.lowerBound, to: range.upperBound) {
        bytes[place] = UInt8(ascii: "*")
      }
    }
    for match in matches(of: SecretPatterns.quoted) { hide(match.output.1.startIndex..<match.output.1.endIndex) }
    for match in matches(of: SecretPatterns.user) { hide(match.output.1.startIndex..<match.output.1.endIndex) }
    guard !isSwift else {
      // What is a name and a value in a literal's text is as good as one outside of Swift.
      for literal in matches(of: SecretPatterns.literal) {
        for match in self[literal.output.1.startIndex..<literal.output.1.endIndex].matches(of: SecretPatterns.bare)
        where match.output.1.first != "\\" {
          hide(match.output.1.startIndex..<match.output.1.endIndex)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    for match in matches(of: SecretPatterns.bare) { hide(match.output.1.startIndex..<match.output.1.endIndex) }
    for match in matches(of: SecretPatterns.flag) where isFlag(match.range.lowerBound) {
      hide(match.output.1.startIndex..<match.output.1.endIndex)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether two dashes begin the word that goes on at a place.
  private func isFlag(_ place: String.Index) -> Bool {
    let dash = UInt8(ascii: "-")
    let word = Array(
      self[..<place].utf8.suffix(80).reversed().prefix {
        $0 == dash || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
      })
    return zip(word, word.dropFirst()).contains { $0 == dash && $1 == dash }
  }

  /// Whether a closer look is worth its time.
  private var mayHoldSecrets: Bool {
    SecretWords.areIn(self)
  }
}

/// What a secret looks like in text. The rest of a name is short, so that a text made of names takes no longer than another.
///
/// Regular expressions are not `Sendable`; these never change once they are made.
private enum SecretPatterns {
  /// A name and the text in quotes that it is given: in a dictionary, a pair, an assignment or a call.
  nonisolated(unsafe) static let quoted =
    /(?i)(?:passw(?:or)?d|pwd|passphrase|secret|token(?!s|i[sz])|credential|user[._]?info|basic[._-]?auth|authorization|assertion|\.pem|private[._-]?key|api[._-]?key|access[._-]?key|oauthbearer\.(?:config|extensions)|jaas)[A-Za-z0-9_.-]{0,80}\\?["'`]?\]?[ \t]*(?:[:=,]|\?\?)[ \t]*\\?["']((?:[^"'\\\n]|\\.)+)/

  /// The text of a literal of Swift on one line.
  nonisolated(unsafe) static let literal = /"((?:[^"\\\n]|\\.)+)"/

  /// A name and the word behind it, as in shell and YAML.
  nonisolated(unsafe) static let bare =
    /(?i)(?:passw(?:or)?d|pwd|passphrase|secret|token(?!s|i[sz])|credential|user[._]?info|basic[._-]?auth|authorization|assertion|private[._-]?key|api[._-]?key|access[._-]?key)[A-Za-z0-9_.-]{0,80}["']?[ \t]*[:=][ \t]*(?:(?:basic|bearer)[ \t]+)?(?![|>&$])([^\s"',;)]+)/

  /// A flag, whose dashes may stand further in front, and the word behind it.
  nonisolated(unsafe) static let flag =
    /(?i)(?:passw(?:or)?d|passphrase|secret|token|credential|api-?key|basic-?auth|assertion)[a-z-]{0,80}[ \t]+(?![|>&$])([^\s"',;)]+)/

  /// A user in a URL.
  nonisolated(unsafe) static let user = /:\/\/([^\s\/@"']+)@/
}

/// Words without one of which a text holds no secret, looked for byte by byte: most texts have none.
private enum SecretWords {
  private static let words = [
    "passw", "pwd", "passphrase", "secret", "token", "credential", "user.info", "user_info", "userinfo", ".pem", "key", "auth",
    "assertion", "jaas", "@",
  ].map { Array($0.utf8) }
  private static let beginsOne = (UInt8.min...UInt8.max).map { byte in words.contains { $0[0] == byte } }

  static func areIn(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.indices.contains { place in
        guard beginsOne[Int(lowered(bytes[place]))] else { return false }
        return words.contains { word in
          word.count <= bytes.count - place && word.indices.allSatisfy { lowered(bytes[place + $0]) == word[$0] }
        }
      }
    }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
