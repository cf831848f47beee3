import DeploymentFiles
import Foundation
import Rewriting
import SourceFacts
import TestSupport
import Testing

@testable import TreeMigration

/// One bad input is one finding.
@Suite struct InputTests {
  private static let folder = packageFolder.appending(path: "Fixtures/Inputs")
  private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
    !$0.hasSuffix(".md")
  }.sorted()
  private static let head = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"a\", TestingInput([1]))\n"
  private static let tail = "\nflow.output(\"o\", StdOutput())\n"

  private func judged(_ text: String, path: String = "flow.swift") throws -> FileOutcome {
    var found: FileOutcome?
    try TreeMigration(book: packageRules).rewriteGiven(path: path, bytes: Array(text.utf8)) { found = $0 }
    return try #require(found)
  }

  @Test(arguments: names)
  func whatOnceEndedTheCommandIsJudged(name: String) throws {
    let tree = try Tree([
      name: String(decoding: try Data(contentsOf: Self.folder.appending(path: name)), as: UTF8.self), "good.swift": oldFlow(),
    ])
    let outcomes = try tree.outcomes()
    #expect(outcomes.contains { $0.path.hasSuffix("good.swift") && $0.isChanged })
  }

  /// What stands in front and behind, and how often it is too much.
  struct Nesting: CustomTestStringConvertible {
    let open, inner, close: String
    let often: Int
    var testDescription: String { "\(open.debugDescription) \(often) times" }
  }

  private static let nestings: [Nesting] = [
    .init(open: "[", inner: "1", close: "]", often: 24), .init(open: "[", inner: "1", close: "]", often: 1_000),
    .init(open: "([", inner: "1", close: "])", often: 200),
    .init(open: "(", inner: "1", close: ")", often: 5_000), .init(open: "{ ", inner: "1", close: " }", often: 5_000),
    .init(open: "f(", inner: "1", close: ")", often: 5_000),
    .init(open: "Array<", inner: "Int", close: ">()", often: 10_000),
    .init(open: "\"\\(", inner: "1", close: ")\"", often: 10_000),
    .init(open: "\"\\(", inner: "1", close: ")\"", often: 17), .init(open: "🔥 \"\\(1 ", inner: "", close: "", often: 100),
    .init(open: "x[", inner: "1", close: "]", often: 5_000), .init(open: "!(", inner: "1", close: ")", often: 5_000),
    .init(open: "try ", inner: "f()", close: "", often: 10_000),
    .init(open: "[", inner: "", close: "", often: 100_000), .init(open: "x<[", inner: "1", close: "", often: 100),
    .init(open: "@", inner: "a", close: "", often: 10_000),
  ]

  @Test(arguments: nestings)
  func whatNestsTooDeepIsNamedAndQuickly(_ nesting: Nesting) throws {
    let value =
      String(repeating: nesting.open, count: nesting.often) + nesting.inner
      + String(repeating: nesting.close, count: nesting.often)
    let outcome = try judged(Self.head + "let a = " + value + Self.tail)
    #expect(outcome.findings.map(\.rule) == ["not-judged"])
    #expect(outcome.findings.first?.message.hasPrefix("could not be judged: ") == true)
    #expect(!outcome.isChanged)
  }

  @Test(arguments: ["#if A\n", "if a { } else if b { } "], [40, 600, 10_000])
  func conditionsAndAlternativesHaveAnEnd(open: String, often: Int) throws {
    let isCondition = open.hasPrefix("#")
    let text = String(repeating: isCondition ? open : "else if b { } ", count: often)
    let close = isCondition ? String(repeating: "#endif\n", count: often) : ""
    let outcome = try judged(Self.head + (isCondition ? "" : "if a { } ") + text + close + Self.tail)
    #expect(outcome.findings.map(\.rule).contains("not-judged") == (isCondition || often > 500))
  }

  @Test func whatPeopleWriteIsJudged() throws {
    let nested = (0..<30).reduce("n") { text, number in "f\(number % 3)(x: [\(number)], { \(text) })" }
    let conditions =
      String(repeating: "#if A\n", count: 12) + "flow.map { (x: Int) in x }\n" + String(repeating: "#endif\n", count: 12)
    let comparisons = (0..<400).map { "if a\($0)<b { _ = c>d }\n" }.joined()
    let table = "let table = [" + (0..<2_000).map { "[\($0), 0, 0]" }.joined(separator: ", ") + "]\n"
    let strings = "let t = \((0..<12).reduce("n") { text, _ in "\"a\\(\(text))\"" })\n"
    let rulers = "// \(String(repeating: "=", count: 500))\nlet s = \"\(String(repeating: "(", count: 500))\"\n"
    let outcome = try judged(Self.head + "let n = \(nested)\n" + conditions + comparisons + table + strings + rulers + Self.tail)
    #expect(!outcome.hasFailed)
    #expect(outcome.isChanged)
  }

  @Test func aLargeFileAndALongChainAreNamed() throws {
    let chain = "flow" + String(repeating: ".map { (x: Int) in x }\n", count: 3_000)
    #expect(try judged(Self.head + chain + Self.tail).findings.first?.message.contains("levels deep") == true)
    let blank = try judged(Self.head + String(repeating: "\n", count: 3 << 20) + Self.tail)
    #expect(blank.findings.first?.message.contains("bytes, more than") == true)
  }

  @Test func manySyntaxErrorsAreOneFinding() throws {
    let outcome = try judged(Self.head + "let z = 1 " + String(repeating: "🔥 1 ", count: 4_000) + Self.tail)
    #expect(outcome.findings.map(\.rule) == ["does-not-parse"])
  }

  @Test func aByteOrderMarkInTheMiddleIsNamedAtItsPlace() throws {
    let outcome = try judged("import Bytewax\nlet flow \u{FEFF}= Dataflow()\n")
    let finding = try #require(outcome.findings.first)
    #expect(finding.rule == "does-not-parse")
    #expect(finding.message.contains("U+FEFF, a byte order mark"))
    #expect((finding.line, finding.column) == (2, 10))
  }

  @Test(arguments: ["run.sh": "$(", "deploy.yaml": "[", "Makefile": "$(", "settings": "- "])
  func deploymentFilesHaveBoundsToo(name: String, open: String) throws {
    let text = "waxwing run flow.swift " + String(repeating: open, count: 10_000)
    if name == "settings" {
      #expect(throws: MigrationSettings.Problem.self) {
        try MigrationSettings(yaml: "paths:\n" + String(repeating: open, count: 10_000), file: ".waxwing.yml")
      }
      return
    }
    let outcomes = try Tree([name: text, "flow.swift": oldFlow()]).outcomes()
    #expect(outcomes.first { $0.path.hasSuffix(name) }?.findings.map(\.rule) == ["not-judged"])
    #expect(outcomes.contains { $0.isChanged })
  }
}
