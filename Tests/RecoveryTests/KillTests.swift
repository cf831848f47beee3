import Foundation
import TestSupport
import Testing

@testable import Recovery

/// Runs the probe and kills it after some milliseconds, unless it has ended by then.
private func run(_ directory: String, workers: Int, killedAfter milliseconds: Int?) throws -> (ended: Bool, output: String) {
  let process = Process()
  process.executableURL = productsFolder.appending(path: "RecoveryProbe")
  process.arguments = [directory, "\(workers)"]
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let finished = DispatchSemaphore(value: 0)
  DispatchQueue.global().async {
    process.waitUntilExit()
    finished.signal()
  }
  if finished.wait(timeout: .now() + .milliseconds(milliseconds ?? 300_000)) == .timedOut {
    kill(process.processIdentifier, SIGKILL)
    finished.wait()
    return (process.terminationReason != .uncaughtSignal, milliseconds == nil ? "the probe did not end within five minutes" : "")
  }
  return (process.terminationStatus == 0, String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self))
}

/// Each key's lines, in the order they stand in the files.
private func linesByKey(_ directory: String) throws -> [String: [String]] {
  var lines: [String: [String]] = [:]
  for name in try FileManager.default.contentsOfDirectory(atPath: directory).sorted() {
    let text = try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      lines[name + "/" + line.prefix { $0 != " " }, default: []].append(String(line))
    }
    #expect(text.isEmpty || text.hasSuffix("\n"))
  }
  return lines
}

private func prepare(_ scratch: Scratch, _ name: String) throws -> String {
  let directory = try scratch.directory(name)
  _ = try scratch.directory("\(name)/out")
  _ = try scratch.directory("\(name)/log")
  let input = try scratch.directory("\(name)/in")
  for file in 0..<3 {
    let lines = (0..<600).map { "file\(file)-\($0 % 13) \($0)\n" }.joined()
    try lines.write(toFile: "\(input)/\(file).txt", atomically: true, encoding: .utf8)
  }
  try makeRecoveryPartitions(in: [scratch.directory("\(name)/store")], count: 3)
  return directory
}

/// The lines that a sink without a position has got, without repetitions.
private func loggedLines(_ directory: String) throws -> Set<String> {
  try FileManager.default.contentsOfDirectory(atPath: directory).reduce(into: []) { lines, name in
    lines.formUnion(try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8).split(separator: "\n").map(String.init))
  }
}

/// Kills take turns with one another, because each measures time.
@Suite(.serialized) struct KillTests {
  /// How many processes are killed; `make kill-test` asks for hundreds.
  private static let wanted = Int(ProcessInfo.processInfo.environment["WAXWING_KILLS"] ?? "") ?? 20
  private static let seed = Int(ProcessInfo.processInfo.environment["WAXWING_KILL_SEED"] ?? "") ?? 0

  @Test("a flow killed again and again writes each line of its files exactly once, and loses none elsewhere", .timeLimit(.minutes(60)))
  func killed() throws {
    let scratch = try Scratch(inMemory: true)
    let calm = try prepare(scratch, "calm")
    #expect(try run(calm, workers: 1, killedAfter: nil).ended)
    let (expected, logged) = (try linesByKey("\(calm)/out"), try loggedLines("\(calm)/log"))
    #expect(expected.values.reduce(0) { $0 + $1.count } == 3 * 600 + 2 * 400)
    #expect(logged == Set(expected.values.joined()))

    var random = SeededRandom(Self.seed)
    var (kills, storms, repeated) = (0, 0, 0)
    while kills < Self.wanted {
      let stormy = try prepare(scratch, "stormy")
      // It is killed at moments anywhere in its life, with another number of workers each time, and at last left to end.
      for _ in 0..<12 where kills < Self.wanted {
        let outcome = try run(stormy, workers: .random(in: 1...3, using: &random), killedAfter: .random(in: 5...150, using: &random))
        if outcome.ended { break }
        #expect(outcome.output == "")
        kills += 1
      }
      let last = try run(stormy, workers: 2, killedAfter: nil)
      try #require(last.ended, "seed \(Self.seed), \(kills) kills: \(last.output)")
      try #require(try linesByKey("\(stormy)/out") == expected, "seed \(Self.seed), \(kills) kills")
      try #require(try loggedLines("\(stormy)/log") == logged, "seed \(Self.seed), \(kills) kills")
      storms += 1
      repeated += try loggedCount("\(stormy)/log") - logged.count
      try FileManager.default.removeItem(atPath: stormy)
    }
    if Self.wanted > 20 { print("\(kills) kills of \(storms) flows; files as without, \(repeated) lines repeated where nothing can be taken back") }
  }

  private func loggedCount(_ directory: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: directory).reduce(0) { sum, name in
      sum + (try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8).split(separator: "\n").count)
    }
  }
}
