import Foundation
import Testing

@testable import MigrationReport

@Suite("The JSON report")
struct JSONReportTests {
  private let check: SchemaCheck
  private let object: [String: Any]

  init() throws {
    check = try SchemaCheck("report")
    object = try SchemaCheck.object(Data(ReportFixture.report().json().utf8))
  }

  @Test func isWhatTheSchemaSays() { #expect(check.problems(object, check.root) == []) }

  @Test func theSchemaWouldSeeWhatIsWrong() throws {
    var findings = try #require(object["findings"] as? [[String: Any]])
    findings[0]["severity"] = "awful"
    findings[0]["line"] = 0
    findings[0]["rule"] = nil
    findings[0]["isDecision"] = 1
    findings[0]["extra"] = true
    let problems = check.problems(object.merging(["findings": findings]) { $1 }, check.root).sorted()
    #expect(problems.count == 5, "\(problems)")
    #expect(problems.allSatisfy { $0.hasPrefix("$.findings[0]") })
  }

  @Test func canBeReadBackAsTheValueItWas() throws {
    let report = try ReportFixture.report()
    #expect(try JSONDecoder().decode(ReportDocument.self, from: Data(report.json().utf8)) == report.document)
  }

  @Test func whatMigrateAsksForNeedsNoSecondReading() throws {
    let brief = try MigrationReport(ReportFixture.outcomes(), book: ReportFixture.book())
    #expect(brief.changes.isEmpty)
    #expect(brief.flows.allSatisfy { $0.recovery == nil })
    #expect(try brief.findings.map(\.fingerprint) == ReportFixture.report().findings.map(\.fingerprint))
  }
}
