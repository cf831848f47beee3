import Foundation

/// A defect of real releases that lost or corrupted data; shims do what was meant.
package struct Defect: Sendable, Equatable {
  package let id: String
  package let eras: [String]
  package let find: [String: RuleValue]
  package let summary: String
  package let meant: String

  /// Reads `defects.yml`. Throws `RuleBookError` naming file and key.
  package static func all(in directory: URL, vocabulary: RuleVocabulary) throws -> [Defect] {
    try RuleReader.list("defects", of: ["id", "eras", "find", "summary", "meant"], in: directory).map { reader in
      Defect(
        id: try reader.text("id"), eras: reader.node["eras"]?.sequence?.compactMap(\.string) ?? [],
        find: try reader.find(vocabulary), summary: try reader.text("summary"), meant: try reader.text("meant"))
    }
  }
}
