import Bytewax

final class Numbers: StatelessSource {
  func nextBatch() -> [Int] {
    sleep(1)  //~ reported
    return [1]
  }
}
