import SourceFacts

/// Where the bytes of a text come from, through all the hops up to it.
struct Runs {
  /// Bytes that came together; `origin` is nil for what a hop put in.
  struct Run {
    var start: Int
    var count: Int
    var origin: Int?
  }
  var runs: [Run]
  var count: Int

  init(count: Int) {
    runs = [Run(start: 0, count: count, origin: 0)]
    self.count = count
  }

  /// The old offset of an offset; inside of what was put in, that of its nearer end.
  func origin(of offset: Int, isEnd: Bool) -> Int {
    if isEnd, let run = runs[runs.firstPlace { $0.start + $0.count >= offset }...].first(where: { $0.origin != nil }),
      let origin = run.origin
    {
      return origin + max(0, offset - run.start)
    }
    if let run = runs[..<runs.firstPlace { $0.start > offset }].last(where: { $0.origin != nil }), let origin = run.origin {
      return origin + min(run.count, offset - run.start)
    }
    return isEnd ? runs.compactMap { run in run.origin.map { $0 + run.count } }.max() ?? 0 : 0
  }

  func followed(by map: OffsetMap, count: Int) -> Runs {
    var next = Runs(count: count)
    next.runs = []
    for (index, segment) in map.segments.enumerated() {
      let end = index + 1 < map.segments.count ? map.segments[index + 1].start : count
      guard segment.isCopied else {
        next.runs.append(Run(start: segment.start, count: end - segment.start))
        continue
      }
      let range = segment.origin..<segment.origin + end - segment.start
      for run in runs[runs.firstPlace { range.lowerBound < $0.start + $0.count }...].prefix(while: { $0.start < range.upperBound }
      ) {
        let from = max(run.start, range.lowerBound)
        let to = min(run.start + run.count, range.upperBound)
        next.runs.append(
          Run(start: segment.start + from - range.lowerBound, count: to - from, origin: run.origin.map { $0 + from - run.start }))
      }
    }
    return next
  }

  /// What lies between the runs that kept their order: there text was moved, put in or taken out.
  func gaps(before: Int) -> [(old: Range<Int>, new: Range<Int>)] {
    var gaps: [(old: Range<Int>, new: Range<Int>)] = []
    var (old, new) = (0, 0)
    for run in inOrder + [Run(start: count, count: 0, origin: before)] {
      guard let origin = run.origin else { continue }
      if old < origin || new < run.start { gaps.append((old..<origin, new..<run.start)) }
      (old, new) = (origin + run.count, run.start + run.count)
    }
    return gaps
  }

  /// The kept runs that hold most bytes and stand in their old order.
  private var inOrder: [Run] {
    let kept = runs.filter { $0.origin != nil && $0.count > 0 }
    // Mostly nothing was moved.
    if zip(kept, kept.dropFirst()).allSatisfy({ ($0.origin ?? 0) + $0.count <= $1.origin ?? 0 }) { return kept }
    // The heaviest row that ends with each run goes on from one of those that end before it begins in the old text.
    let ends = kept.map { ($0.origin ?? 0) + $0.count }.sorted()
    var heaviest = HeaviestRow(count: ends.count)
    var best: [(bytes: Int, previous: Int?)] = []
    for (index, run) in kept.enumerated() {
      let origin = run.origin ?? 0
      let before = heaviest.within(first: ends.firstPlace { $0 > origin })
      best.append((run.count + (before?.bytes ?? 0), before?.index))
      heaviest.put(index, best[index].bytes, at: ends.firstPlace { $0 >= origin + run.count })
    }
    var chosen: [Run] = []
    var index = best.indices.max { best[$0].bytes < best[$1].bytes }
    while let at = index {
      chosen.append(kept[at])
      index = best[at].previous
    }
    return chosen.reversed()
  }
}

/// The heaviest of the first so many entries, in a tree of sums over halves (Fenwick's), so that neither asking nor putting goes through all.
private struct HeaviestRow {
  private var nodes: [(index: Int, bytes: Int)?]

  init(count: Int) { nodes = Array(repeating: nil, count: count + 1) }

  /// The heaviest at the first `count` places, of several the one that was put first.
  func within(first count: Int) -> (index: Int, bytes: Int)? {
    var (place, found): (Int, (index: Int, bytes: Int)?) = (count, nil)
    while place > 0 {
      if let node = nodes[place], found.map({ (node.bytes, $0.index) > ($0.bytes, node.index) }) ?? true { found = node }
      place -= place & -place
    }
    return found
  }

  mutating func put(_ index: Int, _ bytes: Int, at position: Int) {
    var place = position + 1
    while place < nodes.count {
      if bytes > nodes[place]?.bytes ?? 0 { nodes[place] = (index, bytes) }
      place += place & -place
    }
  }
}
