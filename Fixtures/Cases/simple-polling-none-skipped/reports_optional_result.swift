import Bytewax

final class Clock: SimplePollingInput {
  let interval = Duration.seconds(1)
  func nextItem() throws -> Int? { 1 }  //~ review
}
// ---- after
import Bytewax

final class Clock: SimplePollingSource {
  let interval = Duration.seconds(1)
  func nextItem() throws -> Int? { 1 }
}
