import Foundation

/// Some work done twice: by the engine, and by a hand-written loop with the same callbacks and no framework.
struct Workload {
  /// As `W3/1000`: the workload and its variant.
  let id: String
  /// The ratio below which the run fails; half of what is aimed at, because machines are noisy.
  let budget: Double
  var stopwatch = Stopwatch.cpu
  /// Whether the ratio is what the engine costs over the baseline, and the budget what it may cost at most.
  var isCost = false
  /// Both return the same number, which proves that they did the same work.
  let engine: () throws -> Int
  let baseline: () throws -> Int

  /// Whether a ratio is worse than the budget.
  func isBelowBudget(_ ratio: Double) -> Bool { isCost ? ratio > budget : ratio < budget }

  /// Runs both in turn, `runs` times after one warm-up.
  func measure(runs: Int) throws -> Measurement {
    var engineTimes: [Double] = []
    var baselineTimes: [Double] = []
    for run in 0...runs {
      var results = (0, 0)
      let baselineTime = try stopwatch.time { results.0 = try baseline() }
      let engineTime = try stopwatch.time { results.1 = try engine() }
      guard results.0 == results.1 else { throw BenchmarkError("\(id): the engine made \(results.1), the loop \(results.0)") }
      if run == 0 { continue }
      baselineTimes.append(baselineTime)
      engineTimes.append(engineTime)
    }
    // Pairwise, so that what slows the machine for a while slows both sides of a pair.
    let ratio = median(zip(baselineTimes, engineTimes).map { isCost ? $1 / $0 : $0 / $1 })
    return Measurement(
      workload: id, ratio: ratio, cpuSeconds: median(engineTimes), baselineCPUSeconds: median(baselineTimes),
      peakRSSMegabytes: try MemoryOfOneRun.measure(id), runs: runs)
  }
}

struct BenchmarkError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
