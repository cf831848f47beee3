import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

/// Each rule that is counted as rewritten has a change that can be asked for by its name.
@Suite struct AttributedEditTests {
  @Test("each rule of a case is that of a change", arguments: try RuleCase.all())
  func eachRuleIsThatOfAChange(_ ruleCase: RuleCase) throws {
    let outcome = try rewrite(ruleCase.before, from: nil, to: .newest)
    let edits = outcome.attributedEdits
    guard outcome.isChanged else { return }
    let counted = Set(outcome.findings.filter { [.rewritten, .review].contains($0.action) }.map(\.rule))
    let named = Set(edits.flatMap(\.rules))
    #expect(counted.isSubset(of: named), "\(counted.subtracting(named)) have no change")
    #expect(outcome.text(making: edits) == outcome.after)
    for (rule, hosts) in outcome.mergedRules { #expect(!hosts.isEmpty && !hosts.contains(rule), "\(rule)") }
  }
}
