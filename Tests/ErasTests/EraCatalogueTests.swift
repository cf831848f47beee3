import BytewaxRunner
import Foundation
import TestSupport
import Testing

/// The catalogue names exactly what a program of the era can write: each name is compiled against the era's module.
@Suite struct EraCatalogueTests {
  @Test("a program of the era can write every name", arguments: EraCatalogue.eras.map(\.name))
  func everyName(_ name: String) throws {
    let era = try #require(EraCatalogue.eras.first { $0.name == name })
    #expect(try complaints(of: era, types(of: era) + functions(of: era)) == "")
  }

  @Test func namesOfNewerErasDoNotLeakIntoOlderOnes() throws {
    let era016 = try #require(EraCatalogue.eras.first { $0.name == "0.16" })
    let said = try complaints(of: era016, ["_ = batchAsync", "typealias X = SqliteRecoveryConfig", "typealias Y = FileSource", "_ = Dataflow.inspectWorker"])
    #expect(said.contains("cannot find 'batchAsync'"))
    #expect(said.contains("cannot find type 'FileSource'"))
    #expect(said.contains("'inspectWorker'"))
    #expect(!said.contains("'SqliteRecoveryConfig'"))
  }

  /// Classes and protocols alike may stand behind `as`.
  private func types(of era: Era) -> [String] {
    (era.sources + era.sinks + era.windows + era.recovery + era.helpers).filter { $0.first?.isUppercase == true }
      .enumerated().map { "func takes\($0)(_ value: Any) { _ = \($1).self }" }
  }

  /// A name with no meaning of that kind is found missing, whatever its arguments.
  private func functions(of era: Era) -> [String] {
    let free = (era.entryPoints + era.helpers + era.recovery).filter { $0.first?.isLowercase == true }
    let onFlow = era.style == "flow" ? era.operators.map { "Dataflow().\($0)" } : era.operators.map { "op.\($0)" }
    let calls = free + onFlow + era.windowOperators.map { "wop.\($0)" }
    return calls.map { "\($0)(thereIsNoSuchArgument: 0)" }
  }

  /// What the compiler says of statements, except that calls have the wrong arguments.
  private func complaints(of era: Era, _ statements: [String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "main.swift")
    let imports = era.modules.map { "import \($0)" }
    try (imports + statements).joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    let result = try execute(
      "/usr/bin/env",
      ["swiftc", "-typecheck", "-swift-version", "6", file.path] + JoinedScripts.searchingModules, in: folder)
    return result.errors.split(separator: "\n")
      .filter { $0.contains("error: cannot find") || $0.contains("error: no such module") || $0.contains("has no member") }
      .joined(separator: "\n")
  }
}
