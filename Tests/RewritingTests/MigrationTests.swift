import Foundation
import TestSupport
import Testing

@testable import Rewriting
@testable import SourceFacts

@Suite("Migration")
struct MigrationTests {
  private static let wordCount = """
    import Bytewax

    let flow = Dataflow()
    flow.input("inp", FileInput("a.txt"))
    flow.map(lower)  // to lower case
    flow.flatMap(tokenize)
    flow.map { (word: String) in (word, 1) }
    flow.reduceWindow("sum", clock, window, add)
    flow.output("out", StdOutput())

    """

  @Test func theWordCountBecomesWhatAPersonWouldHaveWritten() throws {
    let outcome = try rewrite(Self.wordCount, path: "word-count.swift")
    #expect(
      outcome.text == """
        import Bytewax

        let flow = Dataflow("word_count")
        let inp = op.input("inp", flow, FileSource("a.txt"))
        let lowerStream = op.map("lower", inp, lower)  // to lower case
        let tokenizeStream = op.flatMap("tokenize", lowerStream, tokenize)
        let mapWord = op.map("map_word", tokenizeStream) { (word: String) in (word, 1) }
        let sumWindows = wop.reduceWindow("sum", mapWord, clock, window, add)
        let sum = op.mapValue("sum_unwrap", sumWindows) { _, value in value }
        op.output("out", sum, StdOutSink())

        """)
    #expect(outcome.reached == .v0_19)
  }

  @Test func aFindingNamesTheLineOfTheOriginalWhicheverHopFoundIt() throws {
    let outcome = try rewrite(
      "import Bytewax\n\nlet flow = Dataflow()\nflow.input(\"inp\", source)\nflow.statefulMap(\"s\", builder: { 0 }) { (n: Int, v: Int) in (n, v) }\nflow.output(\"out\", StdOutput())\n")
    let builder = try #require(outcome.findings.first { $0.rule == "stateful-map-builder-removed" })
    #expect(builder.line == 5)
  }

  @Test func everyByteOutsideOfEditsStays() throws {
    let source = "#!/usr/bin/env swift\r\n\r\n/* é */ import Bytewax\r\nlet  flow =\tDataflow( )\r\nflow . map( lower ) // b\r\nlet 🐝 = 1"
    let withInput = source.replacing("flow . map", with: "flow.input(\"i\", s)\r\nflow . map")
    let bytes = ParsedFile.byteOrderMark + Array(withInput.utf8)
    let outcome = try Migration(book: packageRules).rewrite(path: "Flow.swift", bytes: bytes)
    let expected = withInput.replacing("Dataflow( )", with: "Dataflow(\"flow\" )")
      .replacing("flow.input(\"i\", s)", with: "let i = op.input(\"i\", flow, s)")
      .replacing("flow . map( lower )", with: "_ = op . map( \"lower\", i, lower )")
    #expect(outcome.after == ParsedFile.byteOrderMark + Array(expected.utf8))
  }

  @Test func aSecondRunChangesNothing() throws {
    let once = try rewrite(Self.wordCount)
    let twice = try rewrite(once.text)
    #expect(!twice.isChanged)
    #expect(twice.findings.isEmpty)
  }

  @Test func hopByHopGivesTheSameAsAllAtOnce() throws {
    let direct = try rewrite(Self.wordCount, from: .v0_16)
    var text = Self.wordCount
    for (from, to) in [(Era.v0_16, Era.v0_17), (.v0_17, .v0_18), (.v0_18, .v0_19)] { text = try rewrite(text, from: from, to: to).text }
    #expect(text == direct.text)
  }

  @Test func aChainOfFiftyStepsIsRewrittenInOneRun() throws {
    let steps = (1...50).map { "flow.map { (n: Int) in n + \($0) }" }.joined(separator: "\n")
    let outcome = try rewrite("import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\n\(steps)\nflow.output(\"out\", StdOutput())\n")
    #expect(outcome.reached == .v0_19)
    #expect(outcome.text.contains("op.map(\"map_50\", map49)"))
    #expect(!outcome.text.contains("flow.map"))
  }

  @Test func aChainOfFiftyStepsWithClosuresInClosuresIsRewrittenInOneRun() throws {
    let steps = (1...50).map { "flow.flatMap { (n: Int) in [n].map { m in [m].map { $0 + \($0) }.filter { $0 > m } }.flatMap { flow in flow } }" }
    let outcome = try rewrite("import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\n\(steps.joined(separator: "\n"))\nflow.output(\"out\", StdOutput())\n")
    #expect(outcome.reached == .v0_19)
    #expect(outcome.text.contains("let flatMap50 = op.flatMap(\"flat_map_50\", flatMap49) { (n: Int) in [n].map { m in [m].map { $0 + "))
    #expect(outcome.findings.filter { $0.rule == "every-step-needs-id" }.count == 50)
    #expect(try !rewrite(outcome.text).isChanged)
  }

  @Test func whatCannotBeRewrittenIsMarkedOnceAndItsFileStaysInItsEra() throws {
    let source = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\nlet more = { (n: Int) in\n  flow.map { (m: Int) in m + n }\n}\nflow.output(\"out\", StdOutput())\n"
    let outcome = try rewrite(source)
    #expect(outcome.reached == .v0_17)
    let mark = "// TODO(waxwing: operators-are-functions): "
    #expect(outcome.text.split(separator: "\n").filter { $0.hasPrefix(mark) }.count == 1)
    #expect(outcome.text.split(separator: "\n").filter { !$0.hasPrefix(mark) } == source.split(separator: "\n"))
    #expect(outcome.findings.contains { $0.action == .left && $0.line == 4 })
    #expect(outcome.findings.contains { $0.action == .held })
    #expect(try !rewrite(outcome.text).isChanged)
  }

  @Test func whatStandsBehindAPlaceThatIsLeftIsToldToo() throws {
    let source = """
      import Bytewax
      struct Numbers: PartitionedInput {
        func listParts() -> Set<String> { ["only"] }
        func buildPart(forPart: String, resumeState: Int?) throws -> Part? { forPart == "only" ? Part() : nil }
      }
      let flow = Dataflow()
      flow.input("inp", Numbers())
      flow.reduceWindow("sum", clock, window, add)
      flow.statefulMap("seen", builder: { 0 }) { (seen: Int, value: Int) in (seen + 1, value) }
      flow.output("out", StdOutput())

      """
    let outcome = try rewrite(source)
    #expect(outcome.reached == .v0_16 && outcome.findings.filter { $0.action == .left }.map(\.rule) == ["build-part-none-removed"])
    let held = Set(outcome.findings.filter { $0.action == .held }.map { "\($0.line) \($0.rule)" })
    #expect(held.isSuperset(of: ["6 dataflow-needs-id", "7 operators-are-functions", "9 stateful-map-builder-removed", "2 rename-partitioned-input"]), "\(held)")
    #expect(outcome.findings.contains { $0.rule == "window-metadata" && $0.line == 8 })
    #expect(outcome.text.replacing(/[ ]*\/\/ TODO.*\n/, with: "") == source)
  }

  @Test func aFileOfMixedErasIsLeftAndBothLinesAreNamed() throws {
    let outcome = try rewrite("import Bytewax\nlet flow = Dataflow(\"f\")\nflow.map(lower)\n")
    #expect(outcome.findings.map(\.rule) == ["mixed-eras"])
    #expect(outcome.findings.first?.message.contains("line 2") == true)
    #expect(outcome.findings.first?.message.contains("line 3") == true)
    #expect(!outcome.isChanged)
  }

  @Test func anOperatorNoEraHasIsLeft() throws {
    let outcome = try rewrite("import Bytewax\nlet flow = Dataflow()\nflow.input(\"i\", s)\nflow.frobnicate(f)\n")
    #expect(outcome.findings.contains { $0.action == .left && $0.line == 4 && $0.message.contains("frobnicate") })
    #expect(outcome.reached == .v0_17)
  }

  @Test func aTextThatDoesNotParseIsLeft() throws {
    let outcome = try rewrite("import Bytewax\nlet flow = Dataflow(\n")
    #expect(outcome.findings.map(\.rule) == ["does-not-parse"])
    #expect(!outcome.isChanged)
  }

  @Test func bytesThatAreNotUTF8AreLeft() throws {
    let bytes = Array("import Bytewax\n".utf8) + [0xFF]
    let outcome = try Migration(book: packageRules).rewrite(path: "Flow.swift", bytes: bytes)
    #expect(outcome.findings.map(\.rule) == ["not-utf8"])
    #expect(outcome.after == bytes)
  }

  @Test(arguments: ["// @generated by a tool\n", "/* Automatically generated: DO NOT EDIT. */\n", "#!/usr/bin/env swift\n// auto-generated\n"])
  func aGeneratedFileIsLeft(_ head: String) throws {
    let outcome = try rewrite(head + Self.wordCount)
    #expect(outcome.findings.map(\.rule) == ["generated"])
    #expect(!outcome.isChanged)
    #expect(try rewrite("// Edited by hand: generated words.\n" + Self.wordCount).reached == .v0_19)
  }

  @Test func aFlowNewerThanTheTargetIsLeft() throws {
    let outcome = try rewrite("import Bytewax\nlet flow = Dataflow(\"f\")\n", to: .v0_17)
    #expect(outcome.findings.map(\.rule) == ["newer-than-target"])
  }

  @Test func anImportThatNamesItsEraNamesTheNewOneAfterwards() throws {
    let outcome = try rewrite("import Bytewax016\nlet flow = Dataflow()\nflow.input(\"i\", s)\nflow.output(\"o\", StdOutput())\n")
    #expect(outcome.text.hasPrefix("import Bytewax019\n"))
    #expect(outcome.reached == .v0_19)
  }

  @Test func aFileWithoutAFlowIsNotEvenParsed() throws {
    let outcome = try rewrite("let broken = (\n")
    #expect(outcome.findings.isEmpty)
    #expect(!outcome.isChanged)
  }

  @Test func aReportOnlyRuleEditsWhenAskedForById() throws {
    let source = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"i\", TestingInput([1]))\nflow.output(\"o\", StdOutput())\n"
    #expect(try !rewrite(source, from: .v0_16, to: .v0_17).isChanged)
    let asked = try rewrite(source, from: .v0_16, to: .v0_17, requested: ["auto-rebalance-removed"])
    #expect(asked.text.contains("TestingInput([1]))\nflow.redistribute()\n"))
  }

  @Test func whatAnEraMayHaveStoredIsOnlyToldToFlowsOfThatEra() throws {
    let source = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"i\", TestingInput([1]))\nflow.output(\"o\", StdOutput())\ntry runMain(flow, recoveryConfig: SqliteRecoveryConfig(\"db\"))\n"
    let outcome = try rewrite(source)
    #expect(outcome.from == .v0_16)
    #expect(outcome.reached == .v0_19)
    #expect(!outcome.findings.contains { $0.rule == "recovery-step-ids-qualified" })
    let later = try rewrite(source.replacing("Sqlite", with: ""))
    #expect(later.findings.contains { $0.rule == "recovery-step-ids-qualified" })
  }
}
