import Foundation
import Rewriting
import TestSupport
import Testing

@testable import TreeMigration

/// An editor that knows nothing of Bytewax makes the edits it is sent, and takes them back.
@Suite struct EditStreamTests {
  static func programs() throws -> [String] {
    try ["v0.16", "v0.17", "v0.18"].flatMap { era in
      try FileManager.default.contentsOfDirectory(atPath: packageFolder.appendingPathComponent("Fixtures/Programs/\(era)").path)
        .filter { $0.hasSuffix(".swift") }.sorted().map { "\(era)/\($0)" }
    }
  }

  private struct Client {
    var bytes: [UInt8]

    mutating func make(_ edits: [(start: EditStreamFile.Position, end: EditStreamFile.Position, text: String)]) {
      for edit in edits.reversed() { bytes.replaceSubrange(edit.start.utf8..<edit.end.utf8, with: Array(edit.text.utf8)) }
    }
  }

  @Test("the edits lead to the new text and back", arguments: try programs())
  func editsLeadThereAndBack(_ name: String) throws {
    let bytes = Array(try Data(contentsOf: packageFolder.appendingPathComponent("Fixtures/Programs/\(name)")))
    let outcome = try TreeMigration(book: packageRules).rewrite(path: name, bytes: bytes)
    let file = try JSONDecoder().decode(EditStreamFile.self, from: Data(try EditStreamFile(outcome).line().utf8))
    var client = Client(bytes: bytes)
    client.make(file.edits.map { ($0.start, $0.end, $0.text) })
    #expect(client.bytes == outcome.after)
    client.make(file.edits.map { ($0.inverse.start, $0.inverse.end, $0.inverse.text) })
    #expect(client.bytes == bytes)
    #expect(file.edits.allSatisfy { !$0.rules.isEmpty })
    #expect(try outcome.stages(packageRules).last?.text ?? bytes == outcome.after)
  }

  @Test func offsetsAreCountedInBytesAndInUnits() throws {
    let text = "\u{FEFF}import Bytewax // 🐝 é\r\nlet flow = Dataflow()\r\nflow.input(\"in\", TestingInput([1])) /* 🐝 */; flow.output(\"out\", StdOutput())\r\n"
    let outcome = try TreeMigration(book: packageRules).rewrite(path: "Flow.swift", bytes: Array(text.utf8))
    let file = EditStreamFile(outcome)
    #expect(!file.edits.isEmpty)
    var units = Array(text.utf16)
    for edit in file.edits.reversed() { units.replaceSubrange(edit.start.utf16..<edit.end.utf16, with: Array(edit.text.utf16)) }
    #expect(String(decoding: units, as: UTF16.self) == String(decoding: outcome.after, as: UTF8.self))
    let lines = Array(text.utf16).split(separator: 10, omittingEmptySubsequences: false)
    for edit in file.edits {
      let before = lines[..<edit.start.line].reduce(0) { $0 + $1.count + 1 }
      #expect(before + edit.start.character == edit.start.utf16)
    }
  }

  @Test func hunksHoldTheEditsOfNeighbouringLines() throws {
    let outcome = try TreeMigration(book: packageRules).rewrite(path: "Flow.swift", bytes: Array(oldFlow().utf8))
    let hunks = EditHunk.all(of: outcome)
    #expect(hunks.flatMap(\.edits) == outcome.textEdits)
    let comment = String(repeating: "// far away\n", count: 5)
    let far = try TreeMigration(book: packageRules).rewrite(path: "Flow.swift", bytes: Array(oldFlow().replacing("flow.output", with: comment + "flow.output").utf8))
    #expect(EditHunk.all(of: far).count == hunks.count + 1)
  }
}
