import Foundation
import Yams

/// A defect of real releases that lost or corrupted data; shims do what was meant.
package struct Defect: Sendable, Equatable {
  package let id: String
  package let eras: [String]
  package let find: [String: RuleValue]
  package let summary: String
  package let meant: String

  /// Reads `defects.yml`. Throws `RuleBookError` naming file and key.
  package static func all(in directory: URL, vocabulary: RuleVocabulary) throws -> [Defect] {
    let file = directory.appendingPathComponent("defects.yml")
    let top = try RuleReader(yaml: try RuleBook.text(of: file), file: file.lastPathComponent)
    try top.checkKeys(["defects"])
    return try (top.node["defects"]?.sequence ?? []).map { node in
      guard let mapping = node.mapping else { throw RuleBookError(.badValue(key: "defects", value: "…", expected: "mappings"), in: top.file) }
      let reader = RuleReader(file: top.file, node: mapping)
      try reader.checkKeys(["id", "eras", "find", "summary", "meant"])
      return Defect(
        id: try reader.text("id"), eras: mapping["eras"]?.sequence?.compactMap(\.string) ?? [],
        find: try reader.find(vocabulary), summary: try reader.text("summary"), meant: try reader.text("meant"))
    }
  }
}
