extension UnifiedDiff {
  /// A unified diff with its lines in the colours of a terminal. The end of a line may be CRLF, which is one character.
  package static func coloured(_ diff: String) -> String {
    var coloured = ""
    for line in diff.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
      let code =
        switch line.first {
        case "+": line.hasPrefix("+++ ") ? "1" : "32"
        case "-": line.hasPrefix("--- ") ? "1" : "31"
        case "@": "36"
        default: ""
        }
      coloured += code.isEmpty ? line : "\u{1B}[\(code)m\(line)\u{1B}[0m"
      if line.endIndex < diff.endIndex { coloured.append(diff[line.endIndex]) }
    }
    return coloured
  }
}
