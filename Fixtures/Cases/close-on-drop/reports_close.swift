import Bytewax

final class Numbers: StatelessSource {
  func nextBatch() -> [Int] { [] }
  func close() {}  //~ reported
}
