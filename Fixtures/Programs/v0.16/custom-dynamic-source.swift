/// Counts down in a source of one's own that every worker runs for itself and that keeps no position.
import Bytewax

struct Countdown: DynamicInput {
  let start: Int

  func build(workerIndex: Int, workerCount: Int) throws -> CountdownPartition {
    CountdownPartition(from: start)
  }
}

final class CountdownPartition: StatelessSource {
  private var left: Int

  init(from left: Int) {
    self.left = left
  }

  func next() throws -> Int? {
    guard left > 0 else { throw StopIteration() }
    defer { left -= 1 }
    return left
  }
}

let flow = Dataflow()
flow.input("countdown", Countdown(start: 4))
flow.map { (left: Int) in left == 1 ? "1, lift off" : "\(left)" }
flow.output("out", StdOutput())
