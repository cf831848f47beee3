import Rewriting
import TestSupport
import Testing

@testable import MigrationReport

@Suite("Statistics")
struct StatisticsTests {
  @Test func rulesAndFilesBothAddUpToTheWhole() throws {
    let report = try ReportFixture.report()
    func sums(_ all: [Statistics]) -> [Int] {
      [\Statistics.total, \.toDo, \.decisions, \.rewritten, \.suppressed].map { key in all.reduce(0) { $0 + $1[keyPath: key] } }
    }
    let whole = sums([report.statistics])
    #expect(sums(report.statisticsByRule.map(\.statistics)) == whole)
    #expect(sums(report.statisticsByFile.map(\.statistics)) == whole)
    #expect(report.statistics.total + report.statistics.suppressed == report.findings.count)
  }

  @Test func whatIsSuppressedCountsForNothingElse() throws {
    let report = try ReportFixture.report()
    let counts = try #require(report.statisticsByFile.first { $0.file.file.hasSuffix("Counts.swift") })
    #expect(counts.statistics.suppressed == 1)
    #expect(counts.statistics.decide == 1)
  }

  @Test func nearlyAllIsNotAll() throws {
    var statistics = Statistics([ReportedFinding]())
    let report = try ReportFixture.report()
    let rewritten = try #require(report.findings.first { $0.action == .rewritten })
    let left = try #require(report.findings.first { $0.action == .left })
    let old = "import Bytewax016\nimport Foundation\nsetenv(\"BYTEWAX_EPOCH_INTERVAL\", \"5\", 1)\nlet flow = Dataflow()\n"
    let review = try #require(try ReportFixture.report(old).findings.first { $0.action == .review })
    #expect(statistics.automaticText == "–")
    for _ in 0..<999 { statistics.add(rewritten) }
    // What someone is to look at is rewritten all the same.
    statistics.add(review)
    #expect(statistics.written == 1000 && statistics.writtenText == "1000 of 1000 places are rewritten (100 %), 1 of them for you to review")
    #expect(statistics.automaticText == "100 %")
    statistics.add(left)
    #expect(statistics.automaticText == "99 %")
  }

  @Test func theEffortIsCountedNotInvented() throws {
    #expect(try ReportFixture.report("import Bytewax\nlet flow = Dataflow()\nflow.input(\"i\", TestingInput([1]))\nflow.output(\"o\", StdOutput())\n").effort == "nothing waits for a person")
    #expect(try ReportFixture.report().effort == "5 decisions in 4 files, of 4 kinds")
  }

  @Test func eachFlowHasTheVerdictItsFindingsGive() throws {
    let verdicts = try ReportFixture.report().flows.map { "\($0.file): \($0.verdict.rawValue)" }
    #expect(
      verdicts == [
        "flows/Broken.swift: not-judged", "flows/Counts.swift: needs-a-person", "flows/Half.swift: needs-a-person",
        "flows/Odd name, 100%.swift: migrates-by-itself", "flows/Registry.swift: runs-on-the-shim",
      ])
  }

  @Test func onlyWhatACompilerBoreOutIsUpToDate() throws {
    let outcome = try ReportFixture.outcome("import Bytewax\nlet flow = Dataflow(\"f\")\nlet i = op.input(\"i\", flow, TestingSource([1]))\nop.output(\"o\", i, StdOutSink())\n")
    func report(_ outcomes: FileOutcome...) throws -> MigrationReport { try MigrationReport(outcomes, book: packageRules, detail: .all) }
    let (proven, open) = (outcome.proving(.proven), outcome.proving(.open("line 2: why")))
    #expect(try report(proven).flows.map(\.verdict) == [.upToDate])
    #expect(try report(proven).summary == "nothing to do for 1 flow")
    #expect(try report(open).flows.map(\.verdict) == [.notProven])
    #expect(try report(open).summary == "nothing to do for 1 flow, not proven: line 2: why")
    #expect(try report(open, proven, open).summary == "nothing to do for 3 flows, not proven for 2: line 2: why")
    #expect(try report(outcome).summary == "nothing to do for 1 flow, not proven: no compiler was asked")
    #expect(try report(open).text().contains("f/Flow.swift: not proven to be up to date: line 2: why\n"))
    #expect(try report(open).markdown().contains("not proven to be up to date: line 2: why"))
    #expect(try report(open).json().contains("\"unproven\" : \"line 2: why\""))
  }

  @Test func aFileThatIsHeldBackByAnotherWaits() throws {
    let finding = Finding(rule: "epoch-interval-env-renamed", file: ".env", action: .held, message: "")
    let script = FileOutcome(path: ".env", before: Array("x\n".utf8), after: Array("x\n".utf8), findings: [finding])
    #expect(try MigrationReport([script], book: ReportFixture.book(), detail: .all).flows.map(\.verdict) == [.waits])
  }

  @Test func aScriptIsNoFlowAndWhatIsIgnoredInItCountsForNothing() throws {
    let finding = Finding(rule: "epoch-interval-flag-renamed", file: "run.sh", action: .left, message: "")
    let ignored = SuppressedFinding(finding, reason: "of another program", isInSource: true)
    let script = FileOutcome(path: "run.sh", before: Array("x\n".utf8), after: Array("x\n".utf8), findings: [], suppressed: [ignored])
    let report = try MigrationReport([script], book: ReportFixture.book(), detail: .all)
    #expect(report.flows.map(\.verdict) == [.upToDate])
    #expect(report.verdicts.isEmpty && report.flowCount == 0)
    #expect(report.text() == "FILES\n\(String(repeating: "─", count: 80))\nrun.sh: up to date\n\n1 finding in 1 file: 1 suppressed\n")
  }
}
