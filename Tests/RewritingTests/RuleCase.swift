import Foundation
import RuleBook
import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

/// One file of `Fixtures/Cases/<rule>/`: a flow before and, where it changes, after the hop of its rule.
///
/// The file's name begins with the verdict. A mark `//~ action` at the end of a line says what the rule finds there.
struct RuleCase: CustomTestStringConvertible, Sendable {
  let rule: String
  let name: String
  let before: String
  let after: String
  let marks: [String]

  var testDescription: String { "\(rule) · \(name)" }
  var verdict: Substring { name.prefix { $0 != "_" } }

  static let folder = packageFolder.appendingPathComponent("Fixtures/Cases", isDirectory: true)

  static func all() throws -> [RuleCase] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().flatMap { rule in
      let cases = folder.appendingPathComponent(rule, isDirectory: true)
      return try FileManager.default.contentsOfDirectory(atPath: cases.path).sorted().map { file in
        RuleCase(rule: rule, name: String(file.dropLast(6)), text: try String(contentsOf: cases.appendingPathComponent(file), encoding: .utf8))
      }
    }
  }

  private init(rule: String, name: String, text: String) {
    self.rule = rule
    self.name = name
    let parts = text.split(separator: "// ---- after\n", maxSplits: 1, omittingEmptySubsequences: false)
    var lines: [Substring] = []
    var marks: [String] = []
    for (number, line) in parts[0].split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let pieces = line.split(separator: "  //~ ")
      lines.append(pieces.first ?? "")
      marks += pieces.dropFirst().map { "\(number + 1) \($0)" }
    }
    before = lines.joined(separator: "\n")
    after = parts.count > 1 ? String(parts[1]) : before
    self.marks = marks
  }
}

extension FileOutcome {
  /// What a rule found, line by line, as cases mark it.
  func marks(of rule: String) -> [String] {
    Set(findings.filter { $0.rule == rule }.map { "\($0.line) \($0.action.rawValue)" })
      .sorted { ($0.split(separator: " ").first.flatMap { Int($0) } ?? 0, $0) < ($1.split(separator: " ").first.flatMap { Int($0) } ?? 0, $1) }
  }
}
