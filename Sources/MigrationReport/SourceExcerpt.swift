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
    let bytes = Array(source.utf8)
    let start = min(max(0, column - 1), bytes.count)
    let end = min(start + max(1, length), bytes.count)
    var columns: [Character] = []
    var marked = 0..<0
    for (part, range) in [0..<start, start..<end, end..<bytes.count].enumerated() {
      let first = columns.count
      for character in String(decoding: bytes[range], as: UTF8.self) {
        if character == "\t" {
          columns += Array(repeating: " ", count: Self.tab - columns.count % Self.tab)
        } else {
          columns.append(Self.isShown(character) ? character : "·")
        }
      }
      if part == 1 { marked = first..<columns.count }
    }
    self.length = max(1, marked.count)
    (line, self.column) = Self.cut(columns, around: marked.lowerBound, to: limit)
  }

  /// Control characters would act on a terminal instead of being seen.
  private static func isShown(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && !(0x80..<0xA0).contains($0.value) }
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
