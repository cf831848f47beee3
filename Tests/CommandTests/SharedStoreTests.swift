import Foundation
import TestSupport
import Testing

/// What the report prints about stores is pasted where it was printed, and the flows go on with what they had.
@Suite struct SharedStoreTests {
  /// A flow of 0.18 whose running sum tells whether its state was found.
  private static func flow(_ id: String, step: String = "sum") -> String {
    """
    import Bytewax

    let flow = Dataflow("\(id)")
    let inp = op.input("in", flow, TestingSource([("a", 1), ("a", 2), ("a", 3)].map { TestingSource<(String, Int)>.Entry.item($0) }))
    let sum = op.statefulMap("\(step)", inp, builder: { 100 }) { (sum: Int, one: Int) -> (Int?, Int) in (sum + one, sum + one) }
    op.output("out", sum, StdOutSink())

    """
  }

  /// A flow of 0.17, whose steps' ids say nothing of their flow.
  private static func old(_ step: String, input: String) -> String {
    """
    import Bytewax

    let flow = Dataflow()
    flow.input("lines-\(step)", FileInput("\(input)"))
    flow.map { (line: String) in ("a", Int(line) ?? 0) }
    flow.statefulMap("\(step)", builder: { 100 }) { (sum: Int, one: Int) -> (Int?, Int) in (sum + one, sum + one) }
    flow.output("out", StdOutput())

    """
  }

  /// The commands that a report prints, in order.
  private func commands(_ place: Workplace, _ words: String = "import") throws -> [String] {
    let report = try place.waxwing("report", ".")
    let lines = report.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    return lines.filter {
      $0.hasPrefix("waxwing recovery \(words) ") || $0.hasPrefix("(cd ") && $0.contains("waxwing recovery \(words) ")
    }
  }

  @Test func flowsOfOneStoreAreCarriedOverByOneCommand() throws {
    let place = try Workplace(["one.swift": Self.flow("one"), "jobs/two.swift": Self.flow("two")])
    try place.write(
      "Makefile", "all:\n\twaxwing run one.swift -r state -s 0 -b 0\n\tcd jobs && waxwing run two.swift -r ../state -s 0 -b 0\n")
    let made = try place.shell("waxwing recovery init state 3 && make -s")
    #expect(made.status == 0 && made.output.contains("(\"a\", 106)"), "\(made.errors)")
    let commands = try commands(place)
    try #require(commands.count == 1, "\(commands)")
    #expect(
      commands[0].contains("--partitions 3") && commands[0].contains("one.sum.unary=") && commands[0].contains("two.sum.unary="))
    let told = try place.waxwing("report", ".").output
    #expect(told.contains("its store is that of") && !told.contains("the text does not show of which steps"))
    #expect(try place.waxwing("migrate", ".", "--write").errors.components(separatedBy: "waxwing recovery import").count == 2)
    let imported = try place.shell(commands[0])
    #expect(imported.status == 0, "\(imported.errors)")
    for file in ["one.swift", "jobs/two.swift"] {
      let checked = try place.shell("waxwing recovery check state-0.19 --flow \(file)")
      #expect(!checked.output.contains("begins anew"), "\(checked.output)\(checked.errors)")
    }
  }

  @Test func stepsOfOneIDCannotShareTheNewStore() throws {
    // In 0.17 both flows kept their sums in the same rows.
    let place = try Workplace([
      "one.swift": Self.old("sum", input: "in.txt"), "two.swift": Self.old("sum", input: "in.txt"), "in.txt": "1\n2\n",
    ])
    try place.write("run.sh", "waxwing run one.swift -r state -s 0 -b 0\nwaxwing run two.swift -r state -s 0 -b 0\n")
    let made = try place.shell("waxwing recovery init state 1 && sh run.sh")
    #expect(made.status == 0, "\(made.errors)")
    let commands = try commands(place)
    #expect(
      commands.count == 2 && commands[0].contains(" state state-0.19 ") && commands[1].contains(" state state-0.19-2 "),
      "\(commands)")
    for command in commands {
      let imported = try place.shell(command)
      #expect(imported.status == 0, "\(imported.errors)")
    }
  }

  @Test(
    "a command is for the folder in which the flow is started, and is pasted where the report was made",
    arguments: [
      ("Makefile", "all:\n\tcd jobs && waxwing run one.swift -r ../st -s 0 -b 0\n", "make"),
      ("run.sh", "cd jobs\nwaxwing run ./one.swift -r ../st -s 0 -b 0\n", "sh run.sh"),
      ("jobs/run.sh", "waxwing run one.swift -r ../st -s 0 -b 0\n", "(cd jobs && sh run.sh)"),
      ("run.sh", "cd jobs\nexport BYTEWAX_RECOVERY_DIRECTORY=../st\nwaxwing run one.swift -s 0 -b 0\n", "sh run.sh"),
    ])
  func folders(script: String, text: String, call: String) throws {
    for flow in [Self.flow("one"), Self.old("sum", input: "in.txt")] {
      let place = try Workplace(["jobs/one.swift": flow, "jobs/in.txt": "1\n2\n", script: text])
      let made = try place.shell("waxwing recovery init st 2 && \(call)")
      #expect(made.status == 0, "\(made.errors)")
      let commands = try commands(place)
      try #require(
        commands.count == 1 && commands[0].hasPrefix("(cd jobs && waxwing recovery import ../st ../st-0.19 --partitions 2 "),
        "\(commands)")
      let imported = try place.shell(commands[0])
      #expect(imported.status == 0, "\(imported.errors)")
      #expect(try place.waxwing("migrate", ".", "--write").status == 0)
      let ended = try place.shell("cd jobs && waxwing run one.swift -r ../st-0.19 -s 0 -b 0")
      // All input has been read.
      #expect(ended.status == 0 && !ended.errors.contains("warning") && ended.output == "", "\(ended.output)\(ended.errors)")
    }
  }

  @Test(
    "a store of 0.16 is told of in the same way by a flag and by a variable",
    arguments: [
      "waxwing run one.swift --sqlite-directory state\n", "export BYTEWAX_SQLITE_DIRECTORY=state\nwaxwing run one.swift\n",
      "BYTEWAX_SQLITE_DIRECTORY=state waxwing run one.swift\n",
    ])
  func storesOf016(_ line: String) throws {
    let place = try Workplace(["one.swift": Self.old("sum", input: "in.txt"), "in.txt": "1\n2\n", "run.sh": line])
    let made = try place.shell("mkdir state && sh run.sh")
    #expect(made.status == 0, "\(made.errors)")
    let report = try place.waxwing("report", ".", "--format", "json").output
    #expect(report.contains("unless 'waxwing run' has made it already: waxwing recovery init state 4"), "\(report)")
    #expect(
      report.contains("\"rule\" : \"recovery-format-0-17\"") && report.contains("\"rule\" : \"recovery-partitions-precreated\""))
    let imported = try place.shell(try #require(commands(place).first))
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(try place.waxwing("migrate", ".", "--write").status == 0)
    let ended = try place.shell("sed -i 's/state/state-0.19/' run.sh; sh run.sh")
    #expect(ended.status == 0 && !ended.errors.contains("warning") && ended.output == "", "\(ended.output)\(ended.errors)")
  }
}
