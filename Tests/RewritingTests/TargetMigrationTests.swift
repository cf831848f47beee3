import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

/// Files that hand flows to one another change together, others by themselves.
@Suite("Files of a target")
struct TargetMigrationTests {
  private func rewrite(_ files: [(String, String)]) throws -> [FileOutcome] {
    try TargetMigration(Migration(book: packageRules)).rewrite(files.map { ($0.0, Array($0.1.utf8)) })
  }

  private let main = "import Bytewax\n\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1, 2]))\ndouble(flow)\nflow.output(\"out\", StdOutput())"
  private let steps = "import Bytewax\n\n// Doubles.\nfunc double(_ flow: Dataflow) {\n  flow.map { (n: Int) in n * 2 }\n}\n"

  @Test func aFunctionAndItsCallerInAnotherFileChangeTogether() throws {
    let outcomes = try rewrite([("Sources/App/Steps.swift", steps), ("Sources/App/main.swift", main)])
    #expect(outcomes.map(\.reached) == [.v0_19, .v0_19])
    #expect(
      outcomes[0].text == "import Bytewax\n\n// Doubles.\nfunc double(_ up: Stream<Int>) -> Stream<Int> {\n  return op.map(\"map\", up) { (n: Int) in n * 2 }\n}\n")
    #expect(
      outcomes[1].text == "import Bytewax\n\nlet flow = Dataflow(\"main\")\nlet inp = op.input(\"inp\", flow, TestingSource([1, 2]))\nlet doubleStream = double(inp)\nop.output(\"out\", doubleStream, StdOutSink())")
    #expect(outcomes[0].findings.map(\.line) == [5, 5])
    #expect(outcomes.map { $0.detected.evidence.map(\.place.line) } == [[5], [3, 4, 4, 6, 6]])
    #expect(Set(outcomes[1].findings.map(\.line)) == [3, 4, 5, 6])
    #expect(outcomes[1].findings.allSatisfy { $0.file == "Sources/App/main.swift" })
  }

  /// Says of each file which others it was asked about with.
  private struct Companions: NameResolver {
    var paths: [String] = []
    func resolve(_ file: ParsedFile, era: Era) -> NameResolution { .unresolved(paths.joined(separator: " ")) }
    func about(_ files: [(path: String, bytes: [UInt8])]) -> any NameResolver { Companions(paths: files.map(\.path)) }
  }

  @Test func theCompilerIsAskedAboutEachTargetOfAPackageByItself() throws {
    let files = ["App/a.swift", "App/b.swift", "Kit/a.swift"].map { (path: "Sources/\($0)", bytes: Array(main.utf8)) }
    let migration = try TargetMigration(Migration(book: packageRules, resolver: Companions()))
    let outcomes = try migration.rewrite(files, modules: ["App", "App", "Kit"])
    #expect(outcomes.map(\.unresolved) == ["Sources/App/a.swift Sources/App/b.swift", "Sources/App/a.swift Sources/App/b.swift", "Sources/Kit/a.swift"])
  }

  @Test func theEditsOfEachFileLeadFromItsOldTextToItsNewOne() throws {
    for outcome in try rewrite([("a/Steps.swift", steps), ("a/main.swift", main)]) {
      #expect(!outcome.hops.isEmpty)
      var text = outcome.before
      for hop in outcome.hops {
        #expect(hop.text == text)
        text = try EditSet(hop.edits).apply(to: hop.text).bytes
      }
      #expect(text == outcome.after)
    }
  }

  @Test func filesThatHaveNothingToDoWithOneAnotherAreRewrittenByThemselves() throws {
    let broken = "import Bytewax\nlet other = Dataflow()\nother.input(\"inp\", TestingInput([1]))\nother.frobnicate()\n"
    let outcomes = try rewrite([("a/main.swift", main + "\n" + steps.dropFirst(16)), ("a/Other.swift", broken)])
    #expect(outcomes.map(\.reached) == [.v0_19, .v0_17])
  }

  @Test func whereOneFileCannotGoOnThoseThatBelongToItWait() throws {
    let outcomes = try rewrite([("a/Steps.swift", steps.replacing("n * 2 }", with: "n * 2 }\n  flow.frobnicate()")), ("a/main.swift", main)])
    #expect(outcomes.map(\.reached) == [.v0_17, .v0_17])
    #expect(outcomes[0].findings.filter { $0.action == .left }.map(\.line) == [6])
    #expect(outcomes[0].text.contains("  // TODO(waxwing: operators-are-functions): "))
    #expect(outcomes[1].findings.allSatisfy { $0.action == .held })
    #expect(outcomes[1].findings.first { $0.rule == "operators-are-functions" }?.message.contains("a/Steps.swift") == true)
    #expect(!outcomes[1].isChanged)
  }

  @Test func aMethodThatAnotherFileGivesFlowsIsFollowed() throws {
    let method = "import Bytewax\nextension Dataflow {\n  func double() { map { (n: Int) in n * 2 } }\n}\n"
    let outcomes = try rewrite([("a/main.swift", main.replacing("double(flow)", with: "flow.double()")), ("a/Steps.swift", method)])
    #expect(outcomes[0].text.contains("let doubleStream = flow.double(inp)\n"))
    #expect(outcomes[1].text.contains("  func double(_ up: Stream<Int>) -> Stream<Int> { return op.map(\"map\", up) { (n: Int) in n * 2 } }\n"))
  }

  @Test func aConnectorWaitsForTheFlowThatUsesIt() throws {
    let source = "import Bytewax\nfinal class Numbers: DynamicInput {\n  func build(workerIndex: Int, workerCount: Int) -> Part { Part() }\n}\n"
    let flow = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", Numbers())\nflow.frobnicate()\n"
    let outcomes = try rewrite([("a/Numbers.swift", source), ("a/main.swift", flow)])
    #expect(outcomes.map(\.reached) == [.v0_17, .v0_17])
    #expect(!outcomes[0].isChanged)
    let alone = try rewrite([("a/Numbers.swift", source)])
    #expect(alone[0].reached == .v0_19)
  }

  @Test func aLibrarysFunctionChangesTogetherWithTheTargetsThatImportIt() throws {
    let files = [
      ("Sources/Kit/Steps.swift", Array(steps.replacing("func double", with: "public func double").utf8)),
      ("Sources/App/main.swift", Array(main.replacing("import Bytewax\n", with: "import Bytewax\nimport Kit\n").utf8)),
    ]
    let outcomes = try TargetMigration(Migration(book: packageRules)).rewrite(files, modules: ["Kit", "App"])
    #expect(outcomes.map(\.reached) == [.v0_19, .v0_19])
    #expect(outcomes[0].text.contains("public func double(_ up: Stream<Int>) -> Stream<Int> {"))
    #expect(outcomes[1].text.contains("let doubleStream = double(inp)"))
    let apart = try TargetMigration(Migration(book: packageRules)).rewrite([files[0], ("Sources/App/main.swift", Array(main.utf8))], modules: ["Kit", "App"])
    #expect(apart.map(\.reached) == [.v0_17, .v0_17])
  }

  @Test func aFileWithAShebangStaysByItself() throws {
    let outcomes = try rewrite([("a/main.swift", "#!/usr/bin/env swift\n" + main), ("a/Steps.swift", steps)])
    #expect(outcomes.allSatisfy { $0.reached == .v0_17 })
  }
}
