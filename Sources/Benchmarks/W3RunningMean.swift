import Bytewax019

/// W3: a running mean a key, with `statefulMap`.
enum W3 {
  struct Mean: Codable, Sendable {
    var sum = 0
    var count = 0
  }

  static let count = 2_000_000
  static let update: @Sendable (Mean?, Int) throws -> (Mean?, Int) = { state, value in
    var mean = state ?? Mean()
    mean.sum &+= value
    mean.count &+= 1
    return (mean, mean.sum / mean.count)
  }

  static func workloads() -> [Workload] {
    [
      workload("W3/1000", batches: 1000, keys: 10_000, budget: 0.20),
      workload("W3/1", batches: 1, keys: 10_000, budget: 0.20),
      workload("W3/keys-10", batches: 1000, keys: 10, budget: 0.20),
      workload("W3/keys-1M", batches: 1000, keys: 1_000_000, budget: 0.20),
    ]
  }

  static func workload(_ id: String, batches size: Int, keys: Int, budget: Double) -> Workload {
    Workload(
      id: id, budget: budget, engine: { try throughEngine(names(keys), batches: size) },
      baseline: { try byHand(names(keys), batches: size) })
  }

  static func names(_ count: Int) -> [String] { (0..<count).map { "key\($0)" } }

  static func events(_ names: [String], batches size: Int, count: Int = count, part: Int = 0, of parts: Int = 1) -> () -> [(String, Int)]? {
    let events = Events(names, batches: size, left: count / parts, seed: 3 + UInt64(part))
    return { events.next() }
  }

  /// An object, because Swift 6.3 compiles the same as captured variables wrongly when it is inlined into a loop.
  final class Events {
    private let names: [String]
    private let size: Int
    private var left: Int
    private var random: Xorshift

    init(_ names: [String], batches size: Int, left: Int, seed: UInt64) {
      self.names = names
      self.size = size
      self.left = left
      random = Xorshift(seed: seed)
    }

    @inline(never)
    func next() -> [(String, Int)]? {
      if left <= 0 { return nil }
      var batch: [(String, Int)] = []
      batch.reserveCapacity(size)
      for _ in 0..<min(size, left) {
        let number = random.next()
        batch.append((names[Int(number >> 20) % names.count], Int(number & 1023)))
      }
      left -= size
      return batch
    }
  }

  static func throughEngine(_ names: [String], batches size: Int, count: Int = count, partitions: Int = 1, workers: Int = 1) throws -> Int {
    // The means depend on the order in which two partitions are read, how many there are does not.
    let sink = SummingSink<(String, Int)> { partitions == 1 ? $0.1 : 1 }
    let flow = Dataflow("w3")
    let source = GeneratedSource(partitions: partitions) { events(names, batches: size, count: count, part: $0, of: partitions) }
    let means = op.statefulMap("mean", op.input("events", flow, source), update)
    op.output("sum", means, sink)
    try run(flow, workers: workers)
    return sink.sum.value
  }

  @inline(never)
  static func byHand(_ names: [String], batches size: Int) throws -> Int {
    let next = events(names, batches: size)
    var slots: [String: Int] = [:]
    var states: [Mean?] = []
    var sum = 0
    while let batch = next() {
      for (key, value) in batch {
        let slot = slots[key] ?? states.count
        if slot == states.count {
          slots[key] = slot
          states.append(nil)
        }
        let (state, mean) = try update(states[slot], value)
        states[slot] = state
        sum &+= mean
      }
    }
    return sum
  }
}
