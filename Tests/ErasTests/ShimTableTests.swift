import Foundation
import TestSupport
import Testing
import Yams

/// Rules/shims.yml says of every breaking change where an older era honours it, or why it does not.
@Suite struct ShimTableTests {
  typealias Table = [String: [String: [String: String]]]

  private func table() throws -> Table {
    try YAMLDecoder().decode(Table.self, from: String(contentsOf: packageFolder.appending(path: "Rules/shims.yml"), encoding: .utf8))
  }

  @Test func everyBreakingChangeOfTheseErasIsThere() throws {
    #expect(try table().mapValues(\.count) == ["16-17": 50, "17-18": 79, "18-19": 30])
  }

  @Test func everyEntryHasOneAnswer() throws {
    for (id, answer) in try table().values.flatMap({ $0 }) {
      #expect(answer.count == 1 && ["in", "why", "with"].contains(answer.keys.first), "\(id)")
    }
  }

  @Test func theFileThatHonoursAChangeNamesIt() throws {
    for (id, answer) in try table().values.flatMap({ $0 }) {
      guard let path = answer["in"] else { continue }
      let text = try String(contentsOf: packageFolder.appending(path: path), encoding: .utf8)
      #expect(text.contains(id), "\(path) does not name \(id)")
    }
  }

  @Test func everyDeprecationNamesABreakingChange() throws {
    let known = Set(try table().values.flatMap(\.keys))
    let sources = packageFolder.appending(path: "Sources")
    var found = 0
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      for match in text.matches(of: #/@available\(_PackageDescription, deprecated: 1, message: "([a-z0-9-]+): /#) {
        found += 1
        #expect(known.contains(String(match.1)), "\(path) names \(match.1)")
      }
    }
    #expect(found > 50)
  }
}
