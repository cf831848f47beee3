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

  /// The place of the element whose range is nearest to a number, of several the first; nil where there is none. The ranges must ascend.
  package func firstNearest(to number: Int, reach: (Element) -> ClosedRange<Int>) -> Index? {
    func distance(_ place: Index) -> Int {
      let range = reach(self[place])
      return Swift.max(0, range.lowerBound - number, number - range.upperBound)
    }
    let next = firstPlace { reach($0).upperBound >= number }
    var before = next
    if next > startIndex {
      let end = reach(self[index(before: next)]).upperBound
      before = firstPlace { reach($0).upperBound >= end }
    }
    return [before, next].filter { $0 < endIndex }.min { distance($0) < distance($1) }
  }

  /// The elements that stand at offsets within a range, of those that stand in the order of their offsets.
  package func within(_ range: Range<Int>, at offset: (Element) -> Int) -> SubSequence {
    let first = firstPlace { offset($0) >= range.lowerBound }
    return self[first..<self[first...].firstPlace { offset($0) >= range.upperBound }]
  }
}
