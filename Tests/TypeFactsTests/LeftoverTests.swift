import Rewriting
import SourceFacts
import TestSupport
import Testing

@testable import TypeFacts

/// What cannot be rewritten is marked, stays in its era, and compiles there.
@Suite struct LeftoverTests {
  private static let head = "import Bytewax\nfunc twice(_ n: Int) -> Int { n * 2 }\n"

  @Test(arguments: [
    "let flows = [\"a\": Dataflow(), \"b\": Dataflow()]\nflows[\"a\"]!.input(\"inp\", TestingInput([1]))\nflows[\"a\"]!.output(\"out\", StdOutput())\n",
    "let flows = [Dataflow()]\nfor each in flows {\n  each.input(\"inp\", TestingInput([1]))\n  each.map(twice)\n}\n",
    "enum App { @MainActor static let flow = Dataflow() }\nApp.flow.input(\"inp\", TestingInput([1]))\nApp.flow.map(twice)\n",
    "func make() -> Dataflow { Dataflow() }\nmake().input(\"inp\", TestingInput([1]))\n",
    "let flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\nlet more = { flow.map(twice) }\nmore()\nflow.output(\"out\", StdOutput())\n",
    "let flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\nlet kept: Any = flow\n_ = kept\nlet adders: [(Dataflow) -> Void] = [{ $0.map(twice) }]\nadders[0](flow)\nflow.output(\"out\", StdOutput())\n",
  ])
  func aFlowThatCannotBeFollowedIsMarkedAndCompilesWhereItIs(_ body: String) throws {
    let outcome = try rewriteTyped(Self.head + body)
    #expect(outcome.unresolved == nil)
    #expect(outcome.reached == .v0_17)
    #expect(outcome.findings.contains { $0.action == .left })
    #expect(outcome.text.contains("// TODO(waxwing: operators-are-functions): "))
    let lines = outcome.text.split(separator: "\n").filter { !$0.contains("TODO(waxwing") }
    #expect(lines.joined(separator: "\n") + "\n" == Self.head + body)
    try resolving { resolver in
      let again = ParsedFile(path: "/nowhere/Flow.swift", text: outcome.text)
      if case .unresolved(let reason) = resolver.resolve(again, era: .v0_17) { Issue.record("\(reason)") }
    }
  }
}
