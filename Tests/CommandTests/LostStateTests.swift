import Foundation
import TestSupport
import Testing

/// State that the rewritten steps cannot use is left behind by the command that carries the rest over, and nobody asks for it afterwards.
@Suite struct LostStateTests {
  private static let head = """
    import Bytewax
    import Foundation

    let clock = EventClockConfig(waitForSystemDuration: .seconds(60)) { (line: String) in Date(timeIntervalSince1970: Double(line.count)) }
    let window = TumblingWindow(length: .seconds(100), alignTo: Date(timeIntervalSince1970: 0))
    let flow = Dataflow()
    flow.input("lines", FileInput("in.txt", batchSize: 1))
    flow.map { (line: String) -> (String, String) in
      if line == "stop", ProcessInfo.processInfo.environment["CRASH"] != nil { throw CocoaError(.featureUnsupported) }
      return ("a", line)
    }

    """

  @Test func nothingIsSaidOfItAfterwards() throws {
    let flow =
      Self.head + #"flow.collectWindow("kept", clock, window)"#
      + "\nflow.statefulMap(\"count\", builder: { 0 }) { (n: Int, _: Any) in (n + 1, n + 1) }\nflow.output(\"out\", StdOutput())\n"
    let (place, report, command) = try crashed(flow)
    #expect(command.hasSuffix(" --drop kept"), "\(report)")
    #expect(report.contains("each key of 'kept' begins anew"), "\(report)")
    try carryOver(place, command)
    let checked = try place.shell("waxwing recovery check state-0.19 --flow a.swift")
    #expect(checked.status == 0 && !checked.output.contains("is no longer in the flow"), "\(checked.output)\(checked.errors)")
    let ended = try place.shell("waxwing run a.swift -r state-0.19 -s 0 -b 0")
    #expect(ended.status == 0 && !ended.errors.contains("warning") && !ended.errors.contains("cannot be read"), "\(ended.errors)")
  }

  @Test("a value that reduce has not given yet goes on in the rewritten step")
  func reducedValues() throws {
    let flow =
      Self.head + """
        flow.reduce("kept", reducer: { (one: String, other: String) in one + other }) { $0.count > 7 }
        flow.output("out", StdOutput())

        """
    let (place, report, command) = try crashed(flow)
    #expect(command.contains("kept=a.kept.unary") && !command.contains("--drop"), "\(report)")
    try carryOver(place, command)
    let ended = try place.shell("waxwing run a.swift -r state-0.19 -s 0 -b 0")
    #expect(ended.output == "(\"a\", \"onetwostop\")\n", "\(ended.output)\(ended.errors)")
  }

  /// A folder in which the flow has crashed over a store of its own, its report, and the command in it that imports the store.
  private func crashed(_ flow: String) throws -> (place: Workplace, report: String, command: String) {
    let place = try Workplace([
      "a.swift": flow, "in.txt": "one\ntwo\nstop\nthree\n", "run.sh": "waxwing run a.swift -r state -s 0 -b 0\n",
    ])
    let made = try place.shell("waxwing recovery init state 2 && CRASH=1 sh run.sh")
    #expect(made.status == 1, "\(made.errors)")
    let report = try place.waxwing("report", ".").output
    let command =
      report.split(separator: "\n").first { $0.contains("waxwing recovery import ") }.map {
        $0.trimmingCharacters(in: .whitespaces)
      } ?? ""
    return (place, report, command)
  }

  /// Imports the store and rewrites the flow.
  private func carryOver(_ place: Workplace, _ command: String) throws {
    let imported = try place.shell(command)
    #expect(imported.status == 0, "\(imported.errors)")
    let migrated = try place.waxwing("migrate", ".", "--write")
    #expect(migrated.status == 0, "\(migrated.errors)")
  }
}
