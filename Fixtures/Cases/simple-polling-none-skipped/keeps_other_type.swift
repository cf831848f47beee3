import Bytewax

final class Clock {
  let interval = Duration.seconds(1)
  func nextItem() throws -> Int { 1 }
}
