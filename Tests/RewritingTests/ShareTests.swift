import Foundation
import RuleBook
import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

/// The share of places that are rewritten by themselves, for each breaking change, over all programs of `Fixtures/Programs`.
@Suite("Shares")
struct ShareTests {
  /// The places of one breaking change, by what becomes of them.
  struct Tally: Equatable {
    var rewritten = 0
    var review = 0
    var left = 0
    var all: Int { rewritten + review + left }
  }

  @Test func ofAllPlacesAtLeast95InAHundredAreRewritten() throws {
    let total = try Self.tallies().values.reduce(into: Tally()) { sum, tally in
      sum.rewritten += tally.rewritten
      sum.review += tally.review
      sum.left += tally.left
    }
    #expect(total.all > 900)
    #expect(Double(total.rewritten) / Double(total.all) >= 0.95)
    #expect(total.left == 0, "no program is left to a person")
  }

  /// `WAXWING_UPDATE=1` writes the page instead.
  @Test func thePageOfSharesIsCurrent() throws {
    let page = try Self.page()
    let file = packageFolder.appendingPathComponent("Rules/shares.md")
    if ProcessInfo.processInfo.environment["WAXWING_UPDATE"] != nil { try Data(page.utf8).write(to: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == page, "run the tests with WAXWING_UPDATE=1 and look at the difference")
  }

  private static func tallies() throws -> [String: Tally] {
    var tallies: [String: Tally] = [:]
    for era in Era.allCases where era < .newest {
      for name in ProgramTests.programs(era).sorted() {
        let text = try ProgramTests.text(of: name, era)
        for finding in try rewrite(text, from: era, path: name + ".swift").findings {
          switch finding.action {
          case .rewritten: tallies[finding.rule, default: Tally()].rewritten += 1
          case .review: tallies[finding.rule, default: Tally()].review += 1
          case .left, .held: tallies[finding.rule, default: Tally()].left += 1
          case .reported: break
          }
        }
      }
    }
    return tallies
  }

  private static func page() throws -> String {
    let tallies = try tallies()
    let programs = Era.allCases.filter { $0 < .newest }.map { "\(ProgramTests.programs($0).count) of \($0.rawValue)" }.joined(separator: ", ")
    var page = """
      # What is rewritten by itself

      Places in the programs of `Fixtures/Programs` (\(programs)) on their way to \(Era.newest.rawValue), for each breaking change that
      changes their text. A test makes this page and fails when it is stale.

      | Breaking change | Places | Rewritten | Rewritten, to review | Left | Share |
      |---|---|---|---|---|---|

      """
    func row(_ name: String, _ tally: Tally) -> String {
      "| \(name) | \(tally.all) | \(tally.rewritten) | \(tally.review) | \(tally.left) | \((tally.rewritten * 1000 / tally.all + 5) / 10) % |\n"
    }
    for (rule, tally) in tallies.sorted(by: { $0.key < $1.key }) { page += row("`\(rule)`", tally) }
    let all = tallies.values.reduce(into: Tally()) { $0 = Tally(rewritten: $0.rewritten + $1.rewritten, review: $0.review + $1.review, left: $0.left + $1.left) }
    return page + row("all", all)
  }
}
