import Foundation
import Rewriting
import RuleBook
import TestSupport
import Testing

@testable import MigrationReport

/// A report on the few flows in `Fixtures/Reports`, with rules of its own, so that a new rule changes no expected text.
enum ReportFixture {
  static let folder = packageFolder.appending(path: "Fixtures/Reports")

  static func book() throws -> RuleBook {
    try RuleBook(directory: folder.appending(path: "rules"), vocabulary: ActionRegistry.vocabulary)
  }

  /// What the package's own rules make of a text.
  static func outcome(_ source: String, path: String = "f/Flow.swift") throws -> FileOutcome {
    try Migration(book: packageRules).rewrite(path: path, bytes: Array(source.utf8))
  }

  /// A detailed report on a text by the package's own rules.
  static func report(_ source: String) throws -> MigrationReport {
    try MigrationReport([outcome(source)], book: packageRules, detail: .all)
  }

  /// What becomes of each flow of the fixture.
  static func outcomes() throws -> [FileOutcome] {
    let migration = try Migration(book: book())
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "flows").path).sorted()
    return try names.map { name in
      try migration.rewrite(path: "flows/\(name)", bytes: Array(Data(contentsOf: folder.appending(path: "flows/\(name)"))))
    }
  }

  /// The report on all of them; a comment in `Counts.swift` suppresses one finding.
  static func report() throws -> MigrationReport { try madeReport.get() }
  private static let madeReport = Result { try MigrationReport(outcomes(), book: book(), detail: .all) }
}
