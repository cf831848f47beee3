import Foundation
import TestSupport
import Testing

@testable import FlowProof

/// `waxwing verify` and the checks of `waxwing migrate`, as a user meets them.
@Suite struct VerifyCommandTests {
  private static let flow = """
    import Bytewax
    let flow = Dataflow()
    flow.input("inp", TestingInput([("a", 1), ("a", 2)]))
    flow.statefulMap("sum", builder: { 0 }) { (sum: Int, n: Int) in (sum + n, sum + n) }
    flow.output("out", StdOutput())

    """

  private func waxwing(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws -> (
    code: Int32, output: String, errors: String
  ) {
    let cache = try ["XDG_CACHE_HOME": programFolder].merging(environment) { $1 }
    let run = LimitedRun(
      program: productsFolder.path + "/waxwing", arguments: arguments, environment: cache, folder: folder,
      limits: RunLimits(time: .seconds(300)))
    let result = try run.run()
    guard case .ended(let code) = result.ending else {
      Issue.record("'waxwing \(arguments.joined(separator: " "))' was ended: \(result.ending)")
      return (-1, "", "")
    }
    return (code, String(decoding: result.output, as: UTF8.self), result.errors)
  }

  @Test func theExitCodeSaysTheVerdict() throws {
    let folder = try Scratch()
    let random = Self.flow.replacing("sum + n)", with: "Int.random(in: 0...999_999_999))")
    let quoted =
      "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", CSVInput(\"in.csv\"))\nflow.map { (row: [String: String]) in row.count }\nflow.output(\"out\", StdOutput())\n"
    try write(
      ["Same.swift": Self.flow, "Random.swift": random, "Quoted.swift": quoted, "in.csv": "a,b\n1,\"x\ny\"\n"], in: folder.path)
    let same = try waxwing(["verify", "Same.swift", "-w", "1"], in: folder.path)
    #expect(
      same.code == 0 && same.output == "Same.swift: same (0.17 to 0.19)\n  1 worker: 2 lines, in the same order\n", "\(same)")
    let random1 = try waxwing(["verify", "Same.swift", "Random.swift", "-w1"], in: folder.path)
    #expect(random1.code == 2 && random1.output.contains("Random.swift: not comparable"), "\(random1)")
    let differs = try waxwing(["verify", "--from", "0.16", "Quoted.swift", "-w1", "--json"], in: folder.path)
    #expect(differs.code == 1, "\(differs)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(differs.output.utf8)) as? [String: Any])
    let flows = try #require(document["flows"] as? [[String: Any]])
    #expect(flows.first?["verdict"] as? String == "differs" && flows.first?["from"] as? String == "0.16")
    #expect((document["summary"] as? [String: Int]) == ["differs": 1])
    #expect(
      try waxwing(["verify", "missing.swift"], in: folder.path).output == "missing.swift: failed: no such file; check the path\n")
    #expect(try waxwing(["verify", "Same.swift", "--kills", "0"], in: folder.path).code == 64)
  }

  @Test func aScriptGetsTheWordsThatAreMeantForIt() throws {
    let folder = try Scratch()
    let text = "import Bytewax\nlet words = CommandLine.arguments.dropFirst()\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput(Array(words)))\n"
    try write(["Flow.swift": text + "flow.output(\"out\", StdOutput())\ntry runMain(flow)\n"], in: folder.path)
    let result = try waxwing(["verify", "Flow.swift", "--arguments", "one", "--two"], in: folder.path)
    // The two words, and what parts them from flags.
    #expect(result.code == 0 && result.output.contains("2 workers: 3 lines"), "\(result)")
  }

  @Test func anInterruptedProofLeavesNothingBehind() throws {
    let (folder, scratch) = (try Scratch(), try Scratch())
    try write(["Flow.swift": endlessFlow], in: folder.path)
    let process = Process()
    process.executableURL = productsFolder.appendingPathComponent("waxwing")
    process.arguments = ["verify", "--evidence", "lexical", "--timeout", "300", "Flow.swift"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let variables = try ["TMPDIR": scratch.path, "XDG_CACHE_HOME": programFolder]
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    func left() -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: scratch.path).filter { $0.hasPrefix("waxwing-") }) ?? []
    }
    let limit = ContinuousClock.now + .seconds(120)
    // Once a run's own folder is there, its program is about to be.
    while !left().contains(where: { $0.hasPrefix("waxwing-run-") }), process.isRunning, ContinuousClock.now < limit {
      usleep(10_000)
    }
    #expect(process.isRunning, "it ended before it ran the flow")
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(left() == [])
    // Where the system shows what runs: a program that was just being started is ended, too. One that is killed takes a moment to go.
    func isRunning() -> Bool {
      let programs = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return programs.contains { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd"))?.hasPrefix(scratch.path) ?? false }
    }
    let end = ContinuousClock.now + .seconds(10)
    while isRunning(), ContinuousClock.now < end { usleep(10_000) }
    #expect(!isRunning())
  }

  @Test func whatWouldNotCompileIsNotWritten() throws {
    let folder = try Scratch()
    try write(["Flow.swift": Self.flow], in: folder.path)
    try FileManager.default.copyItem(atPath: packageFolder.appendingPathComponent("Rules").path, toPath: folder.path + "/Rules")
    let path = folder.path + "/Rules/v0.17-to-v0.18/rename-std-output.yml"
    let rule = try String(contentsOfFile: path, encoding: .utf8)
    try Data(rule.replacing("rename-type: StdOutSink", with: "rename-type: StdOutSnik").utf8).write(
      to: URL(fileURLWithPath: path))
    let rules = ["WAXWING_RULES": folder.path + "/Rules"]
    let kept = try waxwing(["migrate", "--write", "Flow.swift"], in: folder.path, environment: rules)
    #expect(
      kept.code == 1 && kept.errors.contains("Flow.swift:5:20: not-verified")
        && kept.errors.contains(
          "it would not compile: 'cannot find 'StdOutSnik' in scope' in 'op.output(\"out\", sumStream, StdOutSnik())'; the file is left as it was"
        ), "\(kept)")
    #expect(try String(contentsOfFile: folder.path + "/Flow.swift", encoding: .utf8) == Self.flow)
    let forced = try waxwing(["migrate", "--write", "--no-compile-check", "Flow.swift"], in: folder.path, environment: rules)
    #expect(forced.code == 0, "\(forced)")
    #expect(try String(contentsOfFile: folder.path + "/Flow.swift", encoding: .utf8).contains("StdOutSnik"))
  }
}
