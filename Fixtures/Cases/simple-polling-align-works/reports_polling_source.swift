import Bytewax

final class Clock: SimplePollingInput {  //~ reported
  let interval = Duration.seconds(1)
  func nextItem() throws -> Int { 1 }
}
// ---- after
import Bytewax

final class Clock: SimplePollingSource {
  let interval = Duration.seconds(1)
  func nextItem() throws -> Int? { 1 }
}
