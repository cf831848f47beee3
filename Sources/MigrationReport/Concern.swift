import RuleBook

/// Findings that do the same to a flow whose author ignores them.
struct Concern {
  let title: String
  /// The findings of each rule, those with something to decide first.
  let rules: [(rule: String, findings: [ReportedFinding])]
}

extension MigrationReport {
  /// The findings by concern: silent wrong results first, then failures that are seen, then the rest.
  func concerns(onlyDecisions: Bool = false, withSuppressed: Bool = false) -> [Concern] {
    let told = findings.filter { onlyDecisions ? $0.isDecision : withSuppressed || $0.suppression == nil }
    let kinds: [(String, (ReportedFinding) -> Bool)] = [
      ("Silent: another result, and no error", { $0.severity == .silent }),
      ("Loud: does not compile, or stops with an error", { $0.severity == .loud }),
      ("No effect on results", { $0.severity == .none }),
    ]
    return kinds.compactMap { title, belongs in
      let concerned = told.filter(belongs)
      return concerned.isEmpty ? nil : Concern(title: "\(title) (\(count(concerned.count, "place")))", rules: byRule(concerned))
    }
  }

  private func byRule(_ findings: [ReportedFinding]) -> [(rule: String, findings: [ReportedFinding])] {
    let groups = Dictionary(grouping: findings, by: \.rule)
    return statisticsByRule.map(\.rule).compactMap { rule in
      groups[rule].map { group in
        (rule, group.filter(\.isDecision) + group.filter { !$0.isDecision })
      }
    }
    .partitioned { $0.findings.contains(where: \.isDecision) }
  }
}

extension Array {
  /// The elements for which `isFirst` holds, then the others, each in their order.
  fileprivate func partitioned(_ isFirst: (Element) -> Bool) -> [Element] { filter(isFirst) + filter { !isFirst($0) } }
}
