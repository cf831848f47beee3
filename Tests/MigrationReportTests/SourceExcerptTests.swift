import Testing

@testable import MigrationReport

@Suite("Source excerpts")
struct SourceExcerptTests {
  @Test func theCaretStandsBelowTheName() {
    let excerpt = SourceExcerpt("let a = flow.map(f)", column: 9, length: 8)
    #expect(excerpt.caret == "        ^~~~~~~~")
  }

  @Test func tabsAndCharactersOfSeveralBytesTakeTheirColumns() {
    let excerpt = SourceExcerpt("\tgrößer.map", column: 2 + "größer.".utf8.count, length: 3)
    #expect(excerpt.line == "    größer.map")
    #expect(excerpt.caret == "           ^~~")
  }

  @Test func aLongLineIsCutAroundThePlace() {
    let source = String(repeating: "x", count: 200) + "HERE" + String(repeating: "y", count: 200)
    let excerpt = SourceExcerpt(source, column: 201, length: 4, limit: 40)
    #expect(excerpt.line.count == 40)
    #expect(excerpt.line.hasPrefix("…") && excerpt.line.hasSuffix("…"))
    #expect(Array(excerpt.line)[excerpt.column] == "H")
  }

  @Test func whatWouldActOnATerminalIsShownInstead() {
    #expect(SourceExcerpt("a\u{1B}[31mb", column: 1, length: 1).line == #"a\u{1B}[31mb"#)
  }

  @Test func aPlaceBehindTheLineIsMarkedAtItsEnd() {
    #expect(SourceExcerpt("ab", column: 9, length: 5).caret == "  ^")
  }

  @Test(arguments: [
    ("flow.map { }", 1, 8), ("flow.map { }", 6, 3), ("\"a b\", x", 1, 5), ("--epoch-interval=3", 1, 16), ("(x)", 1, 1), ("", 1, 1), ("a.", 1, 1),
  ])
  func theMarkCoversANameOrALiteral(_ line: String, _ column: Int, _ length: Int) {
    #expect(MarkedLength.of(Array(line.utf8)[...], from: column) == length)
  }
}
