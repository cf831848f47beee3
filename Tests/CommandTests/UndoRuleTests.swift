import Foundation
import Testing

/// `waxwing undo RULE` from the outside.
@Suite struct UndoRuleTests {
  private static let script = "waxwing run source.swift --epoch-interval 5 -r db\n"
  private static let source = """
    import Bytewax
    final class Part: StatelessSourcePartition {
      func nextBatch(sched: Date?) throws -> [Int] { throw StopIteration() }
    }
    struct Numbers: DynamicSource {
      func build(now: Date, workerIndex: Int, workerCount: Int) -> Part { Part() }
    }
    let flow = Dataflow("numbers")
    let numbers = op.input("inp", flow, Numbers())
    op.output("out", numbers, StdOutSink())

    """

  private func migrated() throws -> Workplace {
    let place = try Workplace(["run.sh": Self.script, "source.swift": Self.source])
    let ended = try place.waxwing("migrate", ".", "--write")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(try place.read("run.sh") == "waxwing run source.swift --snapshot-interval 5 -r db -b 86400\n")
    return place
  }

  @Test func oneRuleIsTakenBackAndTheRestAfterwards() throws {
    let alert = "groups: [{rules: [{expr: 'rate(item_inp_count_total[5m])'}]}]\n"
    let place = try Workplace(["run.sh": Self.script, "source.swift": Self.source, "alert.yml": alert])
    #expect(try place.waxwing("migrate", ".", "--write", "--apply", "metric-names-prefixed").status == 0)
    #expect(try place.read("alert.yml") != alert)
    let ended = try place.waxwing("undo", "metric-names-prefixed")
    #expect(ended.errors == "took back 'metric-names-prefixed' in 1 file; 'waxwing undo' takes back the rest\n")
    #expect(try place.read("alert.yml") == alert && place.read("source.swift") != Self.source)
    #expect(try place.waxwing("undo").status == 0)
    #expect(try place.read("run.sh") == Self.script && place.read("source.swift") == Self.source)
  }

  @Test(arguments: ["recovery-flags-required", "epoch-interval-flag-renamed"])
  func aCommandStaysAsItsFlowNeedsIt(_ rule: String) throws {
    let place = try migrated()
    let written = try place.read("run.sh")
    let ended = try place.waxwing("undo", rule)
    #expect(
      ended.status == 1 && ended.errors.contains("run.sh: what starts flows of the newer era needs this to start them"),
      "\(ended.errors)")
    #expect(try place.read("run.sh") == written)
    #expect(try place.waxwing("undo").status == 0)
    #expect(try place.read("run.sh") == Self.script && place.read("source.swift") == Self.source)
  }

  @Test func aRuleWithoutAChangeOfItsOwnSaysWhosePartItIs() throws {
    let flow =
      "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\nflow.map { (n: Int) in n + 1 }\nflow.output(\"out\", StdOutput())\n"
    let place = try Workplace(["a.swift": flow])
    _ = try place.waxwing("migrate", ".", "--write")
    let ended = try place.waxwing("undo", "every-step-needs-id")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("'every-step-needs-id' changed this place together with"), "\(ended.errors)")
  }

  @Test func aRuleOnWhichOthersDependStaysAndTheyAreNamed() throws {
    let place = try migrated()
    let before = try place.read("source.swift")
    let ended = try place.waxwing("undo", "next-batch-sched-removed")
    #expect(ended.status == 1)
    #expect(
      ended.errors.contains("source.swift: line 3: 'nextBatch' with 'sched:' is 0.18; line 6: 'build' with 'stepID:' is 0.19"),
      "\(ended.errors)")
    #expect(try place.read("source.swift") == before)
  }

  @Test func aPlaceThatSeveralRulesChangedStays() throws {
    let place = try Workplace([
      "a.swift": oldFlow.replacing(
        "flow.map { (n: Int) in n + 1 }",
        with:
          "flow.map { (n: Int) in (\"k\", n) }\nflow.statefulMap(\"sum\", builder: { 0 }) { (sum: Int, n: Int) in (sum + n, n) }")
    ])
    _ = try place.waxwing("migrate", ".", "--write")
    let written = try place.read("a.swift")
    let ended = try place.waxwing("undo", "stateful-map-builder-removed")
    #expect(ended.status == 1)
    #expect(
      ended.errors.contains(
        "a.swift:7: 'stateful-map-builder-removed' changed this place together with 'operators-are-functions'"), "\(ended.errors)"
    )
    #expect(try place.read("a.swift") == written)
  }

  @Test func whatWasNotChangedOrIsEditedSinceCannotBeTakenBack() throws {
    let place = try migrated()
    let unknown = try place.waxwing("undo", "rename-std-output")
    #expect(
      unknown.status == 1
        && unknown.errors.contains("made no change for 'rename-std-output'; name one of dynamic-source-build-step-id,"))
    try place.write("run.sh", "# mine\n")
    let edited = try place.waxwing("undo", "recovery-flags-required")
    #expect(edited.status == 1 && edited.errors.contains("run.sh: has been edited since"))
  }

  @Test func chosenHunksCanBeTakenBack() throws {
    let place = try Workplace(["run.sh": "# one\n" + Self.script, "source.swift": Self.source])
    _ = try place.waxwing("migrate", "run.sh", "--interactive", input: "y\n")
    #expect(try place.waxwing("undo", "recovery-flags-required").status == 1)
    #expect(try place.read("run.sh") == "# one\nwaxwing run source.swift --snapshot-interval 5 -r db -b 86400\n")
    #expect(try place.waxwing("undo").status == 0)
    #expect(try place.read("run.sh") == "# one\n" + Self.script)
  }

  @Test func aFlowGoesBackToTheEraItCameFrom() throws {
    let place = try migrated()
    let ended = try place.waxwing("migrate", "source.swift", "--from", "0.19", "--to", "0.18", "--write")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(try place.read("source.swift") == Self.source)
  }

  @Test func aFlowThatCannotGoBackStaysAndSaysWhy() throws {
    let flow =
      "import Bytewax\nlet flow = Dataflow(\"a\")\nlet inp = op.input(\"inp\", flow, TestingSource([(\"k\", 1)]))\nlet sums = op.statefulMap(\"sum\", inp) { (sum: Int?, one: Int) in ((sum ?? 0) + one, one) }\nop.output(\"out\", sums, StdOutSink())\n"
    let place = try Workplace(["a.swift": flow])
    let ended = try place.waxwing("migrate", ".", "--from", "0.19", "--to", "0.18", "--write")
    #expect(ended.status == 1)
    #expect(
      ended.errors.contains(
        "a.swift:4:12: stateful-map-builder-removed: 'op.statefulMap' written like this is 0.19, and cannot be taken back"),
      "\(ended.errors)")
    #expect(try place.read("a.swift") == flow)
  }
}
