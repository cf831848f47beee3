import SourceFacts

/// One run of lines that another run stands in for. Lines are counted from 0.
package struct LineChange: Sendable, Equatable {
  package let old: Range<Int>
  package let new: Range<Int>
}

/// Which lines of a text another text replaces.
///
/// Short texts are compared exactly. Long ones are first cut at the lines that stand once in each, because the exact way takes time
/// and memory with the square of the difference.
struct LineDiff {
  /// How many lines two texts may have together to be compared exactly.
  static let exactLimit = 2_000

  private let old: [Int]
  private let new: [Int]
  private var isRemoved: [Bool]
  private var isInserted: [Bool]

  /// The changes in order, with at least one equal line between any two.
  static func changes(from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]) -> [LineChange] {
    // Swift takes CR LF for one character, so lines are told apart by their bytes.
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    var diff = LineDiff(old.map(number), new.map(number))
    diff.compare(0..<old.count, 0..<new.count)
    return diff.runs
  }

  private init(_ old: [Int], _ new: [Int]) {
    self.old = old
    self.new = new
    isRemoved = Array(repeating: false, count: old.count)
    isInserted = Array(repeating: false, count: new.count)
  }

  private mutating func compare(_ before: Range<Int>, _ after: Range<Int>) {
    var (a, b) = (before, after)
    while let one = a.first, let other = b.first, old[one] == new[other] { (a, b) = (a.dropFirst(), b.dropFirst()) }
    while let one = a.last, let other = b.last, old[one] == new[other] { (a, b) = (a.dropLast(), b.dropLast()) }
    guard !a.isEmpty, !b.isEmpty, a.count + b.count > Self.exactLimit else { return compareExactly(a, b) }
    let anchors = anchors(a, b)
    if anchors.isEmpty {
      for line in a { isRemoved[line] = true }
      for line in b { isInserted[line] = true }
      return
    }
    var (nextOld, nextNew) = (a.lowerBound, b.lowerBound)
    for anchor in anchors {
      compare(nextOld..<anchor.old, nextNew..<anchor.new)
      (nextOld, nextNew) = (anchor.old + 1, anchor.new + 1)
    }
    compare(nextOld..<a.upperBound, nextNew..<b.upperBound)
  }

  private mutating func compareExactly(_ before: Range<Int>, _ after: Range<Int>) {
    for change in new[after].difference(from: old[before]) {
      switch change {
      case .remove(let offset, _, _): isRemoved[before.lowerBound + offset] = true
      case .insert(let offset, _, _): isInserted[after.lowerBound + offset] = true
      }
    }
  }

  /// Lines that stand once in both ranges, as many of them as keep their order.
  private func anchors(_ before: Range<Int>, _ after: Range<Int>) -> [(old: Int, new: Int)] {
    func places(_ lines: [Int], _ range: Range<Int>) -> [Int: Int] {
      var seen: [Int: Int] = [:]
      // A line that comes again has no single place.
      for line in range { seen[lines[line]] = seen[lines[line]] == nil ? line : -1 }
      return seen
    }
    let inNew = places(new, after)
    let inOld = places(old, before)
    let pairs = before.compactMap { line -> (old: Int, new: Int)? in
      guard inOld[old[line]] == line, let other = inNew[old[line]], other >= 0 else { return nil }
      return (line, other)
    }
    return Self.longestRise(pairs)
  }

  /// The longest part of the pairs in which both lines rise.
  private static func longestRise(_ pairs: [(old: Int, new: Int)]) -> [(old: Int, new: Int)] {
    var ends: [Int] = []
    var previous = Array(repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      let place = ends.firstPlace { pairs[$0].new >= pair.new }
      if place > 0 { previous[index] = ends[place - 1] }
      if place == ends.count { ends.append(index) } else { ends[place] = index }
    }
    var rise: [(old: Int, new: Int)] = []
    var index = ends.last ?? -1
    while index >= 0 {
      rise.append(pairs[index])
      index = previous[index]
    }
    return rise.reversed()
  }

  private var runs: [LineChange] {
    var runs: [LineChange] = []
    var (one, other) = (0, 0)
    while one < old.count || other < new.count {
      let (startOld, startNew) = (one, other)
      while one < old.count, isRemoved[one] { one += 1 }
      while other < new.count, isInserted[other] { other += 1 }
      if startOld < one || startNew < other {
        runs.append(LineChange(old: startOld..<one, new: startNew..<other))
      } else {
        (one, other) = (one + 1, other + 1)
      }
    }
    return runs
  }
}
