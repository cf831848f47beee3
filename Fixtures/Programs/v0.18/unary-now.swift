/// Gathers a burst and lets it go two hundredths of a second after its first value: the logic needs the time of an item.
import Bytewax
import Foundation

final class Burst: UnaryLogic {
  private var values: [Int]
  private var due: Date?

  init(values: [Int]) {
    self.values = values
  }

  func onItem(now: Date, _ value: Int) throws -> ([Int], Bool) {
    values.append(value)
    due = due ?? now.addingTimeInterval(0.02)
    return ([], Self.retain)
  }

  func onNotify(sched: Date) throws -> ([Int], Bool) {
    ([values.reduce(0, +)], Self.discard)
  }

  func onEOF() throws -> ([Int], Bool) {
    ([values.reduce(0, +)], Self.discard)
  }

  func notifyAt() -> Date? {
    due
  }

  func snapshot() -> [Int] {
    values
  }
}

let flow = Dataflow("unary_now")
let inpStream = op.input("inp", flow, TestingSource([("a", 1), ("b", 10), ("a", 2), ("b", 20)], batchSize: 4))
let burstStream = op.unary("burst", inpStream) { (now: Date, resumeState: [Int]?) in Burst(values: resumeState ?? []) }
op.output("out", burstStream, StdOutSink())
