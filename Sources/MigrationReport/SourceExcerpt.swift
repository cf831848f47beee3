import ShownText

/// One line of source with a caret below the place a finding is about.
struct SourceExcerpt {
  /// The line, ready to be shown: blanks for tabs, and cut if need be.
  let line: String
  /// How many columns stand before the mark.
  let column: Int
  /// How many columns are marked.
  let length: Int

  private static let tab = 4

  /// `column` is counted from 1 in bytes, as `length` is; a line longer than `limit` columns is cut around the mark.
  init(_ source: String, column: Int, length: Int, limit: Int? = nil) {
    var columns: [Character] = []
    var marked = 0..<0
    for (number, part) in Self.parts(of: source, column: column, length: length).enumerated() {
      let first = columns.count
      for character in part {
        if character == "\t" { columns += Array(repeating: " ", count: Self.tab - columns.count % Self.tab) } else { columns.append(character) }
      }
      if number == 1 { marked = first..<columns.count }
    }
    self.length = max(1, marked.count)
    (line, self.column) = Self.cut(columns, around: marked.lowerBound, to: limit)
  }

  /// What stands before a place, in it, and behind it, with escapes for what cannot be seen.
  static func parts(of source: String, column: Int, length: Int) -> [String] {
    let bytes = Array(source.utf8)
    let start = min(max(0, column - 1), bytes.count)
    let end = min(start + max(1, length), bytes.count)
    return [0..<start, start..<end, end..<bytes.count].map { String(decoding: bytes[$0], as: UTF8.self).shownLines }
  }

  private static func cut(_ columns: [Character], around mark: Int, to limit: Int?) -> (String, Int) {
    guard let limit, columns.count > limit, limit > 12 else { return (String(columns), mark) }
    let start = mark < limit - 12 ? 0 : min(mark - 12, columns.count - limit)
    var shown = Array(columns[start..<min(columns.count, start + limit)])
    if start > 0 { shown[0] = "…" }
    if start + limit < columns.count { shown[shown.count - 1] = "…" }
    return (String(shown), mark - start)
  }

  /// The mark below the line.
  var caret: String { String(repeating: " ", count: column) + "^" + String(repeating: "~", count: length - 1) }
}
