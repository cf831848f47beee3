import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

@Suite("Files of eras that are not known")
struct UnknownEraTests {
  /// Takes every file for one that compiles.
  private struct Agreeing: NameResolver {
    func resolve(_ file: ParsedFile, era: Era) -> NameResolution { .resolved(TypedNames()) }
  }

  private func outcome(_ source: String, from: Era? = nil, _ resolver: (any NameResolver)? = nil) throws -> FileOutcome {
    try Migration(book: packageRules, from: from, resolver: resolver).rewrite(path: "Flow.swift", bytes: Array(source.utf8))
  }

  private static let newer = "import Bytewax\nlet flow = Dataflow(\"f\")\nlet clock = EventClock(waitForSystemDuration: .zero) { (n: Int) in n }\n"
  private static let older = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"i\", TestingInputConfig([1]))\nflow.capture(StdOutputConfig())\n"

  @Test(arguments: ["newer-than-known", "older-than-known"])
  func theWordsAreNamedAndTheFileStays(_ rule: String) throws {
    let found = try outcome(rule.hasPrefix("newer") ? Self.newer : Self.older)
    #expect(found.findings.map(\.rule) == [rule] && found.findings.map(\.line) == [3] && found.findings.map(\.action) == [.left])
    #expect(!found.isChanged && found.hasFailed && found.from == nil)
  }

  @Test func aCompilerThatKnowsTheNamesHasTheLastWord() throws {
    #expect(try outcome(Self.newer, Agreeing()).findings.isEmpty)
  }

  @Test func whoSaysTheEraIsBelieved() throws {
    let found = try outcome(Self.older, from: .v0_17)
    #expect(found.findings.contains { $0.message == "'capture' on a flow is of 0.11 to 0.15, which is not known yet; the step is left as it is" })
  }

  @Test func aHopThatIsNotVerifiedTellsNothingAsRewritten() throws {
    let source = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\nflow.output(\"out\", StdOutput())\n"
    let book = try packageRules.keeping { $0.id != "rename-std-output" }
    let found = try Migration(book: book).rewrite(path: "Flow.swift", bytes: Array(source.utf8))
    #expect(found.findings.contains { $0.rule == "not-verified" } && !found.isChanged)
    #expect(!found.findings.contains { [.rewritten, .review].contains($0.action) }, "\(found.findings)")
  }

  @Test func whatIsNotChosenWaits() throws {
    let source = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\n\n\n\nflow.output(\"out\", StdOutput())\n"
    let found = try outcome(source)
    let last = try #require(found.textEdits.last)
    let part = found.making([last])
    func written(_ outcome: FileOutcome) -> [Int] { outcome.findings.filter { [.rewritten, .review].contains($0.action) }.map(\.line) }
    #expect(Set(written(part)) == [7] && Set(written(found)).isSuperset(of: [3, 7]))
    #expect(written(found.making([])).isEmpty && !found.making([]).isChanged)
    #expect(written(found.making(found.textEdits)) == written(found))
  }
}
