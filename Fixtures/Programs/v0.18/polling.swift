/// Asks a thermometer every twenty milliseconds, four times; it moved and was renamed in 0.18.
import Bytewax
import Synchronization

final class Thermometer: SimplePollingSource {
  let interval = Duration.milliseconds(20)
  private let polls = Mutex(0)

  func nextItem() throws -> String? {
    let poll = polls.withLock { polls in
      polls += 1
      return polls
    }
    guard poll <= 4 else { throw StopIteration() }
    return "reading \(poll): \(18 + poll)°"
  }
}

let flow = Dataflow("polling")
let thermometer = op.input("thermometer", flow, Thermometer())
op.output("out", thermometer, StdOutSink())
