import Foundation
import Rewriting
import SourceFacts
import TestSupport
import Testing

@testable import TypeFacts

/// Nothing that only looks like a flow's is touched, and nothing of a flow's is missed.
@Suite struct LookAlikeTests {
  @Test func amongAThousandLookAlikesTheCompilerFindsEveryStepAndNothingElse() throws {
    let program = LookAlikes(count: 1000)
    let outcome = try rewriteTyped(program.text)
    #expect(outcome.unresolved == nil)
    #expect(outcome.reached == .v0_19)
    try check(outcome, program)
    #expect(outcome.findings.filter { $0.action != .reported }.allSatisfy { $0.evidence == .typed })
  }

  @Test func theTextAloneTouchesNoLookAlikeEither() throws {
    // A nested type of a name that Bytewax has is more than the text can tell apart, so such a file is left.
    let program = LookAlikes(count: 220, kinds: LookAlikes.kinds.filter { !$0.contains("Holder#") })
    let outcome = try Migration(book: packageRules).rewrite(path: "Flow.swift", bytes: Array(program.text.utf8))
    try check(outcome, program)
  }

  /// Every look-alike stands as it was, every real line is another one, and no finding is about a look-alike.
  private func check(_ outcome: FileOutcome, _ program: LookAlikes) throws {
    let after = outcome.text.split(separator: "\n").map(String.init)
    try #require(after.count == program.lines.count)
    let touched = program.lines.indices.filter { program.lines[$0] != after[$0] }
    #expect(Set(touched) == program.real)
    let told = Set(outcome.findings.map { $0.line - 1 })
    #expect(told.isSubset(of: program.real), "findings about \(told.subtracting(program.real).sorted().prefix(5))")
  }

  private static let checkouts = packageFolder.appendingPathComponent(".build/checkouts").path

  @Test(
    "the sources of other packages stay as they are",
    .enabled(if: FileManager.default.fileExists(atPath: checkouts), "the dependencies are not checked out"))
  func theSourcesOfOtherPackagesStay() throws {
    let migration = try Migration(book: packageRules)
    var files = 0
    for path in try Self.swiftFiles() {
      guard let bytes = FileManager.default.contents(atPath: path) else { continue }
      files += 1
      let outcome = try migration.rewrite(path: path, bytes: [UInt8](bytes))
      #expect(outcome.after == [UInt8](bytes))
      #expect(outcome.findings.isEmpty)
    }
    #expect(files > 500)
  }

  /// Each file is made to look like a flow by an import; `WAXWING_WHOLE_CORPUS` takes all files rather than one in 150.
  @Test(
    "nor would they change if they imported Bytewax",
    .enabled(if: FileManager.default.fileExists(atPath: checkouts), "the dependencies are not checked out"))
  func norWouldTheyChangeAsFlows() throws {
    let migration = try Migration(book: packageRules, from: .v0_16)
    let isWhole = ProcessInfo.processInfo.environment["WAXWING_WHOLE_CORPUS"] != nil
    for (position, path) in try Self.swiftFiles().enumerated() where isWhole || position % 150 == 0 {
      guard let data = FileManager.default.contents(atPath: path), isWhole || data.count < 60_000 else { continue }
      let bytes = [UInt8](data) + Array("\nimport Bytewax\n".utf8)
      let outcome = try migration.rewrite(path: path, bytes: bytes)
      #expect(outcome.after == bytes, "\(path)")
      #expect(outcome.findings.isEmpty, "\(path)")
    }
  }

  private static func swiftFiles() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: checkouts).filter { $0.hasSuffix(".swift") }.sorted().map { "\(checkouts)/\($0)" }
      .filter {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
      }
  }
}
