import RuleBook
import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

@Suite("Rule cases")
struct RuleCaseTests {
  @Test("each case does what its file name says", arguments: try RuleCase.all())
  func eachCase(_ ruleCase: RuleCase) throws {
    let rule = try #require(packageRules[ruleCase.rule])
    let from = try #require(Era(rawValue: rule.hop.from))
    let to = try #require(Era(rawValue: rule.hop.to))
    let outcome = try rewrite(ruleCase.before, from: from, to: to)
    #expect(outcome.text == ruleCase.after)
    #expect(outcome.marks(of: rule.id) == ruleCase.marks)
    let actions = Set(outcome.findings.filter { $0.rule == rule.id }.map(\.action))
    switch ruleCase.verdict {
    case "rewrites": #expect(!actions.isDisjoint(with: [.rewritten, .review]))
    case "reports": #expect(!actions.isDisjoint(with: [.reported, .left, .review]))
    case "keeps": #expect(actions.isEmpty)
    default: Issue.record("the case's name begins with no verdict")
    }
    #expect(try !rewrite(outcome.text, from: outcome.reached, to: to).isChanged, "a second run changes it again")
  }

  @Test func everyRuleHasACaseThatItMeetsAndOneThatItDoesNot() throws {
    let cases = Dictionary(grouping: try RuleCase.all(), by: \.rule)
    for rule in try packageRules.rules {
      let verdicts = Set(cases[rule.id, default: []].map(\.verdict))
      #expect(verdicts.contains("keeps"), "\(rule.id) has no keeps_ case")
      #expect(verdicts.contains("rewrites") || verdicts.contains("reports"), "\(rule.id) has no rewrites_ or reports_ case")
    }
    #expect(try Set(cases.keys).isSubset(of: packageRules.rules.map(\.id)), "a folder of cases has no rule")
  }
}
