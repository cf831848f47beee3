import ShownText

/// Shows the difference of two texts as `diff -u` and `git` do, so that `patch` can apply it.
package enum UnifiedDiff {
  /// The difference with three lines of context; empty when the texts are equal.
  package static func text(from old: [UInt8], to new: [UInt8], path: String) -> String {
    let (before, after) = (lines(old), lines(new))
    return text(of: LineDiff.changes(from: before, to: after), before, after, path: path)
  }

  /// The difference of two texts whose changes are known.
  static func text(
    of changes: [LineChange], _ before: [ArraySlice<UInt8>], _ after: [ArraySlice<UInt8>], path: String
  ) -> String {
    guard !changes.isEmpty else { return "" }
    return "--- \(name("a/" + path))\n+++ \(name("b/" + path))\n" + hunks(changes, before, after).joined()
  }

  /// A name as it can stand in a line: in quotes where it holds what cannot be seen or would end it, as git and `patch` write and read it.
  private static func name(_ path: String) -> String {
    guard path.shown != path || path.contains("\"") || path.contains("\\") else { return path }
    var quoted = "\""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case _ where String.isHidden(scalar):
        for byte in String(scalar).utf8 {
          let digits = String(byte, radix: 8)
          quoted += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Lines with their endings, so that a changed ending is a change.
  static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      lines.append(bytes[start..<end])
      start = end
    }
    return lines
  }

  private static func hunks(
    _ changes: [LineChange], _ before: [ArraySlice<UInt8>], _ after: [ArraySlice<UInt8>], context: Int = 3
  ) -> [String] {
    var groups: [[LineChange]] = []
    for change in changes {
      if let last = groups.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context {
        groups[groups.count - 1].append(change)
      } else {
        groups.append([change])
      }
    }
    return groups.map { hunk($0, before, after, context) }
  }

  private static func hunk(
    _ changes: [LineChange], _ before: [ArraySlice<UInt8>], _ after: [ArraySlice<UInt8>], _ context: Int
  ) -> String {
    guard let first = changes.first, let last = changes.last else { return "" }
    let lead = min(context, first.old.lowerBound)
    let trail = min(context, before.count - last.old.upperBound)
    let old = first.old.lowerBound - lead..<last.old.upperBound + trail
    let new = first.new.lowerBound - lead..<last.new.upperBound + trail
    var text = "@@ -\(span(old)) +\(span(new)) @@\n"
    func write(_ mark: String, _ line: ArraySlice<UInt8>) {
      text += mark + String(decoding: line, as: UTF8.self)
      if line.last != UInt8(ascii: "\n") { text += "\n\\ No newline at end of file\n" }
    }
    var next = old.lowerBound
    for change in changes {
      for line in before[next..<change.old.lowerBound] { write(" ", line) }
      for line in before[change.old] { write("-", line) }
      for line in after[change.new] { write("+", line) }
      next = change.old.upperBound
    }
    for line in before[next..<old.upperBound] { write(" ", line) }
    return text
  }

  /// The first line and the number of lines, as `diff -u` writes them.
  private static func span(_ lines: Range<Int>) -> String {
    let start = lines.isEmpty ? lines.lowerBound : lines.lowerBound + 1
    return lines.count == 1 ? "\(start)" : "\(start),\(lines.count)"
  }
}
