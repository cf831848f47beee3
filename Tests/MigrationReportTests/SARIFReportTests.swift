import Foundation
import Rewriting
import TestSupport
import Testing

@testable import MigrationReport

@Suite("The SARIF report")
struct SARIFReportTests {
  private func run(_ report: MigrationReport) throws -> [String: Any] {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(report.sarif().utf8)) as? [String: Any])
    #expect(object["version"] as? String == "2.1.0")
    return try #require((object["runs"] as? [[String: Any]])?.first)
  }

  @Test func eachResultPointsAtItsRule() throws {
    let report = try ReportFixture.report()
    let run = try run(report)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(Set(rules).count == rules.count)
    #expect(results.count == report.findings.count)
    for result in results { #expect(rules[try #require(result["ruleIndex"] as? Int)] == result["ruleId"] as? String) }
  }

  @Test func aSuppressedFindingIsThereWithItsReason() throws {
    let results = try #require(try run(ReportFixture.report())["results"] as? [[String: Any]])
    let suppressed = results.compactMap { ($0["suppressions"] as? [[String: Any]])?.first }
    #expect(suppressed.count == 1)
    #expect(suppressed.first?["kind"] as? String == "inSource")
    #expect(suppressed.first?["justification"] as? String == "the store is made anew each day")
  }

  @Test func aPathIsAURI() throws {
    let text = try ReportFixture.report().sarif()
    #expect(text.contains("\"uri\" : \"flows/Odd%20name,%20100%25.swift\""))
  }

  @Test(arguments: [
    "v0.16/custom-partitioned-sink", "v0.17/flow-in-loop", "v0.17/flow-in-class", "v0.17/odd-layout", "v0.17/reduce-until-complete",
    "v0.17/order-book", "v0.17/helper-called-twice", "v0.18/running-mean",
  ])
  func allFixesTogetherMakeTheMigratedFile(_ program: String) throws {
    let file = packageFolder.appending(path: "Fixtures/Programs/\(program).swift")
    let outcome = try Migration(book: packageRules).rewrite(path: program, bytes: Array(Data(contentsOf: file)))
    #expect(outcome.isChanged)
    #expect(try fixed(outcome) == String(decoding: outcome.after, as: UTF8.self))
  }

  @Test func soTheyDoWithOddLineEndingsAndNoFinalNewline() throws {
    for outcome in try ReportFixture.outcomes() {
      #expect(try fixed(outcome) == String(decoding: outcome.after, as: UTF8.self), "\(outcome.path)")
    }
    let unended = try ReportFixture.outcome("import Bytewax\nlet flow = Dataflow()\nflow.input(\"i\", TestingInput([1]))\nflow.map { (n: Int) in n }\nflow.output(\"o\", StdOutput())")
    #expect(unended.isChanged)
    #expect(try fixed(unended) == String(decoding: unended.after, as: UTF8.self))
  }

  /// The file after all replacements of its results, made from the back by lines and UTF-16 columns as the format counts them.
  private func fixed(_ outcome: FileOutcome) throws -> String {
    let results = try #require(try run(MigrationReport([outcome], book: packageRules, detail: .all))["results"] as? [[String: Any]])
    let changes = results.flatMap { $0["fixes"] as? [[String: Any]] ?? [] }.flatMap { $0["artifactChanges"] as? [[String: Any]] ?? [] }
    var units = Array(String(decoding: outcome.before, as: UTF8.self).utf16)
    let starts = [0] + units.indices.filter { units[$0] == 10 }.map { $0 + 1 }
    let replacements = try changes.flatMap { $0["replacements"] as? [[String: Any]] ?? [] }.map { replacement in
      let region = try #require(replacement["deletedRegion"] as? [String: Int])
      let text = try #require((replacement["insertedContent"] as? [String: Any])?["text"] as? String)
      let start = starts[try #require(region["startLine"]) - 1] + (try #require(region["startColumn"])) - 1
      let end = starts[try #require(region["endLine"]) - 1] + (try #require(region["endColumn"])) - 1
      return (start..<end, text)
    }
    for (range, text) in replacements.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) { units.replaceSubrange(range, with: Array(text.utf16)) }
    return String(decoding: units, as: UTF16.self)
  }
}
