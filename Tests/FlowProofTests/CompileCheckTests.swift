import Foundation
import SourceFacts
import TestSupport
import Testing

@testable import FlowProof
@testable import Rewriting

@Suite struct CompileCheckTests {
  private static let flow = """
    import Bytewax

    let flow = Dataflow()
    flow.input("inp", TestingInput([1, 2, 3]))
    flow.map { (n: Int) in n + 1 }
    flow.output("out", StdOutput())

    """

  /// Rewrites and checks files of one folder; gives the checked outcomes in the order of the names.
  private func check(_ files: [String: String], changing names: [String]? = nil, rules: [String: String] = [:]) throws
    -> [FileOutcome]
  {
    try inTemporaryFolder { folder in
      try write(files, in: folder)
      let book = try changedRules(rules)
      let swift = (names ?? files.keys.filter { $0.hasSuffix(".swift") && $0 != "Package.swift" }.sorted()).map {
        "\(folder)/\($0)"
      }
      return CompileCheck(compiler: try compiler(isStrict: true), book: book).checked(try outcomesOf(swift, book))
    }
  }

  @Test func whatCompilesIsLeftToBeWritten() throws {
    let outcome = try #require(try check(["Flow.swift": Self.flow]).first)
    #expect(outcome.isChanged && outcome.reached == .v0_19)
    #expect(!outcome.findings.contains { $0.rule == "not-compiled" || $0.rule == "not-verified" })
  }

  @Test func aBadRuleIsBackedOutAndReported() throws {
    let good = try String(
      contentsOf: packageFolder.appendingPathComponent("Rules/v0.17-to-v0.18/rename-std-output.yml"), encoding: .utf8)
    let bad = good.replacing("rename-type: StdOutSink", with: "rename-type: StdOutSnik")
    #expect(bad != good)
    let outcome = try #require(try check(["Flow.swift": Self.flow], rules: ["v0.17-to-v0.18/rename-std-output.yml": bad]).first)
    #expect(!outcome.isChanged && outcome.hasFailed)
    let finding = try #require(outcome.findings.first { $0.rule == "not-verified" })
    #expect(finding.line == 6 && finding.action == .left)
    #expect(finding.message.contains("'cannot find 'StdOutSnik' in scope'"), "\(finding.message)")
    #expect(outcome.findings.contains { $0.rule == "rename-std-output" && $0.action == .held })
  }

  @Test func anOldSpellingThatNoFindingSpeaksOfKeepsAFileBack() throws {
    let folder = try Scratch()
    try write(["Flow.swift": Self.flow], in: folder.path)
    let book = try packageRules
    var outcome = try #require(try outcomesOf([folder.path + "/Flow.swift"], book).first)
    // As a rule would leave it that only writes the era into the import.
    outcome.after = Array(Self.flow.replacing("import Bytewax", with: "import Bytewax017").utf8)
    outcome.findings = []
    let checked = CompileCheck(compiler: try compiler(isStrict: true), book: book).checked([outcome])
    #expect(!checked[0].isChanged)
    #expect(
      checked[0].findings.contains {
        $0.rule == "not-verified" && $0.message.contains("it would still use what 'dataflow-needs-id' changed")
      }, "\(checked[0].findings)")
  }

  @Test func whatDidNotCompileBeforeIsNotTheMigrationsFault() throws {
    let outcome = try #require(try check(["Flow.swift": Self.flow + "let three: Int = \"three\"\n"]).first)
    #expect(outcome.isChanged && !outcome.hasFailed)
    let finding = try #require(outcome.findings.first { $0.rule == "does-not-compile" })
    #expect(finding.message.contains("did not compile for 0.17 before either") && finding.action == .reported)
  }

  @Test func aFlowThatStaysInItsEraIsJudgedInIt() throws {
    let text =
      "import Bytewax\nlet flows = [Dataflow()]\nflows[0].input(\"inp\", TestingInput([1]))\nflows[0].output(\"out\", StdOutput())\n"
    let outcome = try #require(try check(["Flow.swift": text]).first)
    #expect(outcome.isChanged && outcome.reached == .v0_17 && outcome.text.contains("// TODO(waxwing: "))
    #expect(!outcome.findings.contains { $0.rule == "not-verified" })
  }

  @Test func thatThereIsNothingToDoIsProvenByTheCompiler() throws {
    func proof(_ steps: String, from: Era? = nil) throws -> EraProof? {
      try inTemporaryFolder { folder in
        let text = "import Bytewax\nlet flow = Dataflow(\"f\")\nlet inp = op.input(\"inp\", flow, TestingSource([(\"k\", 1)]))\n\(steps)op.output(\"out\", inp, StdOutSink())\n"
        try write(["Flow.swift": text], in: folder)
        let book = try packageRules
        let checked = CompileCheck(compiler: try compiler(isStrict: true), book: book).checked(try outcomesOf(["\(folder)/Flow.swift"], from: from, book))
        #expect(!checked[0].isChanged)
        return checked[0].proof
      }
    }
    #expect(try proof("") == .proven)
    // Asked again it is told from what was kept.
    #expect(try proof("") == .proven)
    #expect(try proof("#if DEBUG\nop.inspect(\"see\", inp)\n#endif\n") == .open("line 4: no compiler sees all branches of the '#if'"))
    #expect(try proof("#if DEBUG\nprint(1)\n#endif\n") == .proven)
    #expect(try proof("let n: Int = \"n\"\n") == .open("line 4: it does not compile as 0.19: cannot convert value of type 'String' to specified type 'Int'"))
    let old = "let sums = op.statefulMap(\"s\", inp, builder: { 0 }) { (a: Int, b: Int) in (a + b, a + b) }\nop.inspect(\"i\", sums)\n"
    #expect(try proof(old, from: .v0_19) == .open("it does not compile as 0.19, but as 0.18 it does; give --from 0.18"))
    #expect(try proof("import Elsewhere\n") == .open("it imports 'Elsewhere', which neither Swift nor this engine has; put it into a package"))
  }

  @Test func aPackagesTargetIsCompiledTogether() throws {
    let files = [
      "Package.swift":
        "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"p\", targets: [.executableTarget(name: \"App\")])\n",
      "Sources/App/main.swift":
        "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([\"a\"]))\nflow.map(shout)\nflow.output(\"out\", StdOutput())\ntry runMain(flow)\n",
      "Sources/App/Shouting.swift": "func shout(_ text: String) -> String { text.uppercased() }\n",
    ]
    let checked = try check(files, changing: ["Sources/App/main.swift"])
    #expect(
      checked[0].isChanged && checked[0].findings.allSatisfy { $0.action != .left && $0.rule != "not-compiled" },
      "\(checked[0].findings)")

    // Without the other file there is no 'shout', and without its module nothing can be said.
    var lonely = files
    lonely["Sources/App/Shouting.swift"] = nil
    #expect(try check(lonely)[0].findings.contains { $0.rule == "does-not-compile" })
    var foreign = files
    foreign["Sources/App/Shouting.swift"] = "import Elsewhere\n" + (files["Sources/App/Shouting.swift"] ?? "")
    let unchecked = try check(foreign, changing: ["Sources/App/main.swift"])
    #expect(unchecked[0].isChanged)
    #expect(
      unchecked[0].findings.contains { $0.rule == "not-compiled" && $0.message.contains("'Elsewhere', which has not been built") }
    )
  }

  @Test func filesOfOneTargetThatWouldBeOfTwoErasAreKeptBack() throws {
    let files = [
      "Package.swift":
        "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"p\", targets: [.executableTarget(name: \"App\")])\n",
      "Sources/App/main.swift": Self.flow,
      "Sources/App/Other.swift":
        "import Bytewax\nfunc other() -> Dataflow {\n  let flow = Dataflow()\n  flow.output(\"out\", StdOutput())\n  return flow\n}\n",
    ]
    let checked = try check(files, changing: ["Sources/App/main.swift"])
    #expect(!checked[0].isChanged)
    #expect(
      checked[0].findings.contains { $0.rule == "not-verified" && $0.message.contains("migrate them together") },
      "\(checked[0].findings)")
  }
}
