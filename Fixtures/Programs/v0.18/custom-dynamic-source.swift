/// Counts down in a source of one's own that every worker runs for itself and that keeps no position.
import Bytewax

struct Countdown: DynamicSource {
  let start: Int

  func build(now: Date, workerIndex: Int, workerCount: Int) throws -> CountdownPartition {
    CountdownPartition(from: start)
  }
}

final class CountdownPartition: StatelessSourcePartition {
  private var left: Int

  init(from left: Int) {
    self.left = left
  }

  func nextBatch(sched: Date?) throws -> [Int] {
    guard let item = try next() else { return [] }
    return [item]
  }

  func next() throws -> Int? {
    guard left > 0 else { throw StopIteration() }
    defer { left -= 1 }
    return left
  }
}

let flow = Dataflow("custom_dynamic_source")
let countdown = op.input("countdown", flow, Countdown(start: 4))
let mapLeft = op.map("map_left", countdown) { (left: Int) in left == 1 ? "1, lift off" : "\(left)" }
op.output("out", mapLeft, StdOutSink())
