import Testing

@testable import MigrationReport

@Suite("Unified diff")
struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String) -> String { UnifiedDiff.text(from: Array(old.utf8), to: Array(new.utf8), path: "a.swift") }

  @Test func equalTextsHaveNone() { #expect(diff("a\n", "a\n").isEmpty) }

  @Test func aChangedLineStandsBetweenThreeLinesOfContext() {
    #expect(
      diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n")
        == "--- a/a.swift\n+++ b/a.swift\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n")
  }

  @Test func aMissingFinalNewlineIsShown() {
    #expect(diff("a", "b") == "--- a/a.swift\n+++ b/a.swift\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n")
  }

  @Test func aChangedLineEndingIsAChange() { #expect(diff("a\r\n", "a\n").contains("-a\r\n+a\n")) }

  @Test func changesFarApartAreTwoHunks() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = old.replacing("2\n3\n", with: "x\n3\n").replacing("19\n", with: "y\n")
    #expect(diff(old, new).split(separator: "\n").filter { $0.hasPrefix("@@") }.count == 2)
  }

  @Test func linesAreColouredHoweverTheyEnd() {
    let diff = "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-old\r\n+new\r\n same\n"
    let (bold, red, green, blue, end) = ("\u{1B}[1m", "\u{1B}[31m", "\u{1B}[32m", "\u{1B}[36m", "\u{1B}[0m")
    #expect(
      UnifiedDiff.coloured(diff)
        == "\(bold)--- a/f\(end)\n\(bold)+++ b/f\(end)\n\(blue)@@ -1 +1 @@\(end)\n\(red)-old\(end)\r\n\(green)+new\(end)\r\n same\n")
  }
}
