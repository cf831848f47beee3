import Bytewax019

/// W1: five million numbers through map, filter and map.
enum W1 {
  static let count = 5_000_000
  static let addOne: @Sendable (Int) throws -> Int = { $0 &+ 1 }
  static let isEven: @Sendable (Int) throws -> Bool = { $0 & 1 == 0 }
  static let lengthOfText: @Sendable (Int) throws -> Int = { String($0).utf8.count }
  static let triple: @Sendable (Int) throws -> Int = { $0 &* 3 }

  static func workloads() -> [Workload] {
    [(1000, 0.20), (100, 0.20), (1, 0.20)].map { size, budget in
      Workload(
        id: "W1/\(size)", budget: budget,
        engine: { try throughEngine(batches: size, last: lengthOfText) },
        baseline: { try byHand(batches: size, last: lengthOfText) })
    } + [
      // All integers: what the engine itself costs.
      Workload(
        id: "W1/integers", budget: 0.05,
        engine: { try throughEngine(batches: 1000, last: triple) }, baseline: { try byHand(batches: 1000, last: triple) })
    ]
  }

  static func numbers(batches size: Int) -> () -> [Int]? {
    let numbers = Numbers(batches: size)
    return { numbers.next() }
  }

  /// An object and not a captured variable, whose every access would be checked at run time on the engine's side alone.
  private final class Numbers {
    private let size: Int
    private var first = 0
    init(batches size: Int) { self.size = size }

    @inline(never)
    func next() -> [Int]? {
      if first >= count { return nil }
      let batch = Array(first..<min(first + size, count))
      first += size
      return batch
    }
  }

  static func throughEngine(batches size: Int, last: @escaping @Sendable (Int) throws -> Int) throws -> Int {
    let sink = SummingSink<Int> { $0 }
    let flow = Dataflow("w1")
    let source = op.input("numbers", flow, GeneratedSource { _ in Self.numbers(batches: size) })
    let added = op.map("add_one", source, addOne)
    let even = op.filter("even", added, isEven)
    let lengths = op.map("last", even, last)
    op.output("sum", lengths, sink)
    try run(flow)
    return sink.sum.value
  }

  @inline(never)
  static func byHand(batches size: Int, last: @escaping @Sendable (Int) throws -> Int) throws -> Int {
    let next = numbers(batches: size)
    var sum = 0
    while let batch = next() {
      for number in batch {
        let added = try addOne(number)
        if try isEven(added) { sum &+= try last(added) }
      }
    }
    return sum
  }
}
