import FlowCompiler
import Foundation
import RuleBook
import SourceFacts
import TestSupport
import Testing

@testable import FlowProof

/// Every silent change is shown by a flow whose result it changes, and the flow really gives those results.
@Suite struct RuleExampleTests {
  /// One side of an example.
  private struct Side {
    let rule: String
    let example: RuleExample
    let program: String
    let output: String
  }

  @Test func everySilentChangeHasAnExample() throws {
    for rule in try packageRules.rules where rule.severity == .silent { #expect(rule.example != nil, "\(rule.id)") }
  }

  @Test("the examples of an era print what they say", arguments: Era.allCases)
  func theExamples(_ era: Era) throws {
    let sides = try packageRules.rules.flatMap { rule -> [Side] in
      guard let example = rule.example, example.told == nil else { return [] }
      return [
        rule.hop.from == era.rawValue ? Side(rule: rule.id, example: example, program: example.old, output: example.before) : nil,
        rule.hop.to == era.rawValue ? Side(rule: rule.id, example: example, program: example.new, output: example.after) : nil,
      ].compactMap(\.self)
    }
    guard !sides.isEmpty else { return }
    let script = try FlowSource.text(of: sides.map { ($0.rule, $0.program) })
    let program = try compiler().build(try FlowReference("Examples.swift"), era: era.rawValue, text: script) { _ in
      ScriptFacts(era: era.rawValue, functions: ["flow"])
    }
    for side in sides { #expect(try output(of: side, program) == lines(side.output), "\(side.rule) in \(era.rawValue)") }
  }

  /// Bags of lines, because the order of two outputs is nobody's business.
  private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init).sorted() }

  private func output(of side: Side, _ program: CompiledProgram) throws -> [String] {
    let folder = try Scratch()
    try write(side.example.files, in: folder.path)
    let copy = try WorkingCopy(of: folder.path, .init())
    var text = ""
    for _ in 0..<side.example.runs {
      let run = LimitedRun(
        program: program.path, arguments: [], environment: side.example.environment.merging(["EXAMPLE": side.rule]) { $1 },
        folder: copy.path,
        limits: RunLimits(time: .seconds(120)))
      let result = try run.run()
      text += String(decoding: result.output, as: UTF8.self)
      switch result.ending {
      case .ended(0): break
      case .ended: text += "(fails)\n"
      default: Issue.record("\(side.rule) does not end: \(result.ending)")
      }
    }
    for (path, bytes) in try copy.changes() {
      let written = String(decoding: bytes, as: UTF8.self)
      text += written.isEmpty ? "\(path): (empty)\n" : written.split(separator: "\n").map { "\(path): \($0)\n" }.joined()
    }
    return lines(text)
  }
}

extension FlowSource {
  /// Many little scripts in one, each a function of its own; a variable of the environment chooses which is run.
  ///
  /// One compilation for all of them takes as long as one for one of them.
  fileprivate static func text(of scripts: [(name: String, text: String)]) throws -> FlowSource {
    var imports: Set<String> = ["import Foundation"]
    var functions = ""
    var cases = ""
    for (number, script) in scripts.enumerated() {
      let lines = script.text.split(separator: "\n", omittingEmptySubsequences: false)
      imports.formUnion(lines.filter { $0.hasPrefix("import ") }.map(String.init))
      let body = lines.filter { !$0.hasPrefix("import ") }.joined(separator: "\n")
      functions += "func example\(number)() throws -> Dataflow {\n\(body)\nreturn flow\n}\n"
      cases += "  case \"\(script.name)\": return try example\(number)()\n"
    }
    let text =
      imports.sorted().joined(separator: "\n") + "\n" + functions
      + "func flow() throws -> Dataflow {\n  switch ProcessInfo.processInfo.environment[\"EXAMPLE\"] ?? \"\" {\n\(cases)  default: exit(64)\n  }\n}\n"
    return try FlowSource(path: "Examples.swift", bytes: Array(text.utf8))
  }
}
