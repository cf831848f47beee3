import Bytewax

struct Numbers: IteratorProtocol {
  mutating func next() -> Int? { nil }
}
