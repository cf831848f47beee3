import TestSupport
import Testing

@testable import Rewriting

@Suite("Edits")
struct EditSetTests {
  private func apply(_ edits: [Edit], to text: String) throws -> String {
    String(decoding: try EditSet(edits).apply(to: Array(text.utf8)).bytes, as: UTF8.self)
  }

  @Test func bytesOutsideOfEditsStay() throws {
    #expect(try apply([.replace(0..<3, with: "var")], to: "let a\r\n") == "var a\r\n")
  }

  @Test func twoInsertionsAtOnePlaceKeepTheirOrder() throws {
    #expect(try apply([.insert("a", at: 1), .insert("b", at: 1)], to: "12") == "1ab2")
  }

  @Test func anInsertionComesBeforeTheReplacementOfWhatFollows() throws {
    #expect(try apply([.replace(0..<1, with: "x"), .insert("a", at: 0)], to: "12") == "ax2")
  }

  @Test func anEditInsideOfWhatAnotherKeepsCounts() throws {
    let outer = Edit(0..<5, pieces: [.text("("), .source(2..<5), .text(")")])
    #expect(try apply([outer, .replace(3..<4, with: "-")], to: "abcde") == "(c-e)")
  }

  @Test func anEditOfWhatAnotherDropsIsAConflict() {
    let outer = Edit(0..<5, pieces: [.text("x")], rule: "one")
    #expect(throws: EditConflict.self) { try apply([outer, .replace(3..<4, with: "-")], to: "abcde") }
  }

  @Test func overlappingEditsAreAConflict() {
    #expect(throws: EditConflict.self) { try apply([.replace(0..<3, with: "x"), .replace(2..<4, with: "y")], to: "abcde") }
  }

  @Test func newOffsetsLeadBackToOldOnes() throws {
    let origins = try EditSet([.insert("ab", at: 1), .delete(2..<3)]).apply(to: Array("1234".utf8)).origins
    #expect([0, 1, 2, 3, 4].map { origins.origin(of: $0) } == [0, 1, 1, 1, 3])
  }
}
