import Foundation
import Synchronization

/// Starts jobs, starts them again behind an input that ended one, and keeps what failed.
final class FuzzRun: Sendable {
  private struct Tally {
    var kinds: [String: Int] = [:]
    var slowest = (milliseconds: 0, number: 0)
    var largest = (megabytes: 0, number: 0)
    var failures: [(number: Int, reason: String)] = []
  }

  private let options: Options
  private let tally = Mutex(Tally())
  private let deadline: ContinuousClock.Instant

  init(_ options: Options) {
    var options = options
    if options.minutes != nil { options.count = Int.max / 2 }
    self.options = options
    deadline = .now + .seconds((options.minutes ?? 1e6) * 60)
  }

  /// Runs all; whether nothing failed.
  func run() throws -> Bool {
    let start = ContinuousClock.now
    DispatchQueue.concurrentPerform(iterations: options.jobs) { job in
      var next = job
      while next < options.count, ContinuousClock.now < deadline { next = follow(from: next) + options.jobs }
    }
    let result = tally.withLock { $0 }
    for (number, reason) in result.failures.sorted(by: { $0.number < $1.number }) { try keep(number, reason) }
    let kinds = result.kinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    print("fuzz: seed \(options.seed), \(result.kinds.values.reduce(0, +)) inputs in \((ContinuousClock.now - start).components.seconds) s: \(kinds)")
    print("fuzz: slowest \(result.slowest.milliseconds) ms (input \(result.slowest.number)), largest \(result.largest.megabytes) MB (input \(result.largest.number))")
    print("fuzz: \(result.failures.count) failed")
    return result.failures.isEmpty
  }

  /// Follows one job to its end, and gives the number it came to.
  private func follow(from first: Int) -> Int {
    let job = Process()
    job.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    job.arguments = options.words(from: first)
    let pipe = Pipe()
    job.standardOutput = pipe
    job.standardError = FileHandle.nullDevice
    do { try job.run() } catch { return fail(first, "cannot be started: \(error)") }
    var (current, hasFailed, rest) = (first, false, "")
    while let data = try? pipe.fileHandleForReading.read(upToCount: 4096), !data.isEmpty {
      rest += String(decoding: data, as: UTF8.self)
      while let end = rest.firstIndex(of: "\n") {
        let words = rest[..<end].split(separator: " ", maxSplits: 2).map(String.init)
        rest = String(rest[rest.index(after: end)...])
        guard words.count > 1, let number = Int(words[1]) else { continue }
        switch words[0] {
        case "begin": (current, hasFailed) = (number, false)
        case "fail":
          hasFailed = true
          _ = fail(number, words.count > 2 ? words[2] : "")
        default: note(number, words)
        }
      }
      if ContinuousClock.now > deadline { job.terminate() }
    }
    job.waitUntilExit()
    if ContinuousClock.now > deadline { return options.count }
    if job.terminationReason == .exit, job.terminationStatus == 0 { return options.count }
    if !hasFailed { _ = fail(current, "ends the process (\(job.terminationReason == .uncaughtSignal ? "signal" : "status") \(job.terminationStatus))") }
    return current
  }

  private func note(_ number: Int, _ words: [String]) {
    let parts = words[2].split(separator: " ").map(String.init)
    guard parts.count == 3, let time = Int(parts[1]), let memory = Int(parts[2]) else { return }
    tally.withLock { tally in
      tally.kinds[parts[0], default: 0] += 1
      if time > tally.slowest.milliseconds { tally.slowest = (time, number) }
      if memory > tally.largest.megabytes { tally.largest = (memory, number) }
    }
  }

  private func fail(_ number: Int, _ reason: String) -> Int {
    print("input \(number): \(reason)")
    tally.withLock { $0.failures.append((number, reason)) }
    return number
  }

  /// Writes an input that failed, as small as it gets with little effort, with how it can be had again.
  private func keep(_ number: Int, _ reason: String) throws {
    let input = try InputMaker(seed: options.seed, size: options.size, only: options.only).input(number)
    try FileManager.default.createDirectory(atPath: options.failures, withIntermediateDirectories: true)
    let stem = "\(options.failures)/\(options.seed)-\(number)-"
    try Data(input.bytes).write(to: URL(fileURLWithPath: stem + input.kind.fileName))
    var small = Minimising(input, stem: stem)
    let bytes = small.smallest()
    if bytes.count < input.bytes.count { try Data(bytes).write(to: URL(fileURLWithPath: stem + "small-" + input.kind.fileName)) }
    let words = "\(reason)\nagain: make fuzz-again FILE=\(stem)\(input.kind.fileName)\nseed \(options.seed), input \(number), at most \(options.size) bytes\n"
    try Data(words.utf8).write(to: URL(fileURLWithPath: stem + "why.txt"))
    print("input \(number) is kept in \(stem)\(input.kind.fileName), \(bytes.count) bytes at its smallest: \(reason)")
  }
}
