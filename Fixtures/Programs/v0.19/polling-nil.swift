/// Finds nothing at every second look: 0.17 passed the `nil` on as an item, later eras skip it.
import Bytewax
import Synchronization

final class Letterbox: SimplePollingSource {
  let interval = Duration.milliseconds(20)
  private let looks = Mutex(0)

  func nextItem() throws -> Int? {
    let look = looks.withLock { looks in
      looks += 1
      return looks
    }
    guard look <= 4 else { throw StopIteration() }
    return look % 2 == 0 ? look : nil
  }
}

func describe(_ letters: Int?) -> String {
  letters.map { "letter \($0)" } ?? "nothing"
}

let flow = Dataflow("polling_nil")
let letterbox = op.input("letterbox", flow, Letterbox())
let describeStream = op.map("describe", letterbox, describe)
op.output("out", describeStream, StdOutSink())
