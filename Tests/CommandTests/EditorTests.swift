import Foundation
import Testing

/// A text editor without any knowledge of Bytewax, which shows an unsaved text to the command and does as it is told.
@Suite struct EditorTests {
  /// A text as an editor holds it: lines of UTF-16 units.
  private struct Buffer {
    private(set) var text: String
    init(_ text: String) { self.text = text }

    private func offset(_ position: Any?) throws -> Int {
      let place = try #require(position as? [String: Int])
      let (line, character) = (try #require(place["line"]), try #require(place["character"]))
      let lines = Array(text.utf16).split(separator: 10, omittingEmptySubsequences: false)
      return lines[..<line].reduce(0) { $0 + $1.count + 1 } + character
    }

    /// Makes edits that are all for the text as it is.
    mutating func make(_ edits: [[String: Any]]) throws {
      var units = Array(text.utf16)
      for edit in edits.reversed() {
        let (start, end) = (try offset(edit["start"]), try offset(edit["end"]))
        units.replaceSubrange(start..<end, with: Array(try #require(edit["text"] as? String).utf16))
      }
      text = String(decoding: units, as: UTF16.self)
    }
  }

  @Test func anUnsavedTextIsMigratedAndTakenBackByLineAndCharacter() throws {
    let source = oldFlow.replacing("// one more", with: "// 🐝 één more").replacing("\n", with: "\r\n")
    let place = try Workplace(["a.swift": "not what the editor holds\n"])
    let ended = try place.waxwing("migrate", "-", "--stdin-name", "a.swift", "--format", "edits", input: source)
    #expect(ended.status == 2, "\(ended.errors)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
    #expect(object["size"] as? Int == source.utf8.count)
    let edits = try #require(object["edits"] as? [[String: Any]])
    var buffer = Buffer(source)
    try buffer.make(edits)
    #expect(buffer.text == newFlow.replacing("// one more", with: "// 🐝 één more").replacing("\n", with: "\r\n"))
    try buffer.make(try edits.map { try #require($0["inverse"] as? [String: Any]) })
    #expect(buffer.text == source)
    #expect(try place.read("a.swift") == "not what the editor holds\n")
  }

  @Test func eachFindingHasAPlaceInTheTextThatWasShown() throws {
    let place = try Workplace()
    let ended = try place.waxwing("migrate", "-", "--stdin-name", "a.swift", "--format", "edits", input: oldFlow)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any])
    let findings = try #require(object["findings"] as? [[String: Any]])
    let lines = oldFlow.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(!findings.isEmpty)
    for finding in findings {
      let (line, column) = (try #require(finding["line"] as? Int), try #require(finding["column"] as? Int))
      #expect(lines.indices.contains(line - 1) && column >= 1 && column <= lines[line - 1].utf8.count + 1)
    }
  }

  @Test func aTextThatIsNewAlreadyGivesNoEdits() throws {
    let place = try Workplace()
    let ended = try place.waxwing("migrate", "-", "--stdin-name", "a.swift", "--format", "edits", input: newFlow)
    #expect(ended.status == 0 && ended.output.isEmpty)
  }
}
