/// What must be known about a flow's file before it is compiled; whoever reads Swift gathers it.
package struct ScriptFacts: Sendable {
  /// The era the file is compiled for, `0.16` to `0.19`.
  package let era: String
  /// Why it is that era, one line each, for `-v`.
  package let reasons: [String]
  /// Whether the file's top-level statements call an entry point such as `runMain` themselves.
  package let runsItself: Bool
  /// Whether the file has no top-level statements but a type marked `@main`, which runs itself too.
  package let hasMainType: Bool
  /// The file's top-level functions.
  package let functions: Set<String>
  /// The file's top-level variables that hold a `Dataflow`, offered when the wanted one is missing.
  package let flows: [String]
  /// Whether the file declares a type named `Stream` of its own.
  package let declaresStream: Bool

  package init(
    era: String, reasons: [String] = [], runsItself: Bool = false, hasMainType: Bool = false, functions: Set<String> = [],
    flows: [String] = [],
    declaresStream: Bool = false
  ) {
    (self.era, self.reasons, self.runsItself) = (era, reasons, runsItself)
    self.hasMainType = hasMainType
    (self.functions, self.flows, self.declaresStream) = (functions, flows, declaresStream)
  }

  /// Whether a text declares a type marked `@main`.
  package static func hasMainType(_ text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { line in
      let words = line.drop { $0 == " " || $0 == "\t" }
      return words.hasPrefix("@main") && words.dropFirst(5).first?.isLetter != true
    }
  }
}
