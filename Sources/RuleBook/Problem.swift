import Foundation

/// Something that can be wrong with a file itself, or with what was said about it, rather than a breaking change.
package struct Problem: Sendable, Equatable {
  package let id: String
  package let summary: String
  /// What to do about it.
  package let mend: String

  /// Reads `problems.yml`. Throws `RuleBookError` naming file and key.
  package static func all(in directory: URL) throws -> [Problem] {
    try RuleReader.list("problems", of: ["id", "summary", "mend"], in: directory).map { reader in
      Problem(id: try reader.text("id"), summary: try reader.text("summary"), mend: try reader.text("mend"))
    }
  }
}
