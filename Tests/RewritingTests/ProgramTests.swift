import Foundation
import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

private let programsFolder = packageFolder.appendingPathComponent("Fixtures/Programs", isDirectory: true)

/// Every program of `Fixtures/Programs` rewrites to the one that was written by hand for the next era.
@Suite("Programs", .enabled(if: FileManager.default.fileExists(atPath: programsFolder.path)))
struct ProgramTests {
  static let folder = programsFolder

  struct Pair: CustomTestStringConvertible, Sendable {
    let name: String
    let from, to: Era
    var testDescription: String { "\(name) · \(from.rawValue) to \(to.rawValue)" }

    func text(_ era: Era) throws -> String { try ProgramTests.text(of: name, era) }
  }

  /// A program as it is written in an era.
  static func text(of name: String, _ era: Era) throws -> String {
    try String(contentsOf: folder.appendingPathComponent("v\(era.rawValue)/\(name).swift"), encoding: .utf8)
  }

  /// The programs that both eras of a hop have, for the hops given.
  static func pairs(_ hops: [(Era, Era)]) -> [Pair] {
    hops.flatMap { from, to in
      programs(from).intersection(programs(to)).sorted().map { Pair(name: $0, from: from, to: to) }
    }
  }

  static func programs(_ era: Era) -> Set<String> {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("v\(era.rawValue)").path)) ?? []
    return Set(files.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) })
  }

  @Test("a program becomes its twin", arguments: pairs([(.v0_16, .v0_17), (.v0_17, .v0_18), (.v0_18, .v0_19), (.v0_16, .v0_18), (.v0_16, .v0_19), (.v0_17, .v0_19)]))
  func aProgramBecomesItsTwin(_ pair: Pair) throws {
    let outcome = try rewrite(try pair.text(pair.from), from: pair.from, to: pair.to, path: pair.name + ".swift")
    #expect(outcome.text == (try pair.text(pair.to)))
    #expect(try !rewrite(outcome.text, from: pair.to, to: pair.to, path: pair.name + ".swift").isChanged)
  }

  @Test("a program's era is found", arguments: Era.allCases.flatMap { era in pairs([(era, era)]) })
  func aProgramsEraIsFound(_ program: Pair) throws {
    let found = EraDetection.detect(source: try program.text(program.from))
    #expect(found.possible.contains(program.from))
    #expect(!found.isMixed)
  }
}
