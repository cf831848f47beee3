import Foundation

extension MigrationReport {
  /// One JSON object with `findings`, `flows` and `summary`; keys are sorted, so equal reports are equal texts.
  package func json() throws -> String {
    try document.prettyJSON()
  }
}

extension Encodable {
  /// The value as JSON to be read and compared: laid out over lines, keys sorted, with a newline at the end.
  package func prettyJSON() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
