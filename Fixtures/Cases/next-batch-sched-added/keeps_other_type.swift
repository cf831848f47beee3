import Bytewax

final class Tick {
  func nextBatch() throws -> [Int] { [1] }
}
