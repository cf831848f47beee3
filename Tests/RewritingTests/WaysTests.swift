import RuleBook
import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

/// However one goes from an era to the newest, one arrives at the same text, and nothing is left to change there.
@Suite("Ways from era to era")
struct WaysTests {
  @Test("all at once is the same as hop by hop", arguments: try RuleCase.all())
  func allAtOnceIsHopByHop(_ ruleCase: RuleCase) throws {
    let rule = try #require(packageRules[ruleCase.rule])
    let from = try #require(Era(rawValue: rule.hop.from))
    let direct = try rewrite(ruleCase.before, from: from)
    var text = ruleCase.before
    var era = from
    while let next = era.next {
      let outcome = try rewrite(text, from: era, to: next)
      text = outcome.text
      // A flow that cannot go on stays in its era, as it does when it goes all the way at once.
      guard outcome.reached == next else { break }
      era = next
    }
    #expect(text == direct.text)
    #expect(era == direct.reached)
    #expect(try !rewrite(direct.text, from: direct.reached).isChanged, "a second run changes it again")
  }
}
