import Foundation

/// Something that can be wrong with a file itself, or with what was said about it, rather than a breaking change.
package struct Problem: Sendable, Equatable {
  package let id: String
  package let summary: String
  /// What to do about it.
  package let mend: String

  /// Reads `problems.yml`. Throws `RuleBookError` naming file and key.
  package static func all(in directory: URL) throws -> [Problem] {
    let file = directory.appendingPathComponent("problems.yml")
    let top = try RuleReader(yaml: try RuleBook.text(of: file), file: file.lastPathComponent)
    try top.checkKeys(["problems"])
    return try (top.node["problems"]?.sequence ?? []).map { node in
      guard let mapping = node.mapping else {
        throw RuleBookError(.badValue(key: "problems", value: "…", expected: "mappings"), in: top.file)
      }
      let reader = RuleReader(file: top.file, node: mapping)
      try reader.checkKeys(["id", "summary", "mend"])
      return Problem(id: try reader.text("id"), summary: try reader.text("summary"), mend: try reader.text("mend"))
    }
  }
}
