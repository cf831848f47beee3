/// How a text is laid out for its reader: in colour or plain, and how wide.
package struct TextStyle: Sendable {
  package let isColoured: Bool
  /// In columns; prose is broken before it.
  package let width: Int
  /// Whether lines of source are cut to the width too, as only a terminal wants.
  package let cutsSource: Bool

  package init(isColoured: Bool = false, width: Int = 100, cutsSource: Bool = false) {
    self.isColoured = isColoured
    self.width = max(40, width)
    self.cutsSource = cutsSource
  }

  /// The colours and weights in use, by their codes.
  enum Mark: Int { case bold = 1, dim = 2, red = 31, green = 32, yellow = 33, cyan = 36 }

  func paint(_ text: String, _ marks: Mark...) -> String {
    guard isColoured, !text.isEmpty else { return text }
    return "\u{1B}[\(marks.map { String($0.rawValue) }.joined(separator: ";"))m\(text)\u{1B}[0m"
  }

  /// Prose broken at blanks, each line after `indent`. A paragraph ends at an empty line; lines that are indented stay as they are.
  func wrap(_ text: String, indent: String = "") -> String {
    var lines: [String] = []
    var paragraph = ""
    func finish() {
      if !paragraph.isEmpty { lines += broken(paragraph[...], width - indent.count) }
      paragraph = ""
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.first == " " || line.first == "-" { finish() }
      if line.isEmpty || line.first == " " { lines.append(String(line)) } else { paragraph += paragraph.isEmpty ? line : " \(line)" }
    }
    finish()
    return lines.map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
  }

  private func broken(_ line: Substring, _ width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in line.split(separator: " ") {
      if !current.isEmpty, current.count + 1 + word.count > width {
        lines.append(current)
        current = ""
      }
      current += current.isEmpty ? "\(word)" : " \(word)"
    }
    return lines + [current]
  }
}
