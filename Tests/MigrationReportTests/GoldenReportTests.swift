import Foundation
import Testing

@testable import MigrationReport

@Suite("Each format is what is expected, byte for byte")
struct GoldenReportTests {
  @Test(arguments: ["txt", "coloured.txt", "lines", "decisions.lines", "md", "json", "sarif", "github", "csv", "html"])
  func format(_ name: String) throws {
    let expected = ReportFixture.folder.appending(path: "expected/report.\(name)")
    let text = try Self.text(of: ReportFixture.report(), as: name)
    // For whoever changes a format on purpose: write the files anew, and look at the difference.
    if ProcessInfo.processInfo.environment["WAXWING_WRITE_EXPECTED_REPORTS"] != nil {
      try Data(text.utf8).write(to: expected)
    }
    let known = try String(contentsOf: expected, encoding: .utf8)
    #expect(UnifiedDiff.text(from: Array(known.utf8), to: Array(text.utf8), path: "report.\(name)") == "")
  }

  private static func text(of report: MigrationReport, as name: String) throws -> String {
    switch name {
    case "coloured.txt": report.text(TextStyle(isColoured: true, width: 60, cutsSource: true))
    case "lines": report.lines()
    case "decisions.lines": report.lines(onlyDecisions: true)
    case "md": report.markdown()
    case "json": try report.json()
    case "sarif": try report.sarif()
    case "github": report.github()
    case "csv": report.csv
    case "html": try report.html()
    default: report.text()
    }
  }
}
