import Bytewax

final class Numbers: StatelessSource {
  func nextBatch() -> [Int] { next().map { [$0] } ?? [] }
  func next() -> Int? { nil }
}
