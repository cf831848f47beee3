import FlowCompiler
import Foundation
import SourceFacts
import TestSupport
import Testing

@testable import FlowProof
@testable import Rewriting

/// Flows that are really run on both sides. One at a time, because some of them measure time.
@Suite(.serialized) struct VerdictTests {
  private static let head = "import Bytewax\nlet flow = Dataflow()\n"
  private static let counting =
    head + """
      flow.input("inp", TestingInput([("a", 1), ("b", 2), ("a", 3)]))
      flow.statefulMap("sum", builder: { 0 }) { (sum: Int, n: Int) in (sum + n, sum + n) }
      flow.output("out", StdOutput())

      """

  private func settings(_ folder: String, _ workers: [Int], _ limits: RunLimits, _ crash: CrashSettings? = nil) -> ProofSettings {
    var settings = ProofSettings()
    settings.workers = workers
    settings.limits = limits
    settings.folder = folder
    settings.crash = crash
    return settings
  }

  /// The verdict on a flow in a folder with these files.
  private func verdict(
    _ flow: String, files: [String: String] = [:], from: Era? = .v0_17, workers: [Int] = [1], time: Duration = .seconds(120),
    bytes: Int = 1 << 20, crash: CrashSettings? = nil, changing change: (String) -> String = { $0 }
  ) throws -> FlowVerdict {
    let folder = try Scratch()
    try write(files.merging(["Flow.swift": flow]) { $1 }, in: folder.path)
    let migrated = try Migration(book: packageRules, from: from).rewrite(
      path: folder.path + "/Flow.swift", bytes: Array(flow.utf8))
    let settings = settings(folder.path, workers, RunLimits(time: time, bytes: bytes), crash)
    let verdict = try proof(settings).verdict(on: changed(migrated, change))
    // What was written in the copy never reaches the folder.
    let left = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    let strange = left.filter { name in name != "Flow.swift" && !files.keys.contains { $0 == name || $0.hasPrefix(name + "/") } }
    #expect(strange == [])
    return verdict
  }

  private func proof(_ settings: ProofSettings) throws -> FlowProof {
    FlowProof(compiler: try compiler(), book: try packageRules, settings: settings)
  }

  /// The outcome as a rule that changes the new text in this way would have made it.
  private func changed(_ outcome: FileOutcome, _ change: (String) -> String) -> FileOutcome {
    var changed = outcome
    changed.after = Array(change(outcome.text).utf8)
    return changed
  }

  @Test func aRewriteThatKeepsTheMeaningIsTheSame() throws {
    let verdict = try verdict(Self.counting, workers: [1, 2])
    #expect(verdict.kind == .same && verdict.runs.map(\.workers) == [1, 2], "\(verdict.text)")
    #expect(verdict.runs.allSatisfy { $0.lines == 3 })
    #expect(verdict.text.contains("Flow.swift: same (0.17 to 0.19)\n  1 worker: 3 lines, in the same order"))
  }

  @Test func aRewriteThatChangesTheResultDiffers() throws {
    let verdict = try verdict(Self.counting, workers: [1, 2]) { $0.replacing("sum + n)", with: "sum + 2 * n)") }
    #expect(verdict.kind == .differs, "\(verdict.text)")
    let difference = try #require(verdict.runs.first?.difference)
    #expect(difference.key == "a" && difference.before == "(\"a\", 1)" && difference.after == "(\"a\", 2)")
  }

  @Test func aSilentChangeIsSeen() throws {
    let flow =
      Self.head
      + "flow.input(\"inp\", CSVInput(\"in.csv\"))\nflow.map { (row: [String: String]) in row[\"text\"] ?? \"\" }\nflow.output(\"out\", StdOutput())\n"
    let verdict = try verdict(flow, files: ["in.csv": "id,text\n1,\"two\nlines\"\n"], from: .v0_16)
    #expect(verdict.kind == .differs && verdict.from == "0.16", "\(verdict.text)")
  }

  @Test func filesAreComparedAndStayInTheCopy() throws {
    let flow =
      Self.head
      + "flow.input(\"inp\", FileInput(\"in.txt\"))\nflow.map { (line: String) in (\"all\", line.uppercased()) }\nflow.output(\"out\", FileOutput(\"out.txt\"))\n"
    let same = try verdict(flow, files: ["in.txt": "one\ntwo\n"])
    #expect(same.kind == .same && same.runs.first?.lines == 2, "\(same.text)")
    let other = try verdict(flow, files: ["in.txt": "one\ntwo\n"]) { $0.replacing("uppercased", with: "lowercased") }
    #expect(other.runs.first?.difference?.place == "out.txt" && other.runs.first?.difference?.before == "ONE", "\(other.text)")
  }

  @Test func aRewriteThatFailsDiffers() throws {
    let verdict = try verdict(Self.counting) { $0.replacing("let flow =", with: "import Foundation\nexit(3)\nlet flow =") }
    #expect(verdict.kind == .differs && verdict.line.contains("the rewritten flow fails (exit code 3)"), "\(verdict.text)")
  }

  @Test func aRewriteThatDoesNotCompileDiffers() throws {
    let verdict = try verdict(Self.counting) { $0 + "nothing()\n" }
    #expect(verdict.kind == .differs && verdict.line.contains("cannot find 'nothing' in scope"), "\(verdict.text)")
  }

  @Test func whatNeverEndsIsNotComparable() throws {
    let verdict = try verdict(endlessFlow, time: .seconds(1))
    #expect(
      verdict.kind == .notComparable
        && verdict.line.contains("the old flow does not end within 1 s; give it more with --timeout"), "\(verdict.text)")
  }

  @Test func whatWritesTooMuchIsNotComparable() throws {
    let flow = Self.head + "flow.input(\"inp\", TestingInput(0..<100_000))\nflow.output(\"out\", StdOutput())\n"
    let verdict = try verdict(flow, bytes: 100_000)
    #expect(verdict.kind == .notComparable && verdict.line.contains("writes more than"), "\(verdict.text)")
  }

  @Test func whatFillsFilesIsNotComparable() throws {
    let flow =
      Self.head
      + "flow.input(\"inp\", TestingInput(0..<30_000))\nflow.map { (n: Int) in (\"all\", \"\\(n) and more\") }\nflow.output(\"out\", FileOutput(\"out.txt\"))\n"
    let verdict = try verdict(flow, bytes: 100_000)
    #expect(verdict.kind == .notComparable && verdict.line.contains("writes more than"), "\(verdict.text)")
  }

  @Test func whatIsRandomIsNotComparable() throws {
    let flow =
      Self.head
      + "flow.input(\"inp\", TestingInput([1]))\nflow.map { (n: Int) in Int.random(in: 0..<1_000_000_000) }\nflow.output(\"out\", StdOutput())\n"
    let verdict = try verdict(flow)
    #expect(
      verdict.kind == .notComparable
        && verdict.line.contains("two runs of the old flow differ, as it uses random values (line 4)"), "\(verdict.text)")
  }

  @Test func whatFailsOnBothSidesIsNotComparable() throws {
    let flow =
      Self.head
      + "struct Mishap: Error {}\nflow.input(\"inp\", TestingInput([1]))\nflow.map { (n: Int) throws -> Int in throw Mishap() }\nflow.output(\"out\", StdOutput())\n"
    let verdict = try verdict(flow)
    #expect(
      verdict.kind == .notComparable && verdict.line.contains("Mishap") && verdict.line.contains("so does the rewritten one"),
      "\(verdict.text)")
  }

  @Test(
    "what a copy cannot hold is not run",
    arguments: [
      (
        "flow.output(\"out\", FileOutput(\"/tmp/somewhere/out.txt\"))",
        "line 4: it writes to '/tmp/somewhere/out.txt', outside of the working folder"
      ),
      ("flow.output(\"out\", DirOutput(\"../out\", fileCount: 2))", "'../out'"),
    ])
  func whatLeadsOutside(_ output: String, _ reason: String) throws {
    let verdict = try verdict(Self.head + "flow.input(\"inp\", TestingInput([(\"a\", \"b\")]))\n" + output + "\n")
    #expect(verdict.kind == .notComparable && verdict.line.contains(reason), "\(verdict.text)")
  }

  @Test func whatThereIsNothingToCompareOfSaysSo() throws {
    let silent = Self.head + "flow.input(\"inp\", FileInput(\"missing.txt\"))\nflow.output(\"out\", StdOutput())\n"
    #expect(try verdict(silent).line.contains("it gives no output that could be compared"))
    let newest =
      "import Bytewax\nlet flow = Dataflow(\"f\")\nop.output(\"out\", op.input(\"inp\", flow, TestingSource([1])), StdOutSink())\n"
    #expect(try verdict(newest, from: nil).line == "it is 0.19 already, so there is nothing to compare")
    #expect(try verdict("import Bytewax\nlet flow = {", from: nil).kind == .failed)
    let left = try verdict("import Bytewax\nlet flows = [Dataflow()]\nflows[0].output(\"out\", StdOutput())\n", from: nil)
    #expect(left.kind == .notComparable && left.line.hasPrefix("it stays 0.17, because of line "), "\(left.text)")
  }

  @Test(
    "programs of every era do the same in the newest",
    arguments: [
      (Era.v0_16, "anomaly-detection"), (.v0_16, "csv-orders"), (.v0_17, "session-window"), (.v0_17, "custom-partitioned-source"),
      (.v0_18, "join-orders"),
      (.v0_18, "unary-dedupe"),
    ])
  func programs(_ era: Era, _ name: String) throws {
    var settings = settings(packageFolder.path, [1, 2], RunLimits(time: .seconds(120)))
    settings.inputs = ["Fixtures/Data"]
    let path = packageFolder.appendingPathComponent("Fixtures/Programs/v\(era.rawValue)/\(name).swift").path
    let verdict = try proof(settings).verdict(on: path, from: era, to: .newest)
    // 0.16 spreads items over the workers, so that with two of them a key's order is anyone's guess.
    #expect(verdict.kind == .same && verdict.runs.first?.kind == .same, "\(verdict.text)")
    #expect(verdict.runs.allSatisfy { $0.kind != .differs }, "\(verdict.text)")
  }

  @Test func outputsThatDifferAreNotWritten() throws {
    try inTemporaryFolder { folder in
      let flows = [
        "Good.swift": Self.counting, "Bad.swift": Self.counting,
        "Random.swift": Self.counting.replacing("sum + n)", with: "sum + Int.random(in: 0...999_999))"),
      ]
      try write(flows, in: folder)
      let settings = settings(folder, [1], RunLimits(time: .seconds(120)))
      let book = try packageRules
      let outcomes = try outcomesOf(["Bad.swift", "Good.swift", "Random.swift"].map { "\(folder)/\($0)" }, book)
      let worse = [changed(outcomes[0]) { $0.replacing("sum + n)", with: "sum - n)") }] + outcomes.dropFirst()
      var told: [String] = []
      let checked = try OutputCheck(proof: proof(settings)).checked(worse) { told.append($0) }
      #expect(checked.map(\.isChanged) == [false, true, true] && told.count == 3)
      #expect(
        checked[0].hasFailed
          && checked[0].findings.contains {
            $0.rule == "not-verified" && $0.message.contains("key 'a'") && $0.severity == .silent
          })
      #expect(checked[2].findings.contains { $0.rule == "not-compared" && $0.message.contains("random") })
    }
  }

  @Test func aFlowThatIsKilledEndsAsItsRewriteDoes() throws {
    let flow =
      Self.head + """
        flow.input("inp", DirInput("in"))
        flow.map { (line: String) in (String(line.prefix(1)), line) }
        flow.statefulMap("count", builder: { 0 }) { (count: Int, line: String) in (count + 1, "\\(line) \\(count + 1)") }
        flow.output("out", DirOutput("out", fileCount: 2))
        flow.output("print", StdOutput())

        """
    let lines = (0..<12_000).map { "\("abc"[String.Index(utf16Offset: $0 % 3, in: "abc")])\($0)\n" }.joined()
    let verdict = try verdict(flow, files: ["in/one.txt": lines, "out/.keep": ""], crash: CrashSettings(kills: 4, seed: 7))
    let crash = try #require(verdict.crash, "\(verdict.text)")
    #expect(verdict.overall == .same && crash.kills.allSatisfy { $0 >= 4 } && !crash.resumed.contains(0), "\(verdict.text)")
  }

  @Test func aFlowThatNoKillMeetsMidwayProvesNothing() throws {
    let flow =
      Self.head + """
        flow.input("inp", TestingInput([("a", 1)]))
        flow.statefulMap("count", builder: { 0 }) { (count: Int, n: Int) in (count + n, "counted \\(count + n)") }
        flow.output("out", FileOutput("out.txt"))

        """
    let verdict = try verdict(flow, crash: CrashSettings(kills: 3, seed: 7))
    let crash = try #require(verdict.crash, "\(verdict.text)")
    #expect(crash.kind == .notComparable && verdict.overall == .notComparable, "\(verdict.text)")
    #expect(
      verdict.text.contains("midway, with state to resume from") || verdict.text.contains("ends before it can be killed"),
      "\(verdict.text)")
    #expect(verdict.text.contains("give it more input"), "\(verdict.text)")
  }

  @Test func whatLosesItsPlaceWhenKilledIsNotComparable() throws {
    let flow = """
      import Bytewax
      import Foundation
      final class Ten: StatelessSource {
        var next = 0
        func nextBatch() throws -> [(String, String)] {
          if next == 200 { throw StopIteration() }
          next += 1
          return [("all", "line \\(next)")]
        }
      }
      struct Tens: DynamicInput {
        func build(workerIndex: Int, workerCount: Int) -> Ten { Ten() }
      }
      let flow = Dataflow()
      flow.input("inp", Tens())
      flow.output("out", FileOutput("out.txt"))

      """
    let verdict = try verdict(flow, crash: CrashSettings(kills: 6, seed: 3))
    let crash = try #require(verdict.crash, "\(verdict.text)")
    #expect(
      crash.kind == .notComparable && verdict.text.contains("the old flow does not write the same when it is killed and resumed"),
      "\(verdict.text)")
  }
}
