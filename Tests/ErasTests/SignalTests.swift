import Foundation
import Recovery
import TestSupport
import Testing

@testable import BytewaxRunner

/// What signals do to a flow that runs in a process of its own.
@Suite struct SignalTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let era: String
    let stuckIn: String
    let signal: Int32
    let workers: Int
    var testDescription: String { "\(era) stuck in a \(stuckIn), signal \(signal), \(workers) workers" }

    static let all = ["0.16", "0.19"].flatMap { era in
      ["callback", "pipe"].flatMap { place in
        [SIGINT, SIGTERM].flatMap { signal in [1, 3].map { Case(era: era, stuckIn: place, signal: signal, workers: $0) } }
      }
    }
  }

  @Test("a second signal ends a flow that cannot be stopped, and says so", arguments: Case.all)
  func secondSignal(_ run: Case) throws {
    let flow = try RunningFlow(run.era, "stuck", ["-w", "\(run.workers)"], stuckIn: run.stuckIn)
    try flow.waitUntilStuck()
    flow.send(run.signal)
    // A second one that comes at once is taken for the first one's echo.
    usleep(300_000)
    #expect(flow.isRunning)
    flow.send(run.signal)
    let end = try flow.waitForEnd()
    #expect(end.wasKilled && end.status == run.signal, "\(end)")
    let name = run.signal == SIGINT ? "SIGINT" : "SIGTERM"
    #expect(end.errors.split(separator: "\n").last?.hasPrefix("waxwing: ended at once by a second \(name), ") == true, "\(end.errors)")
  }

  @Test("a signal that comes twice at once is one", arguments: ["0.16", "0.19"])
  func echo(era: String) throws {
    let flow = try RunningFlow(era, "idle", [], stuckIn: "nothing")
    try flow.waitUntilStuck()
    for _ in 0..<3 { flow.send(SIGTERM) }
    let end = try flow.waitForEnd()
    #expect(!end.wasKilled && end.status == 130, "\(end)")
    #expect(end.errors == "error: interrupted; all workers have been shut down\n")
  }

  @Test func whatASecondSignalEndsIsResumedWithEachLineWrittenOnce() throws {
    let flow = try RunningFlow("0.19", "resumed", ["-r", "store", "-s", "0", "-b", "0"], stuckIn: "callback")
    try flow.waitUntilStuck()
    flow.send(SIGTERM)
    usleep(300_000)
    flow.send(SIGTERM)
    #expect(try flow.waitForEnd().wasKilled)
    let resumed = try RunningFlow("0.19", "resumed", ["-r", "store", "-s", "0", "-b", "0"], stuckIn: "nothing", in: flow.scratch)
    #expect(try resumed.waitForEnd().status == 0)
    #expect(try flow.scratch.read("out.txt") == (0..<60).map { "\($0)\n" }.joined())
  }

  @Test func signalsAreToldApartByTheTimeBetweenThem() {
    let presses = SignalPresses()
    let start = ContinuousClock.now
    #expect(presses.meaning(at: start) == .stop)
    #expect(presses.meaning(at: start) == .echo)
    #expect(presses.meaning(at: start + .milliseconds(100)) == .echo)
    #expect(presses.meaning(at: start + .milliseconds(400)) == .end)
  }
}

/// A flow in a process whose output is a pipe that nobody empties.
private struct RunningFlow {
  let scratch: Scratch
  private let process = Process()
  private let output = Pipe()
  private let stuckIn: String

  init(_ era: String, _ program: String, _ arguments: [String], stuckIn: String, in scratch: Scratch? = nil) throws {
    let scratch = try scratch ?? Scratch()
    self.scratch = scratch
    self.stuckIn = stuckIn
    if arguments.contains("store") && !scratch.holds("store") { try makeRecoveryPartitions(in: [scratch.directory("store")], count: 2) }
    let binary = try Self.binary(era)
    try #require(binary.complaints.isEmpty, "\(binary.complaints)")
    process.executableURL = binary.executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: scratch.path)
    process.environment = ["FIXTURE_PROGRAM": program, "STUCK_IN": stuckIn]
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: try scratch.write("err", ""))
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  /// Waits until a callback has said that it does not come back, or until the pipe takes nothing more.
  func waitUntilStuck() throws {
    let start = ContinuousClock.now
    var before: Int32 = 0
    while true {
      try #require(process.isRunning && ContinuousClock.now - start < .seconds(60))
      if stuckIn == "pipe" {
        // How many bytes fill it depends on how they are written; full is what no longer grows.
        let count = bytesInPipe
        if count > 16_384 && count == before { return }
        before = count
        usleep(300_000)
      } else if scratch.holds("is-stuck") {
        return
      } else {
        usleep(5000)
      }
    }
  }

  private var bytesInPipe: Int32 {
    var count: Int32 = 0
    return ioctl(output.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &count) == 0 ? count : 0
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  func waitForEnd() throws -> (status: Int32, wasKilled: Bool, errors: String) {
    process.waitUntilExit()
    return (process.terminationStatus, process.terminationReason == .uncaughtSignal, try scratch.read("err"))
  }

  private static func binary(_ era: String) throws -> ProgramBinary {
    let folder = try programs.get()
    let names = era == "0.16" ? ["stuck", "idle"] : ["stuck", "idle", "resumed"]
    return try ProgramBinary.of(
      era,
      names.map { name in
        let entry = FixtureProgram.Entry(name: name, eras: [era], compare: "exact", workers: [1], oneWorkerEras: nil, flow: nil, files: nil)
        return FixtureProgram(era: era, entry: entry, folder: folder)
      }, as: "signals")
  }

  private static let programs = Result {
    let folder = try folderUntilExit()
    for (era, texts) in ["0.16": fluent, "0.19": streams] {
      let place = folder.appending(path: "v\(era)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for (name, text) in texts {
        try (start + text).write(to: place.appending(path: "\(name).swift"), atomically: true, encoding: .utf8)
      }
    }
    return folder
  }

  private static let start = """
    import Bytewax
    import Foundation

    @Sendable func noteIsStuck() { _ = FileManager.default.createFile(atPath: "is-stuck", contents: nil) }
    let isStuck = ProcessInfo.processInfo.environment["STUCK_IN"] == "callback"
    @Sendable func stick(_ number: Int) {
      if !isStuck { return }
      noteIsStuck()
      while true { sleep(40) }
    }

    """

  private static let fluent = [
    "stuck": """
      let flow = Dataflow()
      flow.input("inp", TestingInput(0..<1_000_000))
      flow.map { (number: Int) -> String in
        if number == 3 { stick(number) }
        return "line \\(number) of many"
      }
      flow.output("out", StdOutput())
      """,
    "idle": """
      final class Idle: StatelessSource {
        func next() -> Int? {
          noteIsStuck()
          return nil
        }
      }
      struct IdleInput: DynamicInput { func build(workerIndex: Int, workerCount: Int) -> Idle { Idle() } }
      let flow = Dataflow()
      flow.input("inp", IdleInput())
      flow.output("out", StdOutput())
      """,
  ]

  private static let streams = [
    "stuck": """
      let flow = Dataflow("stuck")
      let numbers = op.input("inp", flow, TestingSource(0..<1_000_000))
      let lines = op.map("lines", numbers) { (number: Int) -> String in
        if number == 3 { stick(number) }
        return "line \\(number) of many"
      }
      op.output("out", lines, StdOutSink())
      """,
    "idle": """
      final class Idle: StatelessSourcePartition {
        func nextBatch() -> [Int] {
          noteIsStuck()
          return []
        }
      }
      struct IdleSource: DynamicSource { func build(stepID: String, workerIndex: Int, workerCount: Int) -> Idle { Idle() } }
      let flow = Dataflow("idle")
      op.output("out", op.input("inp", flow, IdleSource()), StdOutSink())
      """,
    "resumed": """
      let flow = Dataflow("resumed")
      let lines = op.map("lines", op.input("inp", flow, TestingSource(0..<60))) { (number: Int) -> (String, String) in
        if number == 40 { stick(number) }
        return ("all", "\\(number)")
      }
      op.output("out", lines, FileSink("out.txt"))
      """,
  ]
}
