/// Words as a shell takes them, so that a command can be pasted whatever its words are.
enum ShellWords {
  /// The words as one line.
  static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  /// A word that a shell hands on unchanged.
  static func quoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && word.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || plain.contains(byte)
    }
    return isPlain ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
  }

  private static let plain = Array("-_./=:@%+,".utf8)
}
