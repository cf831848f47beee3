/// How the records of a CSV file are written.
struct CSVFormat: Sendable {
  /// One character with a meaning, as UTF-8.
  struct Mark: Sendable {
    let first: UInt8
    let rest: [UInt8]

    init?(_ character: Character) {
      let bytes = Array(character.utf8)
      guard let first = bytes.first, character.unicodeScalars.count == 1, first != UInt8(ascii: "\n"), first != UInt8(ascii: "\r") else {
        return nil
      }
      self.first = first
      rest = Array(bytes.dropFirst())
    }

    var count: Int { 1 + rest.count }

    @inline(__always)
    func stands(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
      bytes[place] == first && (rest.isEmpty || bytes[(place + 1)...].starts(with: rest))
    }
  }

  let delimiter: Mark
  /// `nil` when quotes are characters like any other.
  let quote: Mark?
  let escape: Mark?
  /// Whether two quotes inside a quoted field mean one.
  let doublesQuotes: Bool
  let skipsInitialSpace: Bool
  /// Whether a record that breaks the rules is an error instead of being read as well as can be.
  let isStrict: Bool

  init(
    delimiter: Character, quotechar: Character?, escapechar: Character?, doublequote: Bool, skipinitialspace: Bool, strict: Bool
  ) throws {
    func mark(_ character: Character, _ setting: String) throws -> Mark {
      guard let mark = Mark(character) else {
        throw ConnectorError(.badSetting, setting, "is \(String(reflecting: character)); give one character that is not a line end")
      }
      return mark
    }
    self.delimiter = try mark(delimiter, "delimiter")
    quote = try quotechar.map { try mark($0, "quotechar") }
    escape = try escapechar.map { try mark($0, "escapechar") }
    doublesQuotes = doublequote
    skipsInitialSpace = skipinitialspace
    isStrict = strict
  }
}
