import TestSupport
import Testing

@testable import Rewriting
@testable import SourceFacts

/// What users of other rewriters complain of most, one test each.
@Suite("Complaints about other rewriters")
struct UserPainTests {
  private static let head = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\n"
  private static let tail = "flow.output(\"out\", StdOutput())\n"

  @Test func aFixNeverLeavesCodeThatDoesNotParse() throws {
    for body in ["flow.map{ $0 }\n", "flow.map({ (n: Int) in n })\n", "flow.map(a ? f : g)\n", "flow.filter { n in n > 1 };\n", "if x { flow.map(f) } else if y { flow.map(g) }\n"] {
      let outcome = try rewrite(Self.head + body + Self.tail)
      try ParsedFile(path: "a", text: outcome.text).checkSyntax()
      #expect(outcome.reached == .v0_19, "\(body)")
    }
  }

  @Test func layoutAndCommentsSurvive() throws {
    let body = "flow // one\n  .map( /* two */\n    lower, // three\n  )\n\n\n"
    let outcome = try rewrite(Self.head + body + Self.tail)
    for comment in ["// one\n  .map(", "/* two */\n", "lower, // three\n  )\n\n\n"] { #expect(outcome.text.contains(comment)) }
  }

  @Test func aShadowedNameIsNotTakenForTheFlow() throws {
    let body = "func use(flow: [Int]) -> [Int] { flow.map { $0 }.filter { $0 > 1 } }\n"
    #expect(try rewrite(Self.head + body + Self.tail).text.contains(body))
  }

  @Test func aRunThatChangesNothingSaysWhy() throws {
    let outcome = try rewrite(Self.head + "extend(flow)\n" + Self.tail)
    #expect(outcome.reached == .v0_17)
    #expect(outcome.findings.contains { $0.action == .left })
  }

  @Test func oneRunReachesTheFixedPoint() throws {
    let nested = "for a in [1] { for b in [2] { if c { flow.map { (n: Int) in n + a + b } } } }\n"
    let outcome = try rewrite(Self.head + nested + Self.tail)
    #expect(!outcome.text.contains("flow.map"))
    #expect(try !rewrite(outcome.text).isChanged)
  }

  @Test func aLargeFileWithoutAFlowCostsAGlance() throws {
    let large = String(repeating: "let a = [1].map { $0 }\n", count: 200_000)
    let clock = ContinuousClock()
    let glance = try clock.measure { _ = try rewrite(large) }
    let parse = clock.measure { _ = ParsedFile(path: "a", text: String(large.prefix(460_000))) }
    #expect(glance < parse)
  }

  @Test func conditionalCodeIsReachedInEveryBranchAndMarkedUnverified() throws {
    let body = "#if DEBUG\nflow.map(f)\n#else\nflow.map(g)\n#endif\nlet e = [FileInput(\"a\")]\n#if DEBUG\nlet d = FileInput(\"b\")\n#endif\n"
    let outcome = try rewrite(Self.head + body + Self.tail)
    #expect(!outcome.text.contains("flow.map"))
    let renames = outcome.findings.filter { $0.rule == "rename-file-input" }
    #expect(renames.map(\.evidence) == [.lexical, .unverified])
  }

  @Test func conflictingEditsAreToldAndNotHalfMade() {
    let one = Edit(0..<4, pieces: [.text("x")], rule: "one")
    let other = Edit(2..<6, pieces: [.text("y")], rule: "other")
    #expect(throws: EditConflict.self) { try EditSet([one, other]).apply(to: Array("abcdef".utf8)) }
  }

  @Test func labelsOfTrailingClosuresMoveWithThem() throws {
    let source = "import Bytewax\nlet flow = Dataflow(\"f\")\nlet inp = op.input(\"inp\", flow, s)\nlet n = op.statefulMap(\"n\", inp) { 0 } _: { (n: Int, v: Int) in\n  (n + v, n)\n}\n"
    let outcome = try rewrite(source)
    #expect(outcome.text.contains("op.statefulMap(\"n\", inp) { (n: Int?, v: Int) in\n  let n = n ?? 0\n  return (n + v, n)\n}"))
  }

  @Test func changesThatNoErrorTellsAreTold() throws {
    let source = Self.head + "flow.map { (n: Int) -> (String, Int) in (\"a\", n) }\nflow.batch(\"b\", maxSize: 2, timeout: .seconds(1))\nflow.collectWindow(\"w\", clock, window)\n" + Self.tail
    let silent = try rewrite(source).findings.filter { $0.severity == .silent }.map(\.rule)
    for rule in ["collect-timeout-restarts", "collect-window-arrival-order", "window-metadata"] { #expect(silent.contains(rule)) }
  }
}
