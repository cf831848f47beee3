extension RuleBook {
  /// What to say of an id that no rule has: the nearest one, if any is near.
  package func complaint(about id: String) -> String {
    let near = (rules.map(\.id) + defects.map(\.id) + problems.map(\.id)).map { ($0, Self.distance(id, $0)) }.min { $0.1 < $1.1 }
    let hint = near.flatMap { $0.1 <= max(2, id.count / 3) ? "did you mean '\($0.0)'? " : nil } ?? ""
    return "no rule '\(id)'; \(hint)'waxwing rules' lists them"
  }

  /// Whether a rule or a defect has this id.
  package func knows(_ id: String) -> Bool { self[id] != nil || defect(id) != nil }

  /// Whether a report may name this id: that of a rule, a defect or a problem.
  package func explains(_ id: String) -> Bool { knows(id) || problem(id) != nil }

  /// Why `--apply` cannot take this rule; nil if it can, because an edit of it waits to be asked for or is made anyway.
  package func objection(toApplying id: String) -> String? {
    guard knows(id) else { return complaint(about: id) }
    guard let rule = self[id] else {
      return "'\(id)' is a defect of real releases and no rule, so there is nothing to apply; leave it out"
    }
    guard rule.safety == .reportOnly && !rule.isMadeOnRequest else { return nil }
    let others = rules.filter(\.isMadeOnRequest).map(\.id).joined(separator: ", ")
    return
      "rule '\(id)' only reports, it has no edit to apply; 'waxwing rules show \(id)' says what to do. --apply takes \(others)"
  }

  /// The book with only some of its rules.
  package func keeping(_ isKept: (Rule) -> Bool) -> RuleBook {
    RuleBook(rules: rules.filter(isKept), defects: defects, problems: problems, leftOut: leftOut + rules.filter { !isKept($0) })
  }

  /// How many letters have to be put in, taken out or changed to make one text of another.
  static func distance(_ one: String, _ other: String) -> Int {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    var row = Array(0...other.count)
    for (line, letter) in one.enumerated() {
      var last = row[0]
      row[0] = line + 1
      for (column, wanted) in other.enumerated() {
        let changed = last + (letter == wanted ? 0 : 1)
        last = row[column + 1]
        row[column + 1] = min(changed, last + 1, row[column] + 1)
      }
    }
    return row[other.count]
  }
}
