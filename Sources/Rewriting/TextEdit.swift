import RuleBook
import SourceFacts

/// One change between a file's text and its new text, whichever hops made it.
package struct TextEdit: Sendable, Equatable {
  /// The bytes of the old text that go.
  package let range: Range<Int>
  /// The bytes of the new text that come.
  package let newRange: Range<Int>
  package let rules: [String]
  /// That of the least certain edit it is made of.
  package let evidence: Evidence
}

extension FileOutcome {
  /// The changes that lead from the old text to the new one, in order, none touching another.
  ///
  /// Needs the edits of each hop, so an outcome out of a cache has one change that is the whole file.
  package var textEdits: [TextEdit] {
    guard isChanged else { return [] }
    if let chosen { return chosen }
    let mark = before.starts(with: ParsedFile.byteOrderMark) ? ParsedFile.byteOrderMark.count : 0
    var runs = Runs(count: before.count - mark)
    var parts: [(range: Range<Int>, edit: Edit)] = []
    for hop in hops {
      guard let applied = try? EditSet(hop.edits).apply(to: hop.text) else { continue }
      for edit in hop.edits {
        let start = runs.origin(of: edit.range.lowerBound, isEnd: false)
        parts.append((start..<max(start, runs.origin(of: edit.range.upperBound, isEnd: true)), edit))
      }
      runs = runs.followed(by: applied.origins, count: applied.bytes.count)
    }
    guard !hops.isEmpty, runs.count == after.count - mark else {
      return [TextEdit(range: 0..<before.count, newRange: 0..<after.count, rules: edits.keys.sorted(), evidence: .lexical)]
    }
    let touching = TouchingParts(parts)
    return runs.gaps(before: before.count - mark).compactMap { gap in
      let range = gap.old.lowerBound + mark..<gap.old.upperBound + mark
      let newRange = gap.new.lowerBound + mark..<gap.new.upperBound + mark
      guard before[range] != after[newRange] else { return nil }
      let made = touching.edits(of: gap.old)
      let doubt: Evidence = made.contains { $0.evidence == .unverified } ? .unverified : made.allSatisfy { $0.evidence == .typed } ? .typed : .lexical
      return TextEdit(range: range, newRange: newRange, rules: Set(made.map(\.rule)).sorted(), evidence: doubt)
    }
  }

  /// The old text with only some of the changes made.
  package func text(making chosen: [TextEdit]) -> [UInt8] {
    var text: [UInt8] = []
    var position = 0
    for edit in chosen.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      text += before[position..<edit.range.lowerBound] + after[edit.newRange]
      position = edit.range.upperBound
    }
    return text + before[position...]
  }

  /// The outcome with only some of the changes made.
  package func making(_ wanted: [TextEdit]) -> FileOutcome {
    var copy = writing(text(making: wanted))
    copy.holdWhatGoes(without: wanted, of: textEdits)
    var shift = 0
    copy.chosen = wanted.sorted { $0.range.lowerBound < $1.range.lowerBound }.map { edit in
      let start = edit.range.lowerBound + shift
      shift += edit.newRange.count - edit.range.count
      return TextEdit(range: edit.range, newRange: start..<start + edit.newRange.count, rules: edit.rules, evidence: edit.evidence)
    }
    return copy
  }

  /// Makes the findings wait whose changes are not wanted: each goes with the nearest change that its rule made.
  private mutating func holdWhatGoes(without wanted: [TextEdit], of all: [TextEdit]) {
    guard wanted.count < all.count else { return }
    let starts = before.lineStarts
    func line(_ edit: TextEdit) -> Int { (starts.lastIndex { $0 <= edit.range.lowerBound } ?? 0) + 1 }
    for (number, finding) in findings.enumerated() where [.rewritten, .review].contains(finding.action) {
      let own = all.filter { $0.rules.contains(finding.rule) }
      let nearest = (own.isEmpty ? all : own).min { abs(line($0) - finding.line) < abs(line($1) - finding.line) }
      if let nearest, !wanted.contains(nearest) { findings[number] = finding.held }
    }
  }

  /// The texts on the way, one after each rule: those of a hop after one another, hop after hop.
  ///
  /// Only the last text of a hop is sure to compile.
  package func stages(_ book: RuleBook) -> [(hop: Hop, rule: String, text: [UInt8])] {
    guard isChanged else { return [] }
    let mark = before.starts(with: ParsedFile.byteOrderMark) ? ParsedFile.byteOrderMark : []
    return hops.flatMap { made -> [(hop: Hop, rule: String, text: [UInt8])] in
      let rules = Set(made.edits.map(\.rule)).map { (hop: book[$0]?.hop ?? made.hop, rule: $0) }.sorted { ($0.hop, $0.rule) < ($1.hop, $1.rule) }
      return rules.indices.compactMap { last -> (hop: Hop, rule: String, text: [UInt8])? in
        let wanted = Set(rules[...last].map(\.rule))
        guard let applied = try? EditSet(made.edits.filter { wanted.contains($0.rule) }).apply(to: made.text) else { return nil }
        return (rules[last].hop, rules[last].rule, mark + applied.bytes)
      }
    }
  }
}

/// Edits by the old text that they change, to be asked for those that touch a range.
private struct TouchingParts {
  private let parts: [(range: Range<Int>, edit: Edit)]
  /// How far any of the parts up to each one reaches.
  private let reaches: [Int]

  init(_ parts: [(range: Range<Int>, edit: Edit)]) {
    self.parts = parts.sorted { $0.range.lowerBound < $1.range.lowerBound }
    var (reach, reaches): (Int, [Int]) = (0, [])
    for part in self.parts {
      reach = max(reach, part.range.upperBound)
      reaches.append(reach)
    }
    self.reaches = reaches
  }

  func edits(of range: Range<Int>) -> [Edit] {
    let first = reaches.partition(from: range.lowerBound)
    return parts[first...].prefix { $0.range.lowerBound <= range.upperBound }.filter { range.lowerBound <= $0.range.upperBound }.map(\.edit)
  }
}

extension [Int] {
  /// The first place in an ascending list whose number is not less than this one.
  fileprivate func partition(from number: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Where the bytes of a text come from, through all the hops up to it.
private struct Runs {
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
    if isEnd, let run = runs[first { $0.start + $0.count >= offset }...].first(where: { $0.origin != nil }), let origin = run.origin {
      return origin + max(0, offset - run.start)
    }
    if let run = runs[..<first { $0.start > offset }].last(where: { $0.origin != nil }), let origin = run.origin {
      return origin + min(run.count, offset - run.start)
    }
    return isEnd ? runs.compactMap { run in run.origin.map { $0 + run.count } }.max() ?? 0 : 0
  }

  /// The first run for which `holds`, which from some run on holds for all.
  private func first(_ holds: (Run) -> Bool) -> Int {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(runs[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
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
      for run in runs[first { range.lowerBound < $0.start + $0.count }...].prefix(while: { $0.start < range.upperBound }) {
        let from = max(run.start, range.lowerBound)
        let to = min(run.start + run.count, range.upperBound)
        next.runs.append(Run(start: segment.start + from - range.lowerBound, count: to - from, origin: run.origin.map { $0 + from - run.start }))
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
    var best: [(bytes: Int, previous: Int?)] = []
    for (index, run) in kept.enumerated() {
      var entry: (bytes: Int, previous: Int?) = (run.count, nil)
      for earlier in 0..<index {
        guard let origin = run.origin, let before = kept[earlier].origin, before + kept[earlier].count <= origin else { continue }
        if best[earlier].bytes + run.count > entry.bytes { entry = (best[earlier].bytes + run.count, earlier) }
      }
      best.append(entry)
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
