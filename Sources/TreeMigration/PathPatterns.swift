import Foundation

/// Patterns of paths that are left out, as `--exclude` and `.waxwing.yml` give them.
///
/// A pattern without a slash speaks of any file or folder of that name; one with a slash of paths from the folder in which
/// the command was run or the settings lie. `*` stands for any text, also across slashes, `?` for a letter.
package struct PathPatterns: Sendable, Equatable {
  package let patterns: [String]

  package init(_ patterns: [String]) {
    self.patterns = patterns.map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
  }

  /// Whether a pattern speaks of a path or of a folder above it.
  package func match(_ path: String) -> Bool {
    guard !patterns.isEmpty else { return false }
    let path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    let parts = path.split(separator: "/").map(String.init)
    return patterns.contains { pattern in
      let wanted = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
      if !wanted.contains("/") { return parts.contains { fnmatch(wanted, $0, 0) == 0 } }
      return fnmatch(wanted, path, 0) == 0 || fnmatch(wanted + "/*", path, 0) == 0
    }
  }
}
