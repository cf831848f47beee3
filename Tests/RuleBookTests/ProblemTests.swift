import Foundation
import MigrationReport
import Rewriting
import RuleBook
import TestSupport
import Testing

@Suite("Ids that reports name")
struct ProblemTests {
  @Test func eachIdThatTheSourcesWriteIsExplained() throws {
    let book = try packageRules
    var ids: Set<String> = Migration.problems
    let root = packageFolder.appending(path: "Sources")
    for case let name as String in try #require(FileManager.default.enumerator(atPath: root.path)) where name.hasSuffix(".swift")
    {
      let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
      for match in text.matches(of: /(?:\brule: |\bfinding\()"([a-z0-9-]+)"/) { ids.insert(String(match.output.1)) }
    }
    #expect(ids.count > 12)
    for id in ids.union(book.defects.map(\.id)).union(book.rules.map(\.id)) {
      #expect(book.page(of: id)?.contains(id) == true, "\(id)")
    }
    #expect(book.page(of: "no-such-id") == nil)
  }

  @Test func noIdMeansTwoThings() throws {
    let book = try packageRules
    let ids = book.rules.map(\.id) + book.defects.map(\.id) + book.problems.map(\.id)
    #expect(ids.count == Set(ids).count)
  }

  @Test func aDefectIsNothingToApply() throws {
    let objection = try packageRules.objection(toApplying: "window-last-millisecond")
    #expect(objection?.contains("nothing to apply") == true)
  }
}
