import Foundation
import Testing
import TreeMigration

@testable import MigrationReport

@Suite("The edit stream's schema")
struct EditStreamSchemaTests {
  private let check: SchemaCheck

  init() throws { check = try SchemaCheck("edits") }

  @Test func describesTheLineOfEachFile() throws {
    let outcomes = try ReportFixture.outcomes()
    #expect(outcomes.contains { $0.isChanged })
    for outcome in outcomes {
      let line = try Self.line(EditStreamFile(outcome))
      #expect(check.problems(line, check.root) == [], "\(outcome.path)")
    }
  }

  @Test func describesWhatCannotBeJudged() throws {
    let outcome = try ReportFixture.outcome("import Bytewax\nlet flow = Dataflow(\n")
    #expect(outcome.hasFailed)
    let line = try Self.line(EditStreamFile(outcome))
    #expect(check.problems(line, check.root) == [])
  }

  @Test func wouldSeeWhatIsWrong() throws {
    let outcome = try #require(try ReportFixture.outcomes().first(where: \.isChanged))
    var line = try Self.line(EditStreamFile(outcome))
    var edits = try #require(line["edits"] as? [[String: Any]])
    edits[0]["evidence"] = "sure"
    edits[0]["inverse"] = nil
    edits[0]["start"] = ["utf8": -1, "utf16": 0, "line": 0]
    line["edits"] = edits
    line["reached"] = "0.20"
    #expect(check.problems(line, check.root).count == 5)
  }

  private static func line(_ file: EditStreamFile) throws -> [String: Any] { try SchemaCheck.object(Data(file.line().utf8)) }
}
