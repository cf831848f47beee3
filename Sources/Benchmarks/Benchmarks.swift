import ArgumentParser
import Foundation

/// Times the engine against hand-written loops, in pairs, in one run.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the engine against hand-written loops.",
    discussion: "Fails when a ratio is below its budget. Only ratios taken in one run count: machines are noisy.")

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Option(help: "Only these workloads, by id or the part before the slash, separated by commas.")
  var only: String?

  @Option(help: "Runs of each side of a pair, after one that is not counted.")
  var runs = 5

  @Flag(help: "Let the state of W6 grow to ten million keys; takes three minutes, three gigabytes of memory and one of disk.")
  var large = false

  /// The workloads by what their ids begin with. Made when asked for, because some keep their data.
  private static let groups: [(prefix: String, workloads: @Sendable () -> [Workload])] = [
    ("W1", W1.workloads), ("W2", W2.workloads), ("W3", W3.workloads), ("W4", W4.workloads), ("W5", W5.workloads), ("W6", W6.workloads),
    ("W8", W8.workloads), ("W9", W9.workloads), ("K", K.workloads), ("R", R.workloads),
  ]

  /// Runs one workload's engine once, if this process was started for its memory alone; else what the command line says.
  static func main() {
    guard let id = MemoryOfOneRun.askedFor else { return main(nil) }
    MemoryOfOneRun.printPeak {
      let group = groups.first { id.hasPrefix($0.prefix + "/") }
      _ = try group?.workloads().first { $0.id == id }?.engine()
    }
  }

  func run() throws {
    let wanted = only.map { Set($0.split(separator: ",").map(String.init)) }
    func isWanted(_ id: String) -> Bool {
      wanted.map { $0.contains(id) || $0.contains(String(id.prefix { $0 != "/" })) } ?? true
    }
    if let obstacle = K.obstacle, isWanted("K/copy") || isWanted("K/copy-wall") {
      FileHandle.standardError.write(Data("\(obstacle)\n".utf8))
    }
    var failed: [String] = []
    if !json { print("workload          ratio  budget   engine s     loop s   peak MB") }
    func tell(_ result: Measurement, budget: Double) throws {
      if json {
        try printJSON(result)
      } else {
        let columns = [result.ratio, budget, result.cpuSeconds, result.baselineCPUSeconds, result.peakRSSMegabytes]
        let widths = [(7, 2), (8, 2), (11, 3), (11, 3), (10, 1)]
        print(
          result.workload.padding(toLength: 16, withPad: " ", startingAt: 0)
            + zip(columns, widths).map { String(format: "%\($1.0).\($1.1)f", $0) }.joined())
      }
    }
    for workload in Self.groups.flatMap({ $0.workloads() }) where isWanted(workload.id) {
      let result = try workload.measure(runs: runs)
      if workload.isBelowBudget(result.ratio) { failed.append(workload.id) }
      try tell(result, budget: workload.budget)
    }
    if isWanted("R/mb_per_cpu_s") {
      let result = try R.throughput(runs: runs)
      if result.ratio < R.throughputBudget { failed.append(result.workload) }
      try tell(result, budget: R.throughputBudget)
    }
    if isWanted("W6/resume") { try printGrowth() }
    if isWanted("W6/encoding") { try printEncodings() }
    if isWanted("W7") { try printLatency() }
    if !failed.isEmpty { throw BenchmarkError("below budget: \(failed.joined(separator: ", "))") }
  }

  private func printJSON(_ value: some Encodable) throws {
    print(String(decoding: try JSONEncoder().encode(value), as: UTF8.self))
  }

  private func printGrowth() throws {
    for keys in [10_000, 100_000, 1_000_000] + (large ? [10_000_000] : []) {
      let growth = try Growth.measure(keys: keys)
      if json {
        try printJSON(growth)
      } else {
        print(
          growth.workload
            + String(
              format: ": resumed in %.3f s, %.2f of bare SQLite's speed; written in %.3f s; %.1f MB, %.0f bytes a key",
              growth.resumeSeconds, growth.ratio, growth.writeSeconds, growth.storeMegabytes, growth.bytesPerKey))
      }
    }
  }

  private func printEncodings() throws {
    for encoding in try Encoding.measure() {
      if json {
        try printJSON(encoding)
      } else {
        print(
          encoding.workload
            + String(
              format: ": JSON %.0f ns to write, %.0f to read, %d bytes; compact binary %.0f, %.0f, %d",
              encoding.jsonWrite, encoding.jsonRead, encoding.jsonBytes, encoding.binaryWrite, encoding.binaryRead, encoding.binaryBytes))
      }
    }
  }

  private func printLatency() throws {
    let latency = try Latency.measure()
    if json {
      try printJSON(latency)
    } else {
      print(
        String(
          format: "W7/latency: p50 %.1f µs and p99 %.1f µs over the timer's own %.1f and %.1f; %.1f %% of a core",
          latency.p50, latency.p99, latency.floorP50, latency.floorP99, latency.cpuPercent))
    }
  }
}
