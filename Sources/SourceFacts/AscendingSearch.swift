extension RandomAccessCollection {
  /// The first place from which on something holds for all elements, found by halving; the end where it holds for none.
  package func firstPlace(where holds: (Element) -> Bool) -> Index {
    var (low, rest) = (startIndex, count)
    while rest > 0 {
      let middle = index(low, offsetBy: rest / 2)
      if holds(self[middle]) { rest /= 2 } else { (low, rest) = (index(after: middle), rest - rest / 2 - 1) }
    }
    return low
  }

  /// The elements that stand at offsets within a range, of those that stand in the order of their offsets.
  package func within(_ range: Range<Int>, at offset: (Element) -> Int) -> SubSequence {
    let first = firstPlace { offset($0) >= range.lowerBound }
    return self[first..<self[first...].firstPlace { offset($0) >= range.upperBound }]
  }
}
