import Rewriting
import Testing

@testable import MigrationReport

@Suite("Fingerprints")
struct FingerprintTests {
  private func prints(_ source: String, _ places: [(rule: String, line: Int)]) -> [String] {
    let findings = places.map { Finding(rule: $0.rule, file: "a.swift", line: $0.line, action: .left, message: "") }
    return Fingerprint.all(of: findings, in: SourceLines(Array(source.utf8)))
  }

  @Test func linesAboveDoNotMatter() {
    #expect(prints("a\nb\n", [("r", 2)]) == prints("\n\nx\na\nb\n", [("r", 5)]))
  }

  @Test func blanksAndLineEndingsDoNotMatter() {
    #expect(prints("f(1, 2)\n", [("r", 1)]) == prints("\t f(1,   2) \r\n", [("r", 1)]))
  }

  @Test func rulesAndLinesAreToldApart() {
    #expect(Set(prints("a\nb\n", [("r", 1), ("r", 2), ("s", 1)])).count == 3)
  }

  @Test func equalLinesAreNumberedByPlaceNotByTheOrderOfTheFindings() {
    let forwards = prints("a\na\n", [("r", 1), ("r", 2)])
    #expect(Set(forwards).count == 2)
    #expect(prints("a\na\n", [("r", 2), ("r", 1)]) == forwards.reversed())
  }

  /// Baselines outlive a version of the command, so the numbers themselves are kept.
  @Test func theNumbersDoNotChangeBetweenVersions() {
    #expect(prints("let a = b\n", [("r", 1)]) == [Self.known])
  }

  private static let known = "7fc2aa59b6e9a602"

  @Test func suppressingAFindingLeavesTheOthersAsTheyAre() throws {
    let line = "flow.map { (n: Int) in n }\n"
    let whole = try ReportFixture.outcome("import Bytewax\nlet flow = Dataflow()\nflow.input(\"i\", TestingInput([1]))\n\(line)\(line)flow.output(\"o\", StdOutput())\n")
    let first = try #require(whole.findings.firstIndex { $0.line == 4 })
    let part = whole.suppressing { $0 == first ? "known" : nil }
    var expected = whole.fingerprints
    expected.remove(at: first)
    #expect(part.fingerprints == expected)
  }
}
