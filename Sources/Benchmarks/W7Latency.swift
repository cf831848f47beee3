import Bytewax019
import Foundation
import Synchronization

/// W7: one item a millisecond through map, statefulMap and a sink; how much later than its moment it arrives there.
///
/// The floor is a thread that does nothing but sleep until the same moments.
struct Latency: Encodable {
  let workload = "W7/latency"
  let p50: Double
  let p99: Double
  let floorP50: Double
  let floorP99: Double
  /// Share of a core in percent, the floor's own share included.
  let cpuPercent: Double

  enum CodingKeys: String, CodingKey {
    case workload
    case p50 = "p50_us"
    case p99 = "p99_us"
    case floorP50 = "floor_p50_us"
    case floorP99 = "floor_p99_us"
    case cpuPercent = "cpu_percent"
  }

  static func measure(items: Int = 5000) throws -> Latency {
    var floor: [Double] = []
    var engine: [Double] = []
    var cpu = 0.0
    // In turns, so that both see the same machine.
    for _ in 0..<4 {
      floor += sleeping(items / 4)
      cpu += try Stopwatch.cpu.time { engine += try flowing(items / 4) }
    }
    return Latency(
      p50: percentile(engine, 0.5) - percentile(floor, 0.5), p99: percentile(engine, 0.99) - percentile(floor, 0.99),
      floorP50: percentile(floor, 0.5), floorP99: percentile(floor, 0.99), cpuPercent: cpu / (Double(items) / 1000) * 100)
  }

  private static func percentile(_ figures: [Double], _ share: Double) -> Double {
    let sorted = figures.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  /// The present in microseconds since 1970.
  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1000
  }

  private static func sleeping(_ items: Int) -> [Double] {
    var mutex = pthread_mutex_t()
    var condition = pthread_cond_t()
    pthread_mutex_init(&mutex, nil)
    pthread_cond_init(&condition, nil)
    pthread_mutex_lock(&mutex)
    defer { pthread_mutex_unlock(&mutex) }
    let start = now().rounded() + 1000
    return (0..<items).map { item in
      let due = start + Double(item) * 1000
      var time = timespec(tv_sec: Int(due / 1e6), tv_nsec: Int(due.truncatingRemainder(dividingBy: 1e6)) * 1000)
      while pthread_cond_timedwait(&condition, &mutex, &time) != ETIMEDOUT {}
      return now() - due
    }
  }

  private static func flowing(_ items: Int) throws -> [Double] {
    let late = Arrivals()
    let flow = Dataflow("w7")
    let ticks = op.input("ticks", flow, Ticks(count: items))
    let keyed = op.map("key", ticks) { ("ticks", $0) }
    let counted = op.statefulMap("count", keyed) { (count: Int?, due: Double) in ((count ?? 0) + 1, due) }
    op.output("arrive", counted, late)
    try run(flow)
    return late.values
  }

  private struct Ticks: DynamicSource {
    let count: Int
    func build(stepID: String, workerIndex: Int, workerCount: Int) -> Part { Part(count) }

    final class Part: StatelessSourcePartition {
      private var left: Int
      private var due = Latency.now().rounded() + 1000
      init(_ count: Int) { left = count }

      func nextBatch() throws -> [Double] {
        if left == 0 { throw StopIteration() }
        left -= 1
        defer { due += 1000 }
        return [due]
      }

      func nextAwake() -> Date? { Date(timeIntervalSince1970: due / 1e6) }
    }
  }

  private final class Arrivals: DynamicSink {
    private let late = Mutex<[Double]>([])
    var values: [Double] { late.withLock { $0 } }
    func add(_ values: [Double]) { late.withLock { $0 += values } }

    func build(stepID: String, workerIndex: Int, workerCount: Int) -> Part { Part(self) }

    final class Part: StatelessSinkPartition {
      private let arrivals: Arrivals
      init(_ arrivals: Arrivals) { self.arrivals = arrivals }
      func writeBatch(_ items: [(String, Double)]) {
        let now = Latency.now()
        arrivals.add(items.map { now - $0.1 })
      }
    }
  }
}
