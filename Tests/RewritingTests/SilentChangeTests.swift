import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

/// The changes of the real releases that raise no error and give another result: none of their places is missed.
@Suite("Silent changes")
struct SilentChangeTests {
  /// A change, the era that meets it, and how a plain search in the text finds its places.
  struct Change: CustomTestStringConvertible, Sendable {
    let rule: String
    let era: Era
    let pattern: String
    var testDescription: String { rule }
  }

  static let changes = [
    Change(rule: "assign-part-to-part-fn", era: .v0_16, pattern: #"func assignPart\("#),
    Change(rule: "failure-drops-whole-batch", era: .v0_16, pattern: #"\b(File|Dir|CSV)Input\("#),
    Change(rule: "reduce-removed", era: .v0_17, pattern: #"\.reduce\(""#),
    Change(rule: "dynamic-source-build-step-id", era: .v0_18, pattern: #"func build\(now:"#),
    Change(rule: "source-build-part-step-id", era: .v0_18, pattern: #"func buildPart\(now:"#),
    Change(rule: "window-metadata", era: .v0_17, pattern: #"\.(fold|reduce|collect)Window\("#),
  ]

  @Test("each place of a fixture that a text search finds is told, and says what becomes of it", arguments: changes)
  func eachPlaceIsTold(_ change: Change) throws {
    let rule = try #require(packageRules[change.rule])
    #expect(rule.severity == .silent && rule.example != nil)
    let pattern = try Regex(change.pattern)
    var places = 0
    for name in ProgramTests.programs(change.era).sorted() {
      let source = try ProgramTests.text(of: name, change.era)
      let outcome = try rewrite(source, from: change.era, path: name + ".swift")
      let told = (outcome.findings + outcome.suppressed.map(\.finding)).filter { $0.rule == change.rule }
      for (number, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        guard line.firstMatch(of: pattern) != nil, line.first(where: { $0 != " " }) != "/" else { continue }
        places += 1
        #expect(told.contains { $0.line == number + 1 && !$0.message.isEmpty && $0.severity == .silent }, "\(name):\(number + 1)")
      }
    }
    #expect(places > 0, "no fixture has such a place")
  }
}
