import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

/// Flows that are not one straight line.
@Suite("Flows that are hard to thread")
struct HardFlowTests {
  private static let head = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\n"
  private static let tail = "flow.output(\"out\", StdOutput())\n"

  @Test func aBlockThatAlwaysRunsMayChangeTheType() throws {
    let outcome = try rewrite(Self.head + "do {\n  flow.map { (n: Int) in (\"a\", n) }\n}\n" + Self.tail)
    #expect(outcome.text.contains("let stream: KeyedStream<Int>\ndo {\n  stream = op.map(\"map\", inp)"))
  }

  @Test func aBranchThatMayNotRunMustNotChangeTheType() throws {
    let outcome = try rewrite(Self.head + "if x {\n  flow.map { (n: Int) in \"a\" }\n  flow.filter(f)\n}\n" + Self.tail)
    #expect(outcome.reached == .v0_17)
    #expect(outcome.findings.contains { $0.action == .left && $0.line == 4 })
  }

  @Test func aFunctionGivenStreamsOfTwoTypesIsLeft() throws {
    let outcome = try rewrite(
      "import Bytewax\nfunc show(_ flow: Dataflow) {\n  flow.inspect { print($0) }\n}\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\nshow(flow)\nflow.map { (n: Int) in \"a\" }\nshow(flow)\n" + Self.tail)
    #expect(outcome.findings.contains { $0.action == .left && $0.message.contains("different types") })
  }

  @Test func aFunctionThatBuildsTheWholeFlowItIsGivenKeepsItsShape() throws {
    let outcome = try rewrite("import Bytewax\nfunc build(_ flow: Dataflow) -> Dataflow {\n  flow.input(\"inp\", TestingInput([1]))\n  \(Self.tail)  return flow\n}\nlet flow = build(Dataflow())\n")
    #expect(outcome.text.contains("func build(_ flow: Dataflow) -> Dataflow {\n  let inp = op.input(\"inp\", flow, TestingSource([1]))\n"))
    #expect(outcome.reached == .v0_19)
  }

  @Test(arguments: [
    "enum App { static let flow = Dataflow() }\nApp.flow.input(\"inp\", TestingInput([1]))\n",
    "let flows = [Dataflow()]\nflows[0].input(\"inp\", TestingInput([1]))\n",
    "func make() -> Dataflow { Dataflow() }\nmake().map(f)\n",
    "let flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\nlet add = { flow.map(f) }\nadd()\n",
  ])
  func aFlowThatCannotBeFollowedIsLeft(_ source: String) throws {
    let outcome = try rewrite("import Bytewax\n" + source)
    #expect(outcome.reached == .v0_17)
    #expect(outcome.findings.contains { $0.action == .left })
  }

  @Test func besideFoundationAStreamIsWrittenWithItsModule() throws {
    let outcome = try rewrite("import Bytewax\nimport Foundation\nfunc more(_ flow: Dataflow) { flow.map { (n: Int) in n + 1 } }\n" + Self.head.dropFirst(15) + "more(flow)\n" + Self.tail)
    #expect(outcome.text.contains("func more(_ up: Bytewax.Stream<Int>) -> Bytewax.Stream<Int> { return op.map("))
  }

  @Test func aBatchKeepsItsDeadlineWhenTheExactFormIsAskedFor() throws {
    let source = Self.head + "flow.map { (n: Int) in (\"a\", n) }\nflow.batch(\"tens\", maxSize: 10, timeout: .seconds(1))\n" + Self.tail
    let outcome = try rewrite(source, requested: ["collect-timeout-restarts"])
    #expect(outcome.text.contains("op.unary(\"tens\", mapStream) { (state: TensBatch.State?) in TensBatch(state) }"))
    #expect(outcome.text.contains("func onItem(_ value: Int) -> ([[Int]], Bool) {\n    let now = Date()\n"))
    #expect(outcome.text.contains("if state.deadline == nil {"))
    #expect(try rewrite(source).text.contains("op.collect(\"tens\", mapStream, timeout: .seconds(1), maxSize: 10)"))
  }

  @Test func severalFlowsOfAFileKeepTheirStepsApart() throws {
    let outcome = try rewrite("import Bytewax\nlet a = Dataflow()\nlet b = Dataflow()\na.input(\"inp\", TestingInput([1]))\nb.input(\"inp\", TestingInput([2]))\na.output(\"out\", StdOutput())\nb.output(\"out\", StdOutput())\n")
    #expect(outcome.text.hasSuffix("let inp = op.input(\"inp\", a, TestingSource([1]))\nlet inp2 = op.input(\"inp\", b, TestingSource([2]))\nop.output(\"out\", inp, StdOutSink())\nop.output(\"out\", inp2, StdOutSink())\n"))
  }
}
