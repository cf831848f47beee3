/// Counts down in a source of one's own that every worker runs for itself and that keeps no position.
import Bytewax
import Foundation

struct Countdown: DynamicSource {
  let start: Int

  func build(stepID: String, workerIndex: Int, workerCount: Int) throws -> CountdownPartition {
    CountdownPartition(from: start)
  }
}

final class CountdownPartition: StatelessSourcePartition {
  private var left: Int

  init(from left: Int) {
    self.left = left
  }

  func next() throws -> Int? {
    guard left > 0 else { throw StopIteration() }
    defer { left -= 1 }
    return left
  }

  func nextBatch() throws -> [Int] {
    guard let item = try next() else { return [] }
    return [item]
  }
}

let flow = Dataflow("custom_dynamic_source")
let countdownStream = op.input("countdown", flow, Countdown(start: 4))
let mapStream = op.map("map", countdownStream) { (left: Int) in left == 1 ? "1, lift off" : "\(left)" }
op.output("out", mapStream, StdOutSink())
