import SourceFacts

extension FileOutcome {
  /// The changes, each with all rules that are counted for it.
  ///
  /// A rule may have no change of its own, because what it wants is part of another's, as a step's id is part of the call that it
  /// becomes: then it counts for the change that is nearest to where it is told of.
  package var attributedEdits: [TextEdit] {
    var edits = textEdits
    guard !edits.isEmpty else { return edits }
    let starts = before.lineStarts
    func line(_ offset: Int) -> Int { max(1, starts.firstPlace { $0 > offset }) }
    let lines = edits.map { edit in
      line(edit.range.lowerBound)...line(max(edit.range.lowerBound, edit.range.upperBound - 1))
    }
    var ofRule: [String: [Int]] = [:]
    for number in edits.indices { for rule in edits[number].rules { ofRule[rule, default: []].append(number) } }
    func isNear(_ number: Int, _ line: Int, within distance: Int) -> Bool {
      lines[number].lowerBound - distance <= line && line <= lines[number].upperBound + distance
    }
    var added = edits.map { Set($0.rules) }
    for finding in findings where [.rewritten, .review].contains(finding.action) {
      let own = ofRule[finding.rule] ?? []
      // An argument's change may stand some lines below the call that is told of.
      if let nearest = own.firstNearest(to: finding.line, reach: { lines[$0] }), isNear(own[nearest], finding.line, within: 3) {
        continue
      }
      guard let nearest = lines.firstNearest(to: finding.line, reach: { $0 }),
        own.isEmpty || isNear(nearest, finding.line, within: 0)
      else { continue }
      added[nearest].insert(finding.rule)
    }
    for number in edits.indices where added[number].count > edits[number].rules.count {
      let edit = edits[number]
      edits[number] = TextEdit(range: edit.range, newRange: edit.newRange, rules: added[number].sorted(), evidence: edit.evidence)
    }
    return edits
  }

  /// The rules without a change of their own, each with those whose changes it is part of.
  package var mergedRules: [String: Set<String>] {
    let own = textEdits
    let all = Set(own.flatMap(\.rules))
    var merged: [String: Set<String>] = [:]
    for (edit, attributed) in zip(own, attributedEdits) {
      for rule in attributed.rules where !all.contains(rule) { merged[rule, default: []].formUnion(edit.rules) }
    }
    return merged
  }
}
