import Testing

@testable import SourceFacts

@Suite("Parsed files")
struct ParsedFileTests {
  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(throws: SourceFactsError(.notUTF8, in: "a.swift")) { try ParsedFile(path: "a.swift", bytes: [0x6C, 0xFF, 0xFE]) }
  }

  @Test func aTextThatDoesNotParseNamesThePlace() throws {
    let file = ParsedFile(path: "a.swift", text: "let a = 1\nlet b = (\n")
    let error = #expect(throws: SourceFactsError.self) { try file.checkSyntax() }
    #expect(error?.description.hasPrefix("a.swift:") == true)
  }

  @Test func theLineEndingIsTheFilesOwn() {
    #expect(ParsedFile(path: "a", text: "let a = 1\r\nlet b = 2\r\n").newline == "\r\n")
    #expect(ParsedFile(path: "a", text: "let a = 1").newline == "\n")
  }

  @Test func theIndentationIsTheFilesOwn() {
    #expect(ParsedFile(path: "a", text: "func f() {\n\tg()\n}\n").indentUnit == "\t")
    #expect(ParsedFile(path: "a", text: "func f() {\n    g()\n}\n").indentUnit == "    ")
  }

  @Test(arguments: [("(A, B)", ["A", "B"]), ("(key: String, value: [Int: (A, B)])", ["String", "[Int: (A, B)]"])])
  func tuplesComeApart(_ type: String, _ parts: [String]) { #expect(TupleType.parts(of: type) == parts) }
}
