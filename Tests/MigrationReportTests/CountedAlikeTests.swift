import Foundation
import Testing

@testable import MigrationReport

@Suite("All forms of a report count the same")
struct CountedAlikeTests {
  @Test("the same places in each form, by the same words", arguments: [false, true])
  func places(_ onlyDecisions: Bool) throws {
    let report = try ReportFixture.report()
    let total = report.statistics.total
    #expect(total > 10)
    func titles(_ text: String) -> [String] {
      text.matches(of: /(?i)(?:## |\n|^)((?:silent|loud|no effect)[^\n(]*\([0-9]+ places?)/).map { $0.output.1.lowercased() }
    }
    let counted = report.concerns().map { concern in
      concern.title.lowercased().replacing(/(places?).*/) { $0.output.1 }
    }
    #expect(titles(report.text(onlyDecisions: onlyDecisions)).allSatisfy(counted.contains))
    #expect(titles(report.markdown(onlyDecisions: onlyDecisions)).allSatisfy(counted.contains))
    #expect(!titles(report.text()).isEmpty && !titles(report.markdown()).isEmpty)
    #expect(counted.reduce(0) { $0 + (Int($1.matches(of: /\(([0-9]+)/).first?.output.1 ?? "") ?? 0) } == total)
    #expect(report.lines().split(separator: "\n").count - 1 == total)
    #expect(report.github().split(separator: "\n").count - 1 == total)
    #expect(report.csv.contains("all,,\(total),"))
    let json = try JSONDecoder().decode(ReportDocument.self, from: Data(report.json().utf8))
    #expect(json.findings.count { $0.suppression == nil } == total)
    let sarif = try #require(try JSONSerialization.jsonObject(with: Data(report.sarif().utf8)) as? [String: Any])
    let results = try #require((sarif["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])
    #expect(results.count { ($0["suppressions"] as? [Any])?.isEmpty ?? true } == total)
  }
}

@Suite("Long lines")
struct LongLineTests {
  /// As many findings as a line has places must not quote it as many times.
  @Test("a report on one long line stays in proportion", arguments: [100, 400])
  func oneLine(_ steps: Int) throws {
    let line = (0..<steps).map { _ in "flow.map { (ä: Int) in ä + 1 }" }.joined(separator: "; ")
    let source =
      "import Bytewax\nlet flow = Dataflow(); flow.input(\"in\", TestingInput([1])); \(line); flow.output(\"out\", StdOutput())\n"
    let report = try ReportFixture.report(source)
    let bound = 2_600 * report.findings.count + 200_000
    for text in [report.text(), report.markdown(), report.lines(), report.github(), report.csv, try report.json()] {
      #expect(text.utf8.count < bound)
    }
    let lines = source.split(separator: "\n")
    for finding in report.findings {
      let whole = Array(lines[finding.line - 1].utf8)
      #expect(finding.source.utf8.count <= 410)
      #expect(finding.source.utf8.elementsEqual(whole[(finding.skipped?.bytes ?? 0)...].prefix(finding.source.utf8.count)))
      let before = String(decoding: whole.prefix(finding.column - 1), as: UTF8.self)
      #expect(finding.utf16Columns.lowerBound == before.utf16.count + 1)
      #expect(finding.sourceColumn >= 1 && finding.sourceColumn <= finding.source.utf8.count)
    }
  }
}
