/// Finds nothing at every second look: 0.17 passed the `nil` on as an item, later eras skip it.
import Bytewax
import BytewaxPeriodic
import Synchronization

final class Letterbox: SimplePollingInput {
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

let flow = Dataflow()
flow.input("letterbox", Letterbox())
flow.map(describe)
flow.output("out", StdOutput())
