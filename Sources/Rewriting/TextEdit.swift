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
      let doubt: Evidence =
        made.contains { $0.evidence == .unverified } ? .unverified : made.allSatisfy { $0.evidence == .typed } ? .typed : .lexical
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
      return TextEdit(
        range: edit.range, newRange: start..<start + edit.newRange.count, rules: edit.rules, evidence: edit.evidence)
    }
    return copy
  }

  /// Makes the findings wait whose changes are not wanted: each goes with the nearest change that its rule made.
  private mutating func holdWhatGoes(without wanted: [TextEdit], of all: [TextEdit]) {
    guard wanted.count < all.count else { return }
    let starts = before.lineStarts
    // In the order of the text, so each list of lines ascends.
    let lined = all.map { edit in (edit: edit, line: starts.firstPlace { $0 > edit.range.lowerBound }) }
    var ofRule: [String: [(edit: TextEdit, line: Int)]] = [:]
    for entry in lined { for rule in entry.edit.rules { ofRule[rule, default: []].append(entry) } }
    let written = Set(wanted.map(\.range))
    for (number, finding) in findings.enumerated() where [.rewritten, .review].contains(finding.action) {
      let own = ofRule[finding.rule] ?? lined
      let nearest = own.firstNearest(to: finding.line) { $0.line...$0.line }
      if let nearest, !written.contains(own[nearest].edit.range) { findings[number] = finding.held }
    }
  }

  /// The texts on the way, one after each rule: those of a hop after one another, hop after hop.
  ///
  /// Only the last text of a hop is sure to compile.
  package func stages(_ book: RuleBook) -> [(hop: Hop, rule: String, text: [UInt8])] {
    guard isChanged else { return [] }
    let mark = before.starts(with: ParsedFile.byteOrderMark) ? ParsedFile.byteOrderMark : []
    return hops.flatMap { made -> [(hop: Hop, rule: String, text: [UInt8])] in
      let rules = Set(made.edits.map(\.rule)).map { (hop: book[$0]?.hop ?? made.hop, rule: $0) }.sorted {
        ($0.hop, $0.rule) < ($1.hop, $1.rule)
      }
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
    let first = reaches.firstPlace { $0 >= range.lowerBound }
    return parts[first...].prefix { $0.range.lowerBound <= range.upperBound }.filter { range.lowerBound <= $0.range.upperBound }
      .map(\.edit)
  }
}
