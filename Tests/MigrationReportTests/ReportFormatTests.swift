import Foundation
import Rewriting
import RuleBook
import Testing

@testable import MigrationReport

@Suite("Reports")
struct ReportFormatTests {
  private let report: MigrationReport

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let book = try RuleBook(directory: root.appendingPathComponent("Rules", isDirectory: true), vocabulary: ActionRegistry.vocabulary)
    let source = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\nflow.output(\"out\", StdOutput())\n"
    report = MigrationReport([try Migration(book: book).rewrite(path: "f/Flow.swift", bytes: Array(source.utf8))], book: book)
  }

  @Test func theTextHasALineForEachFindingAndASummary() {
    let lines = report.text.split(separator: "\n")
    #expect(lines.first == "f/Flow.swift:2:12: dataflow-needs-id: a flow has an id [rewritten]")
    #expect(lines.last == "5 findings in 1 file: 5 rewritten")
    #expect(lines.contains("f/Flow.swift: 0.17, can be 0.19 (line 2: 'Dataflow()' without an id is 0.16 or 0.17)"))
  }

  @Test func theJSONIsOneObjectWhoseFindingsSayRulePlaceAndMessage() throws {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(report.json().utf8)) as? [String: Any])
    #expect(Set(object.keys) == ["findings", "flows", "summary"])
    let findings = try #require(object["findings"] as? [[String: Any]])
    #expect(findings.count == 5)
    for finding in findings {
      for key in ["rule", "file", "severity", "safety", "evidence", "message", "action"] { #expect(finding[key] is String, "\(key)") }
      #expect(finding["line"] is Int && finding["column"] is Int)
    }
  }

  @Test func theMarkdownHasATableForEachFile() {
    #expect(report.markdown.contains("## f/Flow.swift"))
    #expect(report.markdown.contains("| 2 | `dataflow-needs-id` | a flow has an id | rewritten | loud |"))
  }
}
