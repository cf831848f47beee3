import Foundation
import Testing

@testable import Recovery

/// Runs the probe and kills it after some milliseconds, unless it has ended by then.
private func run(_ directory: String, workers: Int, killedAfter milliseconds: Int?) throws -> (ended: Bool, output: String) {
  let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
  let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?.deletingLastPathComponent() ?? products
  let candidates = [products, bundle].map { $0.appendingPathComponent("RecoveryProbe") }
  let program = try #require(candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) })
  let process = Process()
  process.executableURL = program
  process.arguments = [directory, "\(workers)"]
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let finished = DispatchSemaphore(value: 0)
  DispatchQueue.global().async {
    process.waitUntilExit()
    finished.signal()
  }
  if let milliseconds, finished.wait(timeout: .now() + .milliseconds(milliseconds)) == .timedOut {
    kill(process.processIdentifier, SIGKILL)
    finished.wait()
    return (process.terminationReason != .uncaughtSignal, "")
  }
  if milliseconds == nil { finished.wait() }
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
  let input = try scratch.directory("\(name)/in")
  for file in 0..<3 {
    let lines = (0..<600).map { "file\(file)-\($0 % 13) \($0)\n" }.joined()
    try lines.write(toFile: "\(input)/\(file).txt", atomically: true, encoding: .utf8)
  }
  try makeRecoveryPartitions(in: [scratch.directory("\(name)/store")], count: 3)
  return directory
}

/// Kills take turns with one another, because each measures time.
@Suite(.serialized) struct KillTests {
  @Test("a flow killed again and again writes each line exactly once", arguments: 0..<6)
  func exactlyOnce(seed: Int) throws {
    let scratch = try Scratch()
    let calm = try prepare(scratch, "calm")
    #expect(try run(calm, workers: 1, killedAfter: nil).ended)
    let expected = try linesByKey("\(calm)/out")
    #expect(expected.values.reduce(0) { $0 + $1.count } == 3 * 600 + 2 * 400)

    let stormy = try prepare(scratch, "stormy")
    var random = SeededRandom(seed)
    var kills = 0
    // At last it is left to end; before, it is killed at moments anywhere in its life, with other worker counts each time.
    while kills < 10 {
      let outcome = try run(stormy, workers: .random(in: 1...3, using: &random), killedAfter: .random(in: 5...120, using: &random))
      if outcome.ended { break }
      #expect(outcome.output == "")
      kills += 1
    }
    let last = try run(stormy, workers: 2, killedAfter: nil)
    #expect(last.ended, "\(last.output)")
    #expect(kills > 0)
    #expect(try linesByKey("\(stormy)/out") == expected)
  }
}
