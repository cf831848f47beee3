import Bytewax019
import Foundation

/// W4: two million events of a thousand keys, counted and summed in windows of a minute, about a hundred windows a key.
enum W4 {
  struct Event: Sendable {
    var milliseconds: Int
    var amount: Int
  }

  static let count = 2_000_000
  static let start = Date(timeIntervalSince1970: 1_700_000_040)
  static let names = (0..<1000).map { "key\($0)" }
  static let clock = EventClockConfig<Event>(waitForSystemDuration: .zero) { start.addingTimeInterval(Double($0.milliseconds) / 1000) }
  static let keyedClock = EventClockConfig<(String, Event)>(waitForSystemDuration: .zero) {
    start.addingTimeInterval(Double($0.1.milliseconds) / 1000)
  }

  static func workloads() -> [Workload] {
    let tumbling = TumblingWindow(length: .seconds(60), alignTo: start)
    return [
      Workload(id: "W4/fold", budget: 0.17, engine: { try folded(tumbling) }, baseline: byHand),
      Workload(id: "W4/count", budget: 0.15, engine: { try counted(tumbling, overlap: 1) }, baseline: { try byHandCounting() }),
      sliding(every: 10), sliding(every: 1),
    ]
  }

  /// Sliding windows against windows of the same length that do not overlap.
  static func sliding(every offset: Int) -> Workload {
    Workload(
      id: "W4/sliding-\(offset)", budget: 0.33,
      engine: {
        try counted(SlidingWindow(length: .seconds(60), offset: .seconds(offset), alignTo: start), overlap: 60 / offset)
      },
      baseline: { try counted(SlidingWindow(length: .seconds(60), offset: .seconds(60), alignTo: start), overlap: 1) })
  }

  static func events() -> () -> [(String, Event)]? {
    let events = Events()
    return { events.next() }
  }

  private final class Events {
    private var random = Xorshift(seed: 5)
    private var made = 0

    @inline(never)
    func next() -> [(String, Event)]? {
      if made >= count { return nil }
      var batch: [(String, Event)] = []
      batch.reserveCapacity(1000)
      for number in made..<min(made + 1000, count) {
        let bits = random.next()
        batch.append((names[Int(bits >> 20) % names.count], Event(milliseconds: number * 3, amount: Int(bits & 1023))))
      }
      made += 1000
      return batch
    }
  }

  static func folded(_ window: TumblingWindow) throws -> Int {
    let sink = TotalsSink()
    let flow = Dataflow("w4")
    let source = op.input("events", flow, GeneratedSource { _ in events() })
    let sums = wop.foldWindow("sum", source, clock, window, builder: { 0 }) { sum, event in sum &+ event.amount }
    op.output("sum_all", sums, sink)
    try run(flow)
    return sink.sum.value
  }

  static func counted(_ window: some WindowConfig, overlap: Int) throws -> Int {
    let sink = TotalsSink()
    let flow = Dataflow("w4")
    let source = op.input("events", flow, GeneratedSource { _ in events() })
    let counts = wop.countWindow("count", source, keyedClock, window) { $0.0 }
    op.output("sum_all", counts, sink)
    try run(flow)
    return sink.sum.value / overlap
  }

  @inline(never)
  static func byHand() throws -> Int { try byHand { $0.amount } }

  @inline(never)
  static func byHandCounting() throws -> Int { try byHand { _ in 1 } }

  /// One open window a key, closed by the first event past its end.
  static func byHand(_ amount: (Event) -> Int) throws -> Int {
    struct Open {
      var number: Int
      var total: Int
    }
    let next = events()
    var slots: [String: Int] = [:]
    var open: [Open] = []
    var sum = 0
    while let batch = next() {
      for (key, event) in batch {
        let time = start.addingTimeInterval(Double(event.milliseconds) / 1000)
        let number = Int((time.timeIntervalSince(start) * 1000).rounded()) / 60_000
        let slot = slots[key] ?? open.count
        if slot == open.count {
          slots[key] = slot
          open.append(Open(number: number, total: amount(event)))
        } else if open[slot].number == number {
          open[slot].total &+= amount(event)
        } else {
          sum &+= open[slot].total
          open[slot] = Open(number: number, total: amount(event))
        }
      }
    }
    return open.reduce(sum) { $0 &+ $1.total }
  }
}

/// Adds up what windows came to in a loop of its own, as the hand-written one does: a call for each would cost as much as the engine's part in it.
private struct TotalsSink: DynamicSink {
  typealias Item = (String, (WindowMetadata, Int))
  let sum = SummingSink<Item>.Sum()

  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Partition { Partition(sum) }

  final class Partition: StatelessSinkPartition {
    private let sum: SummingSink<Item>.Sum
    private var total = 0

    init(_ sum: SummingSink<Item>.Sum) { self.sum = sum }

    func writeBatch(_ items: [Item]) { total = items.reduce(total) { $0 &+ $1.1.1 } }

    func close() { sum.add(total) }
  }
}
