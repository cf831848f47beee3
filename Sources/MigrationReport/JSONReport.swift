import Foundation

extension MigrationReport {
  /// One JSON object with `findings`, `flows` and `summary`; keys are sorted, so equal reports are equal texts.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }
}
