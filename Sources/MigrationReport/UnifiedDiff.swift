/// Shows the difference of two texts as `diff -u` and `git` do, so that `patch` can apply it.
package enum UnifiedDiff {
  /// The difference with three lines of context; empty when the texts are equal.
  package static func text(from old: [UInt8], to new: [UInt8], path: String) -> String {
    let before = lines(old)
    let after = lines(new)
    let changes = script(before, after)
    guard changes.contains(where: { $0.mark != " " }) else { return "" }
    return "--- a/\(path)\n+++ b/\(path)\n" + hunks(changes).joined()
  }

  private struct Line {
    let mark: Character
    let text: String
    /// How many lines of the old and the new text stand before this one.
    let old: Int
    let new: Int
  }

  /// Lines with their endings, so that a changed ending is a change.
  private static func lines(_ bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      lines.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = end
    }
    return lines
  }

  private static func script(_ before: [String], _ after: [String]) -> [Line] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in after.map(ByteText.init).difference(from: before.map(ByteText.init)) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var script: [Line] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      if removed.contains(old) {
        script.append(Line(mark: "-", text: before[old], old: old, new: new))
        old += 1
      } else if inserted.contains(new) {
        script.append(Line(mark: "+", text: after[new], old: old, new: new))
        new += 1
      } else {
        script.append(Line(mark: " ", text: before[old], old: old, new: new))
        old += 1
        new += 1
      }
    }
    return script
  }

  private static func hunks(_ script: [Line], context: Int = 3) -> [String] {
    let changed = script.indices.filter { script[$0].mark != " " }
    var groups: [ClosedRange<Int>] = []
    for index in changed {
      let range = max(0, index - context)...min(script.count - 1, index + context)
      if let last = groups.last, last.upperBound >= range.lowerBound - 1 {
        groups[groups.count - 1] = last.lowerBound...range.upperBound
      } else {
        groups.append(range)
      }
    }
    return groups.map { hunk(script[$0]) }
  }

  private static func hunk(_ lines: ArraySlice<Line>) -> String {
    let old = lines.filter { $0.mark != "+" }.count
    let new = lines.filter { $0.mark != "-" }.count
    let first = lines.first
    func start(_ offset: Int, _ count: Int) -> String {
      let line = count == 0 ? offset : offset + 1
      return count == 1 ? "\(line)" : "\(line),\(count)"
    }
    let head = "@@ -\(start(first?.old ?? 0, old)) +\(start(first?.new ?? 0, new)) @@\n"
    return head + lines.map { line in
      line.text.utf8.last == UInt8(ascii: "\n")
        ? "\(line.mark)\(line.text)" : "\(line.mark)\(line.text)\n\\ No newline at end of file\n"
    }.joined()
  }

  /// A line compared by its bytes: Swift takes CR LF for one character.
  private struct ByteText: Hashable {
    let bytes: [UInt8]
    init(_ text: String) { bytes = Array(text.utf8) }
  }
}
