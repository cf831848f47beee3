import Testing

@testable import MigrationReport

@Suite("What recovery stores keep")
struct StateSurvivalTests {
  private func survival(_ source: String) throws -> StateSurvival? {
    try ReportFixture.report("import Bytewax\n" + source).flows.first?.recovery
  }

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
    #expect(
      found.command
        == "waxwing recovery import OLD NEW --partitions COUNT --map inp=flow.inp sum=flow.sum.stateful_flat_map.unary")
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
    #expect(
      found.steps.map { "\($0.oldRow) \($0.fate)" } == ["totals.inp kept", "totals.sum.unary moved", "totals.all.unary kept"])
  }

  @Test func stepsThatMethodsOfStreamsAddAreFound() throws {
    let found = try #require(
      try survival(
        """
        extension Stream where Element == (String, Int) {
          func sums() -> Stream<(String, Int)> { self.statefulMap("sum", builder: { 0 }) { (sum: Int, new: Int) in (sum + new, sum) } }
        }
        let flow = Dataflow("totals")
        let inp = op.input("inp", flow, TestingSource([("a", 1)]))
        op.output("out", inp.sums(), StdOutSink())
        """))
    #expect(found.steps.map { "\($0.oldRow) \($0.fate)" } == ["totals.sum.unary moved", "totals.inp kept"])
  }

  private static let words = """
    let words = FileInput("words.txt")
    let flow = Dataflow()
    flow.input("words", words)
    flow.map { (word: String) in (word, 1) }
    flow.statefulMap("count", builder: { 0 }) { (count: Int, one: Int) in (count + one, count) }
    flow.output("out", StdOutput())
    """

  @Test func positionsInFilesAreCarriedOverWithTheState() throws {
    let found = try #require(try survival(Self.words))
    #expect(found.steps.map(\.fate) == [.moved, .moved])
    #expect(
      found.command
        == "waxwing recovery import OLD NEW --partitions COUNT --map words=flow.words count=flow.count.stateful_flat_map.unary --files words"
    )
    #expect(
      found.advice.first?.hasPrefix(
        "carry state and positions over, with the flow stopped, in the folder in which it runs: waxwing recovery import OLD")
        == true)
    #expect(
      found.advice.last?.hasPrefix(
        "OLD is the store's folder, NEW a folder for the new one, COUNT how many partitions it is to have; ") == true)
    let below = try survival(Self.words.replacing("FileInput(\"words.txt\")", with: "DirInput(\"my logs\")"))
    #expect(below?.command?.hasSuffix(" --files 'words=my logs'") == true)
    let unknown = try survival(Self.words.replacing("FileInput(\"words.txt\")", with: "DirInput(logs)"))
    #expect(unknown?.command?.hasSuffix(" --files words=DIRECTORY") == true)
    #expect(unknown?.advice.last?.contains("DIRECTORY the one whose files are read") == true)
  }

  /// What is told of a flow whose store holds these steps.
  private func told(_ source: String, holding steps: Set<String>?, in directory: String = "it's state") throws -> StateSurvival {
    let contents = steps.map { StoreAtHand.Contents(partitions: 4, steps: $0) }
    return try #require(
      try StateSurvival(ReportFixture.outcome("import Bytewax\n" + source)) { _ in
        StoreAtHand(directory: directory, successor: directory + "-0.19", contents: contents)
      })
  }

  @Test func aStoreAtHandFillsTheCommandIn() throws {
    let found = try told(Self.words, holding: ["words", "count"])
    #expect(
      found.command == #"waxwing recovery import 'it'\''s state' 'it'\''s state-0.19' --partitions 4 "#
        + "--map words=flow.words count=flow.count.stateful_flat_map.unary --files words")
    #expect(found.advice.count == 2 && found.advice[1] == "then run the flow with 'it's state-0.19' in place of 'it's state'")
    // Only what is there is named.
    #expect(try told(Self.words, holding: ["count"]).command?.hasSuffix("--map count=flow.count.stateful_flat_map.unary") == true)
    #expect(try told(Self.words, holding: []).advice == ["the store is empty, so there is nothing to carry over"])
    #expect(
      try told(Self.words, holding: ["count", "other"]).advice.contains {
        $0.hasPrefix("the store has rows of 'other', and the text")
      })
    #expect(try told(Self.words, holding: nil).command?.contains("'it'\\''s state-0.19' --partitions COUNT --map") == true)
    #expect(
      try told(Self.words, holding: ["count"], in: "-s").command?.hasPrefix("waxwing recovery import ./-s ./-s-0.19 ") == true)
  }

  @Test func idsThatAreMadeWhileTheFlowIsBuiltAreFoundInTheStore() throws {
    let source = Self.words.replacing("flow.statefulMap(\"count\",", with: "for n in 0..<2 {\nflow.statefulMap(\"count\\(n)\",")
      .replacing("(count + one, count) }", with: "(count + one, count) }\nflow.map { $0 }\n}")
    let outcome = try ReportFixture.outcome("import Bytewax\n" + source)
    guard outcome.reached == .v0_19 else { return }
    let found = try told(source, holding: ["words", "count0", "count1"])
    #expect(
      found.command?.contains("count0=flow.count0.stateful_flat_map.unary count1=flow.count1.stateful_flat_map.unary") == true,
      "\(found)")
  }

  @Test func aReducedValueIsCarriedOverAndAnOpenWindowIsNot() throws {
    let found = try #require(
      try survival(
        """
        let flow = Dataflow()
        flow.input("inp", TestingInput([("a", 1)]))
        flow.reduce("sum", reducer: { (one: Int, other: Int) in one + other }) { $0 > 9 }
        flow.collectWindow("kept", SystemClockConfig(), TumblingWindow(length: .seconds(1), alignTo: Date()))
        flow.output("out", StdOutput())
        """))
    #expect(found.steps.map(\.fate) == [.moved, .moved, .lost])
    #expect(found.steps.map(\.newRow) == ["flow.inp", "flow.sum.unary", "flow.kept.fold_window"], "\(found.steps)")
    #expect(found.advice.contains("each key of 'kept' begins anew, and its old rows stay behind (--drop)"))
    #expect(found.advice.last?.hasPrefix("the items that such state was made of are lost") == true)
    #expect(found.command?.hasSuffix(" --drop kept") == true)
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
      try survival(
        "let flow = Dataflow(\"f\")\nlet inp = op.input(\"inp\", flow, TestingSource([1]))\nop.output(\"out\", inp, StdOutSink())\n"
      ) == nil)
  }
}
