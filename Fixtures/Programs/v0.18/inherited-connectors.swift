/// Two countdowns and a tally that share what they do through a protocol and a base class of their own.
import Bytewax

protocol Counter: StatefulSourcePartition where Item == (String, Int), State == Int {
  var count: Int { get }
}

extension Counter {
  func snapshot() -> Int { count }
}

class Countdown: Counter {
  let name: String
  private(set) var count: Int

  init(_ name: String, from start: Int) {
    self.name = name
    count = start
  }

  func nextBatch(sched: Date?) throws -> [(String, Int)] {
    guard let item = try next() else { return [] }
    return [item]
  }

  func next() throws -> (String, Int)? {
    if count == 0 { throw StopIteration() }
    count -= 1
    return (name, count)
  }
}

/// Skips every second number.
final class FastCountdown: Countdown {
  override func next() throws -> (String, Int)? {
    _ = try super.next()
    return try super.next()
  }
}

struct Countdowns: FixedPartitionedSource {
  func listParts() -> [String] { ["fast", "slow"] }

  func buildPart(now: Date, forPart: String, resumeState: Int?) -> Countdown {
    forPart == "fast" ? FastCountdown(forPart, from: resumeState ?? 6) : Countdown(forPart, from: resumeState ?? 3)
  }
}

class Tally: StatefulSinkPartition {
  var total = 0

  func writeBatch(_ values: [Int]) {
    for value in values { write(value) }
  }

  func write(_ value: Int) {
    total += value
    show(value)
  }

  func show(_ value: Int) {}
  func snapshot() -> Int { total }
}

final class SpokenTally: Tally {
  override func show(_ value: Int) { print("counted", value) }
}

struct Tallies: FixedPartitionedSink {
  func listParts() -> [String] { ["tally"] }
  func partFn(_ itemKey: String) -> Int {
    let name = assignPart(itemKey)
    guard let index = listParts().sorted().firstIndex(of: name) else {
      preconditionFailure("assignPart gave '\(name)', which listParts does not name")
    }
    return index
  }

  func assignPart(_ itemKey: String) -> String { "tally" }
  func buildPart(forPart: String, resumeState: Int?) -> Tally { SpokenTally() }
}

let flow = Dataflow("inherited_connectors")
let countdowns = op.input("countdowns", flow, Countdowns())
op.output("tallies", countdowns, Tallies())
