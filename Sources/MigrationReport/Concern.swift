import RuleBook

/// Findings that do the same to a flow whose author ignores them.
struct Concern {
  let title: String
  /// The findings of each rule by their indices in the report, those with something to decide first.
  let rules: [(rule: String, findings: [Int])]
}

extension MigrationReport {
  /// The findings by concern: silent wrong results first, then failures that are seen, then the rest.
  func concerns(onlyDecisions: Bool = false, withSuppressed: Bool = false) -> [Concern] {
    let told = findings.indices.filter { index in
      onlyDecisions ? findings[index].isDecision : withSuppressed || findings[index].suppression == nil
    }
    let kinds: [(String, (ReportedFinding) -> Bool)] = [
      ("Silent: another result, and no error", { $0.severity == .silent }),
      ("Loud: does not compile, or stops with an error", { $0.severity == .loud }),
      ("No effect on results", { $0.severity == .none }),
    ]
    return kinds.compactMap { title, belongs in
      let concerned = told.filter { belongs(findings[$0]) }
      // All forms count the same places, whichever of them they list.
      let all = findings.count { ($0.suppression == nil || withSuppressed) && belongs($0) }
      let listed = concerned.count == all ? "" : ", \(concerned.count) of them for you"
      return concerned.isEmpty ? nil : Concern(title: "\(title) (\(count(all, "place"))\(listed))", rules: byRule(concerned))
    }
  }

  private func byRule(_ indices: [Int]) -> [(rule: String, findings: [Int])] {
    let groups = Dictionary(grouping: indices) { findings[$0].rule }
    return statisticsByRule.map(\.rule).compactMap { rule in
      groups[rule].map { group in
        (rule, group.partitioned { findings[$0].isDecision })
      }
    }
    .partitioned { $0.findings.contains { findings[$0].isDecision } }
  }
}

extension Array {
  /// The elements for which `isFirst` holds, then the others, each in their order.
  fileprivate func partitioned(_ isFirst: (Element) -> Bool) -> [Element] { filter(isFirst) + filter { !isFirst($0) } }
}
