import Testing

@testable import SourceFacts

@Suite("Era detection")
struct EraDetectionTests {
  private func era(_ source: String) -> Era? { EraDetection.detect(source: "import Bytewax\n" + source).era }

  @Test func aLineOfStepsThatBothOldErasHaveIsTakenForTheNewerOne() {
    let found = EraDetection.detect(source: "import Bytewax\nlet flow = Dataflow()\nflow.map(lower)\n")
    #expect(found.possible == [.v0_16, .v0_17])
    #expect(found.era == .v0_17)
    #expect(found.evidence.map(\.place.line) == [2, 3])
  }

  @Test(arguments: [
    "final class S: StatefulSource { func next() throws -> Int? { nil } }",
    "final class S: StatelessSink { func write(_ item: Int) {} }",
    "final class I: PartitionedInput { func listParts() -> Set<String> { [] } }",
    "final class O: PartitionedOutput { func assignPart(_ itemKey: String) -> String { itemKey } }",
    "final class I: PartitionedInput { func buildPart(forPart: String, resumeState: Int?) -> P? { nil } }",
    "let recovery = SqliteRecoveryConfig(\"db\")",
    "let recovery = KafkaRecoveryConfig(brokers: [])",
    "let item = try pollNext(source)",
  ])
  func whatOnly016HasIs016(_ line: String) { #expect(era(line) == .v0_16) }

  @Test(arguments: [
    "let flow = Dataflow()\nflow.batch(\"b\", maxSize: 1, timeout: .seconds(1))",
    "let flow = Dataflow()\nflow.redistribute()",
    "let flow = Dataflow()\nflow.inspectWorker { worker, item in }",
    "let source = FileInput(\"a\", batchSize: 10)",
    "final class S: StatelessSource { func nextBatch() -> [Int] { [] } }",
    "final class O: PartitionedOutput { func partFn(_ itemKey: String) -> Int { 0 } }",
    "import BytewaxPeriodic",
  ])
  func whatOnly017HasIs017(_ line: String) {
    #expect(EraDetection.detect(source: "import Bytewax\n" + line).possible == [.v0_17])
  }

  @Test(arguments: [
    "let s = op.statefulMap(\"s\", up, builder: { 0 }) { state, value in (state, value) }",
    "func kept(_ up: Stream<Int>) -> KeyedStream<Int> { keyed }\nlet s = kept(up).statefulMap(\"s\", builder: { 0 }) { state, value in (state, value) }",
    "func kept(_ up: Stream<Int>) -> Stream<(String, Int)> { keyed }\nlet a = kept(up)\nlet s = a.statefulMap(\"s\", builder: { 0 }) { state, value in (state, value) }",
    "final class S: DynamicSource { func build(now: Date, workerIndex: Int, workerCount: Int) -> P { P() } }",
    "final class S: StatelessSourcePartition { func nextBatch(sched: Date?) -> [Int] { [] } }",
    "final class S: DynamicSink { func build(workerIndex: Int, workerCount: Int) -> P { P() } }",
    "final class L: UnaryLogic { func onItem(now: Date, _ value: Int) -> ([Int], Bool) { ([], true) } }",
    "let s = op.unary(\"u\", up) { (now: Date, state: Int?) in L() }",
    "let registry = ConfluentSchemaRegistry(client)",
  ])
  func whatOnly018HasIs018(_ line: String) { #expect(era(line) == .v0_18) }

  @Test(arguments: [
    "let s = op.statefulMap(\"s\", up) { state, value in (state, value) }",
    "let s = op.statefulFlatMap(\"s\", up) { state, value in (state, [value]) }",
    "final class S: DynamicSink { func build(stepID: String, workerIndex: Int, workerCount: Int) -> P { P() } }",
    "final class S: StatelessSourcePartition { func nextBatch() -> [Int] { [] } }",
  ])
  func whatOnly019HasIs019(_ line: String) {
    #expect(EraDetection.detect(source: "import Bytewax\n" + line).possible == [.v0_19])
  }

  @Test func anImportThatNamesItsEraDecides() {
    #expect(EraDetection.detect(source: "import Bytewax016\nlet flow = Dataflow()\n").era == .v0_16)
  }

  @Test func aTypeThatTheFileDeclaresItselfProvesNothing() {
    let found = EraDetection.detect(source: "import Bytewax\nfinal class FileSource {}\nlet s = FileSource()\nlet flow = Dataflow()\n")
    #expect(found.possible == [.v0_16, .v0_17])
  }

  @Test func aSourceThatKeepsItsOldNextAsAHelperIsNoLonger016() {
    let source = "final class S: StatefulSource { func nextBatch() -> [Int] { [] }\nfunc next() -> Int? { nil } }"
    #expect(era(source) == .v0_17)
  }

  @Test func linesOfDifferentErasAreMixedAndTheTwoAreNamed() {
    let found = EraDetection.detect(source: "import Bytewax\nlet flow = Dataflow(\"f\")\nflow.map(lower)\n")
    #expect(found.isMixed)
    #expect(found.conflict?.0.place.line == 2)
    #expect(found.conflict?.1.place.line == 3)
  }

  @Test func aFileWithoutBytewaxIsNoFlow() {
    #expect(!EraDetection.detect(source: "let flow = Dataflow()\nflow.map(lower)\n").isFlow)
    #expect(!EraDetection.detect(source: "// Bytewax\nimport Foundation\n").isFlow)
  }

  @Test func aFlowWithoutAnyEvidenceIsOfTheNewestEra() { #expect(era("print(1)") == .v0_19) }

  @Test func aTextThatDoesNotParseIsJudgedByWhatCanBeRead() { #expect(era("let flow = Dataflow()\nflow.map(") == .v0_17) }
}
