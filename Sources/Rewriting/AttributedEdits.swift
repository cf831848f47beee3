extension FileOutcome {
  /// The changes, each with all rules that are counted for it.
  ///
  /// A rule may have no change of its own, because what it wants is part of another's, as a step's id is part of the call that it
  /// becomes: then it counts for the change that is nearest to where it is told of.
  package var attributedEdits: [TextEdit] {
    var edits = textEdits
    guard !edits.isEmpty else { return edits }
    let starts = before.lineStarts
    let lines = edits.map { edit in
      line(edit.range.lowerBound, starts)...line(max(edit.range.lowerBound, edit.range.upperBound - 1), starts)
    }
    func distance(_ number: Int, _ line: Int) -> Int { max(0, lines[number].lowerBound - line, line - lines[number].upperBound) }
    var added = edits.map { Set($0.rules) }
    for finding in findings where [.rewritten, .review].contains(finding.action) {
      let own = edits.indices.filter { edits[$0].rules.contains(finding.rule) }
      // An argument's change may stand some lines below the call that is told of.
      if own.contains(where: { distance($0, finding.line) <= 3 }) { continue }
      guard let nearest = edits.indices.min(by: { distance($0, finding.line) < distance($1, finding.line) }),
        own.isEmpty || distance(nearest, finding.line) == 0
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

  private func line(_ offset: Int, _ starts: [Int]) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return max(1, low)
  }
}
