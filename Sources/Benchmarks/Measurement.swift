import Foundation

/// What a workload measured: the engine against what it is compared with, in one run.
struct Measurement: Encodable {
  let workload: String
  /// The share of the baseline's speed; for scaling, the speed-up.
  let ratio: Double
  let cpuSeconds: Double
  let baselineCPUSeconds: Double
  let peakRSSMegabytes: Double
  let runs: Int

  enum CodingKeys: String, CodingKey {
    case workload, ratio, runs
    case cpuSeconds = "cpu_s"
    case baselineCPUSeconds = "baseline_cpu_s"
    case peakRSSMegabytes = "peak_rss_mb"
  }
}

/// How a workload's time is taken.
enum Stopwatch {
  /// CPU seconds of the whole process, all threads together.
  case cpu
  /// CPU seconds of this process and of those it started and waited for.
  case cpuWithChildren
  /// Seconds by the wall clock, for what is to become shorter by running on more workers.
  case wall

  func time(_ work: () throws -> Void) rethrows -> Double {
    let start = now
    try work()
    return now - start
  }

  private var now: Double {
    var time = timespec()
    clock_gettime(self == .wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &time)
    let own = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    return self == .cpuWithChildren ? own + Self.childrenSeconds : own
  }
}

extension Stopwatch {
  private static var childrenSeconds: Double {
    var spent = tms()
    times(&spent)
    return Double(spent.tms_cutime + spent.tms_cstime) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}

/// The middle of some figures.
func median(_ figures: [Double]) -> Double {
  let sorted = figures.sorted()
  return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}
