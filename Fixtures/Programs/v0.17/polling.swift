/// Asks a thermometer every twenty milliseconds, four times; it moved and was renamed in 0.18.
import Bytewax
import BytewaxPeriodic
import Synchronization

final class Thermometer: SimplePollingInput {
  let interval = Duration.milliseconds(20)
  private let polls = Mutex(0)

  func nextItem() throws -> String {
    let poll = polls.withLock { polls in
      polls += 1
      return polls
    }
    guard poll <= 4 else { throw StopIteration() }
    return "reading \(poll): \(18 + poll)°"
  }
}

let flow = Dataflow()
flow.input("thermometer", Thermometer())
flow.output("out", StdOutput())
