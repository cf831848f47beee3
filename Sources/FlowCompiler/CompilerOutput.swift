/// What the compiler printed, taken apart: lines about the author's file, and lines about the few that we added to it.
struct CompilerOutput {
  /// Everything that is not about our own lines, as it was printed.
  private(set) var diagnostics = ""
  /// How many errors the author's lines (or the linker) have.
  private(set) var errors = 0
  /// The messages of the errors in our own lines, in order.
  private(set) var ownErrors: [String] = []
  /// The message of an error past the end of the author's file, where something was left open.
  private(set) var endError: String?

  /// - Parameters:
  ///   - script: the path of the text that the compiler was given; only its end is ever named by it.
  ///   - flow: the author's file, as line directives name it, and how many lines it has.
  init(_ text: String, script: String, flow: (path: String, lines: Int)) {
    var isOurs = false
    var isEnd = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let header = CompilerDiagnostic(line) {
        let isPastEnd = header.path == script || (header.path == flow.path && header.line > flow.lines)
        if header.kind != .note {
          isEnd = isPastEnd
          isOurs = isPastEnd || header.path == ScriptText.ownFile
        } else if isEnd {
          // Where the thing that was left open begins is worth showing.
          isOurs = isPastEnd
        }
        if header.kind == .error {
          if isPastEnd { endError = endError ?? header.message }
          if isOurs { ownErrors.append(header.message) } else { errors += 1 }
        }
      } else if line.contains("error: ") {
        isOurs = false
        errors += 1
      }
      if !isOurs { diagnostics += Self.explained(line) + "\n" }
    }
    while diagnostics.hasSuffix("\n\n") { diagnostics.removeLast() }
    if diagnostics == "\n" { diagnostics = "" }
  }

  /// The line, with a guess at what is wrong where the compiler finds no words of its own and asks to be reported.
  ///
  /// It has none for a step like `reduceFinal` whose stream does not hold pairs.
  private static func explained(_ line: Substring) -> String {
    guard let mark = line.firstRange(of: "failed to produce diagnostic for expression") else { return String(line) }
    return line[..<mark.lowerBound] + "the compiler cannot say what does not fit here; "
      + "a keyed step reads a stream of (String, value) pairs without labels, and its callback takes their values"
  }

  /// Whether the compiler refuses the engine's modules because another compiler made them.
  var foreignModules: String? {
    let marks = ["compiled with a different version", "module compiled with Swift", "compiled module was created by"]
    return diagnostics.split(separator: "\n").first { line in marks.contains { line.contains($0) } }.map(String.init)
  }
}
