extension Terminal {
  /// A unified diff with its lines in colours, on a terminal whose user has nothing against them.
  static func coloured(diff: String) -> String {
    guard style.isColoured else { return diff }
    return diff.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let code =
        switch line.first {
        case "+": line.hasPrefix("+++ ") ? "1" : "32"
        case "-": line.hasPrefix("--- ") ? "1" : "31"
        case "@": "36"
        default: ""
        }
      return code.isEmpty ? String(line) : "\u{1B}[\(code)m\(line)\u{1B}[0m"
    }.joined(separator: "\n")
  }
}
