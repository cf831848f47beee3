import Rewriting
import SourceFacts
import TestSupport
import Testing

@Suite("Changes that take each other back")
struct CancelledChangesTests {
  private let source = """
    import Bytewax

    final class Numbers: StatelessSource {
      func nextBatch() throws -> [Int] { [1] }
    }
    final class Input: DynamicInput {
      func build(workerIndex: Int, workerCount: Int) -> Numbers { Numbers() }
    }
    let flow = Dataflow()
    flow.input("in", Input())
    flow.output("out", StdOutput())
    """
  private let pair = ["next-batch-sched-added", "next-batch-sched-removed"]

  @Test func whoeverGoesTheWholeWayIsToldOfNeither() throws {
    let outcome = try rewrite(source)
    #expect(outcome.reached == .v0_19)
    #expect(outcome.findings.filter { pair.contains($0.rule) } == [])
    #expect(pair.allSatisfy { outcome.edits[$0] == nil })
    #expect(String(decoding: outcome.after, as: UTF8.self).contains("func nextBatch() throws -> [Int] { [1] }"))
  }

  @Test func whoeverStopsBetweenThemIsTold() throws {
    let outcome = try rewrite(source, to: .v0_18)
    #expect(outcome.findings.contains { $0.rule == pair[0] && $0.action == .rewritten })
  }
}
