import Foundation
import TestSupport
import Testing

@testable import MigrationReport

@Suite("Reports for people and code hosts")
struct ReportTextTests {
  private let report: MigrationReport
  init() throws { report = try ReportFixture.report() }

  @Test func silentFindingsComeBeforeLoudOnes() throws {
    let text = report.text()
    let silent = try #require(text.range(of: "SILENT: "))
    let loud = try #require(text.range(of: "LOUD: "))
    #expect(silent.lowerBound < loud.lowerBound)
    #expect(text[silent.lowerBound..<loud.lowerBound].contains("recovery-step-ids-qualified"))
  }

  @Test func aSilentFindingShowsADifferentResult() {
    #expect(
      report.text().contains(
        "0.18 prints:\n    | (\"wax\", 1)\n    | (\"wax\", 2)\n  0.19 prints:\n    | (\"wax\", 1)\n    | (\"wax\", 1)\n"))
  }

  @Test func thereIsColourOnlyWhereItIsAskedFor() {
    #expect(!report.text().contains("\u{1B}["))
    #expect(report.text(TextStyle(isColoured: true)).contains("\u{1B}["))
  }

  @Test func proseKeepsToTheWidth() {
    let prose = report.text(TextStyle(width: 60)).split(separator: "\n").filter { $0.wholeMatch(of: /[ ]{2}[A-Za-z'].*/) != nil }
    let wide = prose.filter { $0.count > 60 }
    #expect(prose.count > 30)
    // Places and what recovery says of a step are a line each, so that they can be searched for.
    #expect(wide.allSatisfy { $0.contains(", line ") || $0.hasPrefix("  flows/") }, "\(wide)")
  }

  @Test func onlyDecisionsMeansOnlyDecisions() {
    let lines = report.lines(onlyDecisions: true).split(separator: "\n").dropLast()
    #expect(lines.count == report.statistics.decisions)
    #expect(!report.text(onlyDecisions: true).contains("[rewritten]"))
  }

  @Test func aGitHubCommandIsOneLineWhateverItSays() {
    let lines = report.github().split(separator: "\n")
    #expect(lines.count == report.findings.count - 1 + 1)
    #expect(lines.allSatisfy { $0.wholeMatch(of: /::(error|warning|notice) [^:]*::.+/) != nil })
    #expect(lines.contains { $0.contains("file=flows/Odd name%2C 100%25.swift,line=4,endLine=4,col=2,endColumn=12") })
    #expect(!report.github().contains("\r"))
  }

  @Test func theMarkdownNamesNobodyAndBreaksNoTable() {
    #expect(MarkdownText.prose("a|b @team <b> *x* _y_") == "a\\|b @\u{200B}team &lt;b> \\*x\\* \\_y\\_")
    #expect(MarkdownText.code("a`b") == "``a`b``")
    #expect(MarkdownText.code("`") == "`` ` ``")
  }

  @Test(arguments: [(900, "and 4 more places."), (4_000, "and 4 more places.")])
  func aLongMarkdownReportStaysACommentAndSaysWhatIsMissing(_ length: Int, _ missing: String) throws {
    var long = try MigrationReport(book: packageRules, detail: .all)
    let name = String(repeating: "w", count: length)
    let source =
      "import Bytewax\nlet flow = Dataflow()\nflow.input(\"w\", FileInput(\"\(name).txt\"))\nflow.output(\"o\", StdOutput())\n"
    for number in 0..<24 { long.add(try ReportFixture.outcome(source, path: "flows/\(number)/Flow.swift")) }
    let page = long.markdown()
    #expect(page.utf8.count < 65_536)
    #expect(page.contains("and 4 more files, with 4 decisions."))
    #expect(page.contains(missing))
  }

  @Test func theCSVHasAsManyCellsInEachRow() {
    let rows = report.csv.components(separatedBy: "\r\n").dropLast()
    #expect(rows.count == 1 + report.statisticsByRule.count + report.flows.count + 1)
    #expect(rows.contains { $0.contains("file,\"flows/Odd name, 100%.swift\",8,8,0,0,0,0,0,0,1.0,migrates-by-itself") })
  }

  @Test func noSourceTextCanEndTheElementItStandsIn() throws {
    let page = try report.html()
    let start = try #require(page.range(of: "<script type=\"application/json\" id=\"report\">"))
    let end = try #require(page[start.upperBound...].range(of: "</script>"))
    let data = page[start.upperBound..<end.lowerBound]
    #expect(!data.contains("<") && !data.contains("&"))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
    let findings = try #require(object["findings"] as? [[String: Any]])
    #expect(findings.count == report.findings.count)
    #expect(findings.contains { ($0["s"] as? String)?.contains("</script>") == true })
  }

  @Test func thePageAsksForNothingElse() throws {
    let page = try report.html()
    for mark in ["http://", "https://", "src=", "@import", "url("] { #expect(!page.contains(mark), "\(mark)") }
    #expect(page.contains("default-src 'none'"))
  }

  @Test func aReportWithoutFlowsSaysSo() throws {
    let empty = try MigrationReport([], book: ReportFixture.book(), detail: .all)
    #expect(empty.text() == "no flows found\n")
    #expect(empty.lines() == "no flows found\n")
    #expect(empty.markdown() == "# Migration report\n\nno flows found\n")
    #expect(try empty.html().contains("\"findings\":[]"))
  }
}
