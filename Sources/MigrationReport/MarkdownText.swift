/// Text that Markdown takes for text.
enum MarkdownText {
  /// Text in which nothing is taken for a mark, a tag or the name of someone to be notified. Back-ticks keep their meaning.
  static func prose(_ text: String) -> String {
    text.escaped(["|": "\\|", "<": "&lt;", "*": "\\*", "_": "\\_", "[": "\\[", "@": "@\u{200B}", "\n": " ", "\r": ""])
  }

  /// Text in a code span, also inside a table.
  static func code(_ text: String) -> String {
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let ticks = String(repeating: "`", count: longest + 1)
    let pad = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return ticks + pad + text.escaped(["|": "\\|", "\n": " "]) + pad + ticks
  }

  /// A block of code, whatever the code holds.
  static func fence(_ language: String, _ text: String) -> String {
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let ticks = String(repeating: "`", count: max(3, longest + 1))
    return "\(ticks)\(language)\n\(text.trimmedEnd)\n\(ticks)\n"
  }
}
