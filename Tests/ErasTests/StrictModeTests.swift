import Foundation
import TestSupport
import Testing

/// Strict mode warns of every spelling that a migration changes, and of nothing else.
///
/// Old spellings are deprecated in the one domain of availability that a compiler flag opens, so that nobody sees the warnings
/// who has not asked for them with `-package-description-version 1`.
@Suite(.serialized) struct StrictModeTests {
  /// The breaking changes that the compiler warns of in a program of Fixtures/Programs.
  private func warnings(_ era: String, _ name: String, isStrict: Bool = true) throws -> Set<String> {
    let digits = era.filter { $0 != "." }
    let result = try execute(
      "/usr/bin/env",
      [
        "swiftc", "-typecheck", "-swift-version", "6", "-module-alias", "Bytewax=Bytewax\(digits)",
        FixtureProgram.folder.appending(path: "v\(era)/\(name).swift").path,
      ] + JoinedScripts.searchingModules + (isStrict ? ["-package-description-version", "1"] : []), in: FileManager.default.temporaryDirectory)
    #expect(result.status == 0, "\(result.errors)")
    return Set(result.errors.matches(of: #/is deprecated: ([a-z0-9-]+):/#).map { String($0.1) })
  }

  @Test func aFluentProgramIsWarnedOfEveryStep() throws {
    #expect(
      try warnings("0.17", "wordcount") == [
        "dataflow-needs-id", "operators-are-functions", "rename-file-input", "rename-std-output", "window-metadata", "output-ends-stream",
      ])
  }

  @Test func aProgramOf018IsWarnedOfWhat019Changed() throws {
    #expect(try warnings("0.18", "running-mean") == ["stateful-map-builder-removed"])
    #expect(try warnings("0.18", "source-sched") == ["next-batch-sched-removed", "source-build-part-step-id"])
    #expect(try warnings("0.18", "wordcount") == [])
  }

  @Test func aProgramOfTheNewestEraIsNeverWarned() throws {
    for name in ["wordcount", "running-mean", "source-sched", "custom-partitioned-sink", "unary-now"] {
      #expect(try warnings("0.19", name) == [], "\(name)")
    }
  }

  @Test func nobodyIsWarnedWhoHasNotAsked() throws {
    #expect(try warnings("0.16", "wordcount", isStrict: false) == [])
  }
}
