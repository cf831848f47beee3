import Foundation
import Rewriting
import RuleBook
import SourceFacts
import TestSupport
import Testing

@testable import DeploymentFiles

/// The flows that the files of `Fixtures/Deployments` start; one of them stays in its era.
func fixtureContext(requested: Set<String> = [], target: Era = .newest) throws -> DeploymentContext {
  DeploymentContext(
    book: try packageRules, target: target, requested: requested,
    flows: [
      .init(path: "flows/counts.swift", from: .v0_16, reached: .v0_19),
      .init(path: "flows/means.swift", from: .v0_17, reached: .v0_19, oldest: .v0_16),
      .init(path: "flows/old.swift", from: .v0_17, reached: .v0_17, oldest: .v0_16),
    ], programs: ["Means"])
}

/// Files that start flows, before and after, and what is told of them.
@Suite struct DeploymentFixtureTests {
  private static let folder = packageFolder.appendingPathComponent("Fixtures/Deployments")

  static func names() throws -> [String] {
    let before = folder.appendingPathComponent("before").path
    return try FileManager.default.subpathsOfDirectory(atPath: before).sorted().filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(before)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  private func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: Self.folder.appendingPathComponent(path))) }

  private func rewrite(_ name: String, _ bytes: [UInt8]) throws -> FileOutcome {
    let kind = try #require(DeploymentKind(path: name, bytes: bytes))
    return DeploymentRewriter(try fixtureContext()).rewrite(path: name, bytes: bytes, kind: kind)
  }

  @Test("each file becomes its counterpart in after", arguments: try names())
  func eachFileBecomesItsCounterpart(_ name: String) throws {
    let outcome = try rewrite(name, try read("before/\(name)"))
    #expect(String(decoding: outcome.after, as: UTF8.self) == String(decoding: try read("after/\(name)"), as: UTF8.self))
  }

  @Test("a second run changes nothing", arguments: try names())
  func aSecondRunChangesNothing(_ name: String) throws {
    let bytes = try read("after/\(name)")
    #expect(try rewrite(name, bytes).after == bytes)
  }

  @Test func whatIsToldIsWrittenDown() throws {
    let told = try Self.names().flatMap { name in
      try rewrite(name, try read("before/\(name)")).findings.map {
        "\($0.file):\($0.line):\($0.column) \($0.rule) \($0.action.rawValue)"
      }
    }
    let known = String(decoding: try read("findings.txt"), as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(told == known)
  }

  @Test func whatIsIgnoredIsKeptApartWithItsReason() throws {
    let outcome = try rewrite("ignored.sh", try read("before/ignored.sh"))
    #expect(outcome.suppressed.map(\.reason) == ["the old host still runs 0.16"])
    #expect(outcome.findings.contains { $0.rule == "unused-suppression" && $0.line == 4 })
  }

  @Test func theEditsByThemselvesMakeTheNewText() throws {
    for name in try Self.names() {
      let outcome = try rewrite(name, try read("before/\(name)"))
      #expect(outcome.text(making: outcome.textEdits) == outcome.after, "\(name)")
    }
  }
}
