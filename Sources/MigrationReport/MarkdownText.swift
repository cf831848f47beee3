import ShownText

/// Text that Markdown takes for text.
enum MarkdownText {
  /// Text in which nothing is taken for a mark, a tag, a link, or the name of someone to be notified. What stands between back-ticks is
  /// code.
  static func prose(_ text: String) -> String {
    let parts = text.shown.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    // One that has no other to it is no mark.
    guard parts.count.isMultiple(of: 2) == false else { return parts.map(plain).joined(separator: "\\`") }
    return parts.enumerated().map { number, part in
      number.isMultiple(of: 2) ? plain(part) : part.isEmpty ? "\\`\\`" : code(part)
    }.joined()
  }

  private static func plain(_ text: String) -> String {
    text.escaped([
      "\\": "\\\\", "|": "\\|", "<": "&lt;", "&": "&amp;", "*": "\\*", "_": "\\_", "[": "\\[", "~": "\\~", "$": "\\$",
      // A code host looks for these in the text that is left.
      "@": "@\u{200B}", "#": "#\u{200B}",
    ]).replacing("://", with: ":\u{200B}//").replacing("www.", with: "www\u{200B}.")
  }

  /// Text in a code span, also inside a table.
  static func code(_ text: String) -> String {
    let text = text.shown
    // In a table a bar ends the cell, and no mark before it is sure to keep it from that.
    guard !text.contains("|") || !text.contains("\\") else { return "<code>" + entities(text) + "</code>" }
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let ticks = String(repeating: "`", count: longest + 1)
    let pad = text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ") ? " " : ""
    return ticks + pad + text.escaped(["|": "\\|"]) + pad + ticks
  }

  /// Every character that could mean something as its number.
  private static func entities(_ text: String) -> String {
    text.unicodeScalars.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) ? String($0) : "&#\($0.value);" }.joined()
  }

  /// A block of code, whatever the code holds.
  static func fence(_ language: String, _ text: String) -> String {
    let text = text.shownLines
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let ticks = String(repeating: "`", count: max(3, longest + 1))
    return "\(ticks)\(language)\n\(text.trimmedEnd)\n\(ticks)\n"
  }
}
