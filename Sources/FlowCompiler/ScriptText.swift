/// The text that the compiler gets: the author's bytes, unchanged, and the call that runs the flow.
///
/// Line directives around the bytes make diagnostics and run-time messages name the author's own file and lines.
struct ScriptText {
  /// What diagnostics call the lines that the author did not write.
  static let ownFile = "<waxwing>"

  /// Gets what a top-level `try` throws, in place of the runtime's own handler, which would crash.
  static let errorHandler = "waxwing_error_in_main"

  let bytes: [UInt8]

  init(_ source: FlowSource, _ reference: FlowReference, _ facts: ScriptFacts) {
    self.init(source, followedBy: Self.epilogue(reference, facts, Self.module(source, facts)))
  }

  /// The author's text for a compiler that only judges it; a script gets what it may rely on when it is run.
  init(judging source: FlowSource, asScriptOf facts: ScriptFacts?) {
    self.init(source, followedBy: facts.map { Self.names($0, Self.module(source, $0)).joined(separator: "\n") + "\n" } ?? "")
  }

  private init(_ source: FlowSource, followedBy epilogue: String) {
    var bytes = Array("#sourceLocation(file: \"\(Self.escaped(source.path))\", line: 1)\n".utf8)
    bytes += Self.compilable(source.bytes)
    bytes += Array("\n#sourceLocation(file: \"\(Self.ownFile)\", line: 1)\n".utf8)
    bytes += Array(epilogue.utf8)
    self.bytes = bytes
  }

  /// What a byte order mark and a `#!` line mean is only understood at a file's very start: the mark goes, and the
  /// line becomes a comment of the same length.
  private static func compilable(_ source: [UInt8]) -> [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var bytes = source.starts(with: mark) ? Array(source.dropFirst(mark.count)) : source
    if bytes.starts(with: Array("#!".utf8)) { bytes.replaceSubrange(0..<2, with: Array("//".utf8)) }
    return bytes
  }

  /// Foundation has a class `Stream`, and an imported class wins over one that a module re-exports; a name of the
  /// program itself wins over both.
  private static func names(_ facts: ScriptFacts, _ module: String) -> [String] {
    let isStreamFree = EraModules.hasStreams(facts.era) && !facts.declaresStream
    return ["import \(module)"] + (isStreamFree ? ["typealias Stream = \(module).Stream"] : [])
  }

  /// What the author calls the era's module.
  private static func module(_ source: FlowSource, _ facts: ScriptFacts) -> String {
    EraModules.name(of: facts.era, importing: importedModules(in: source.text))
  }

  private static func epilogue(_ reference: FlowReference, _ facts: ScriptFacts, _ module: String) -> String {
    var lines = names(facts, module)
    if !facts.hasMainType {
      lines.append(
        "@_silgen_name(\"\(errorHandler)\") func \(errorHandler)(_ error: any Error) { \(module).BytewaxEntry.run { throw error } }"
      )
      if !facts.runsItself || reference.name != nil {
        let call = reference.arguments ?? (facts.functions.contains(reference.wantedName) ? "()" : "")
        lines.append("\(module).BytewaxEntry.run { try \(reference.wantedName)\(call) }")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func escaped(_ path: String) -> String {
    path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
