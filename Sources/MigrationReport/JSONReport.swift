import Foundation
import ShownText

extension MigrationReport {
  /// One JSON object with `findings`, `flows` and `summary`; keys are sorted, so equal reports are equal texts.
  package func json() throws -> String {
    var text = ""
    try writeJSON { text += $0 }
    return text
  }

  /// The same piece by piece, so that a long report need not be in memory as a whole.
  package func writeJSON(to write: (String) throws -> Void) throws {
    func list(_ values: some Sequence<some Encodable>) throws {
      var separator = "[\n"
      for value in values {
        try write(separator + "    " + value.prettyJSON(indent: 4).dropLast())
        separator = ",\n"
      }
      try write(separator == "[\n" ? "[\n\n  ]" : "\n  ]")
    }
    try write("{\n  \"findings\" : ")
    try list(findings)
    try write(",\n  \"flows\" : ")
    try list(joiningStores.flows)
    try write(",\n  \"summary\" : " + summaryDocument.prettyJSON(indent: 2) + "}\n")
  }
}

extension Encodable {
  /// The value as JSON to be read and compared: laid out over lines, keys sorted, with a newline at the end; what cannot be seen stands
  /// as escapes.
  ///
  /// - Parameter indent: how many blanks stand before each line but the first.
  package func prettyJSON(indent: Int = 0) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(self), as: UTF8.self).shownJSON
    guard indent > 0 else { return text + "\n" }
    // A newline inside of a value is written as an escape, so each one ends a line of the layout.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { $0 == 0 || $1.isEmpty ? String($1) : String(repeating: " ", count: indent) + $1 }.joined(
      separator: "\n") + "\n"
  }
}
