import DataflowCore

/// One open window of a grid.
@frozen
public struct OpenWindow<Accumulator> {
  @usableFromInline let opening: Instant
  @usableFromInline var accumulator: Accumulator

  @inlinable
  init(opening: Instant, accumulator: consuming Accumulator) {
    self.opening = opening
    self.accumulator = accumulator
  }

  /// The accumulator, handed on without a copy if the caller consumes the window; a closure's parameter it must `consume` itself.
  @inlinable
  consuming func closed() -> Accumulator { accumulator }

  /// Folds a further item in.
  @inlinable
  mutating func take<Fold: WindowFold>(_ value: Fold.Value, at time: Instant, _ fold: Fold) throws
  where Fold.Accumulator == Accumulator {
    try fold.fold(value, at: time, into: &accumulator)
  }
}

extension OpenWindow: Sendable where Accumulator: Sendable {}
extension OpenWindow: Codable where Accumulator: Codable {}

extension Array {
  /// Where the window that opens at `opening` stands, or where it would have to be put in; looks from the newest end.
  @inlinable
  func position<Accumulator>(of opening: Instant) -> Int where Element == OpenWindow<Accumulator> {
    var place = count
    while place > 0, self[place - 1].opening >= opening { place -= 1 }
    return place
  }

  /// Puts an element in; at the end, where nearly all go, faster than `insert`.
  @inlinable
  @inline(__always)
  mutating func place(_ element: consuming Element, at index: Int) {
    if index == count { append(element) } else { insert(element, at: index) }
  }

  /// Takes out the first elements and hands each over, so that its accumulator has one owner.
  @inlinable
  mutating func drain(first count: Int, _ body: (consuming Element) throws -> Void) rethrows {
    switch count {
    case 0: return
    case 1: try body(removeFirst())
    default:
      var taken = Array(self[..<count].reversed())
      removeSubrange(..<count)
      while let element = taken.popLast() { try body(consume element) }
    }
  }
}
