import Foundation
import Testing

/// Differences and messages about files whose names and texts hold what a reader does not see.
@Suite struct HiddenCharacterTests {
  private static let name = "a\u{1B}[31m\"\u{202E}\n::error::b.swift"
  private static let flow = oldFlow.replacing("// one more", with: "// one \u{202E}more\u{2066}")

  @Test func aDifferenceInAPipeCanBeAppliedAndIsWarnedOf() throws {
    let place = try Workplace([Self.name: Self.flow])
    let ended = try place.waxwing("migrate", ".")
    #expect(ended.status == 2)
    #expect(ended.output.contains("\u{202E}more\u{2066}") && ended.output.hasPrefix("--- \"a/a\\033[31m\\\"\\342\\200\\256\\012::error::b.swift\"\n"))
    #expect(ended.errors.contains(#"warning: a\u{1B}[31m"\u{202E}\n::error::b.swift:5: holds a character that is not seen or moves others (U+202E)"#), "\(ended.errors)")
    try place.write("change.diff", ended.output)
    try place.git(["apply", "change.diff"])
    #expect(try place.read(Self.name).contains("op.map("))
    #expect(try place.read(Self.name).contains("// one \u{202E}more\u{2066}"))
  }

  @Test func questionsAndMessagesWriteThemOut() throws {
    let place = try Workplace([Self.name: Self.flow])
    let asked = try place.waxwing("migrate", ".", "--interactive", input: "a\n")
    #expect(asked.status == 0, "\(asked.errors)")
    for text in [asked.output, asked.errors] {
      #expect(!text.unicodeScalars.contains { ["\u{1B}", "\u{202E}", "\u{2066}"].contains($0) })
      #expect(!text.split(separator: "\n").contains { $0.hasPrefix("::") })
    }
    #expect(asked.output.contains(#"// one \u{202E}more\u{2066}"#))
    try place.write(Self.name, Self.flow + "let a = (\n")
    let failed = try place.waxwing("migrate", ".", "--write", "missing\u{1B}[2J.swift")
    #expect(failed.status == 1 && failed.errors.contains(#"missing\u{1B}[2J.swift"#) && !failed.errors.contains("\u{1B}"), "\(failed.errors)")
    let wrong = try place.waxwing("migrate", ".", "--only", "no\u{1B}[2Jrule")
    #expect(wrong.status == 64 && !wrong.errors.contains("\u{1B}"), "\(wrong.errors)")
  }
}
