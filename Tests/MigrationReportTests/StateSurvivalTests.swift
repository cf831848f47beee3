import Testing

@testable import MigrationReport

@Suite("What recovery stores keep")
struct StateSurvivalTests {
  private func survival(_ source: String) throws -> StateSurvival? { try ReportFixture.report("import Bytewax\n" + source).flows.first?.recovery }

  @Test func stateOf017GetsItsFlowInFrontAndTheOperatorBehind() throws {
    let found = try #require(
      try survival(
        """
        let flow = Dataflow()
        flow.input("inp", TestingInput([("a", 1)]))
        flow.statefulMap("sum", builder: { 0 }) { (sum: Int, new: Int) in (sum + new, sum) }
        flow.output("out", StdOutput())
        """))
    #expect(found.steps.map(\.fate) == [.moved, .moved])
    #expect(found.command == "waxwing recovery import OLD NEW --partitions COUNT --map inp=flow.inp sum=flow.sum.stateful_flat_map.unary")
    #expect(!found.namesStore && found.isWorthTelling)
  }

  @Test func from018OnlyStatefulMapMoves() throws {
    let found = try #require(
      try survival(
        """
        let flow = Dataflow("totals")
        let inp = op.input("inp", flow, TestingSource([("a", 1)]))
        let sums = op.statefulMap("sum", inp, builder: { 0 }) { (sum: Int, new: Int) in (sum + new, sum) }
        let last = op.foldFinal("all", sums, builder: { 0 }, +)
        op.output("out", last, StdOutSink())
        """))
    #expect(found.steps.map { "\($0.oldRow) \($0.fate)" } == ["totals.inp kept", "totals.sum.unary moved", "totals.all.unary kept"])
  }

  @Test func stateIsNotCarriedOverWhereFilesAreReadAgain() throws {
    let found = try #require(
      try survival(
        """
        let words = FileInput("words.txt")
        let flow = Dataflow()
        flow.input("words", words)
        flow.map { (word: String) in (word, 1) }
        flow.statefulMap("count", builder: { 0 }) { (count: Int, one: Int) in (count + one, count) }
        flow.output("out", StdOutput())
        """))
    #expect(found.steps.first?.fate == .lost)
    #expect(found.command == nil)
    #expect(found.advice.last?.hasSuffix("would count their items twice: waxwing recovery init NEW COUNT") == true)
  }

  @Test func aReducedValueAndAnOpenListAreLost() throws {
    let found = try #require(
      try survival(
        """
        let flow = Dataflow()
        flow.input("inp", TestingInput([("a", 1)]))
        flow.reduce("sum", reducer: { (one: Int, other: Int) in one + other }) { $0 > 9 }
        flow.output("out", StdOutput())
        """))
    #expect(found.steps.map(\.fate) == [.moved, .lost])
    #expect(found.advice.last == "each key of 'sum' begins anew")
  }

  @Test func rowsThatSeveralStepsShareBelongToNone() throws {
    let found = try #require(
      try survival(
        """
        let flow = Dataflow()
        flow.input("inp", TestingInput([("a", 1)]))
        flow.statefulMap("sum", builder: { 0 }) { (sum: Int, new: Int) in (sum + new, sum) }
        flow.statefulMap("sum", builder: { 0 }) { (sum: Int, new: Int) in (sum + new, sum) }
        flow.output("out", StdOutput())
        """))
    #expect(found.steps.map(\.fate) == [.moved, .lost, .lost])
  }

  @Test func positionsInKafkaAreLookedUpBelowTheStep() throws {
    let found = try #require(
      try survival(
        """
        import BytewaxKafka
        let flow = Dataflow("f")
        let inp = kop.input("inp", flow, brokers: ["b"], topics: ["t"])
        let sums = op.statefulMap("sum", inp.oks, builder: { 0 }) { (sum: Int, new: Int) in (sum + new, sum) }
        kop.output("out", sums, brokers: ["b"], topic: "o")
        """))
    #expect(found.steps.map(\.newRow) == ["f.inp.kafka_input", "f.sum.stateful_flat_map.unary"])
  }

  @Test func aFlowThatKeepsItsEraKeepsItsStore() throws {
    #expect(
      try survival("let flow = Dataflow(\"f\")\nlet inp = op.input(\"inp\", flow, TestingSource([1]))\nop.output(\"out\", inp, StdOutSink())\n") == nil)
  }
}
