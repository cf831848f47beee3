import Foundation
import TestSupport
import Testing

@testable import SourceFacts

@Suite("Words of eras that are not known")
struct OtherEraTests {
  private func words(_ source: String) -> [OtherEraWord] { FlowFacts(ParsedFile(path: "flow", text: source)).otherEraWords }

  /// A line in which a word stands as its role has it, and one in which the file declares the same name for itself.
  private static func lines(_ word: OtherEras.Word) -> (used: String, own: String) {
    let name = word.name
    switch word.role {
    case .type: return ("let made = \(name)()", "struct \(name) {}\nlet made = \(name)()")
    case .function: return ("let made = \(name)(1)", "func \(name)(_ n: Int) -> Int { n }\nlet made = \(name)(1)")
    case .step(let hasArguments):
      let arguments = hasArguments == false ? "" : "add"
      return (
        "let flow = Dataflow()\nflow.\(name)(\(arguments))", "struct Own { func \(name)(_ f: Int = 0) {} }\nOwn().\(name)()"
      )
    case .operator:
      return (
        "let s = \(name == "window" ? "wop" : "op").\(name)(\"s\", up)", "struct Own { func \(name)() {} }\nOwn().\(name)()"
      )
    case .label(let function):
      let isOperator = ["join", "joinWindow", "foldWindow", "collectWindow"].contains(function)
      let call = "\(function)(\(isOperator ? "\"s\", " : "")\(name): x)"
      return (
        isOperator ? "let s = wop.\(call)" : "let s = \(call)", "func \(function)(\(name): Int) {}\n\(function)(\(name): 1)"
      )
    case .windowMember:
      return (
        "let w = wop.collectWindow(\"w\", up, clock, windower)\nlet s = w.\(name)",
        "struct W { var \(name) = 1 }\nlet w = W()\nprint(w.\(name))"
      )
    case .method(let owner, let count):
      let method = count == 0 ? "func \(name)() -> Int { 1 }" : "func \(name)(_ state: Int) {}"
      return ("final class P: \(owner) { \(method) }", "final class P: Player { \(method) }")
    case .testingItem:
      return (
        "let s = TestingSource<Int>([.item(1), .\(name)(.seconds(1))])", "let s = TestingSource<Int>([1])\nplayer.\(name)(1)"
      )
    }
  }

  @Test func eachWordIsFoundInItsRoleAndNotWhereTheFileDeclaresItItself() {
    for word in OtherEras.words {
      let (used, own) = Self.lines(word)
      let found = words("import Bytewax\n" + used)
      #expect(found.contains { $0.span == word.span && $0.text.contains(word.name) }, "\(word): \(found)")
      #expect(words("import Bytewax\n" + own).filter { $0.text.contains(word.name) } == [], "\(word)")
      #expect(words("import Foundation\n" + used) == [], "\(word)")
    }
  }

  @Test("what a later era calls is named however its type is made", arguments: ["class", "struct", "final class"])
  func membersOfPolledSources(_ kind: String) {
    let source =
      "import Bytewax\n\(kind) P: SimplePollingSource {\n  let interval = Duration.seconds(1)\n  func snapshot() -> Int? { 1 }\n  func resume(_ state: Int) {}\n}\n"
    #expect(words(source).map(\.text) == ["snapshot()", "resume(_:)"])
    #expect(!words(source).contains { !$0.isUnheard })
    #expect(words(source.replacing("_ state", with: "from state").replacing("-> Int?", with: "")).isEmpty)
  }

  @Test func elementsForTestsAreNamedInAListOfTheirOwn() {
    #expect(
      words(
        "import Bytewax\nlet items: [TestingSource<Int>.Item] = [.item(1), .pause(.seconds(1))]\nlet s = TestingSource(items)\n"
      ).map(\.text) == [".pause"])
    #expect(words("import Bytewax\nlet steps: [Step] = [.item(1), .pause(.seconds(1))]\nplay(steps)\n").isEmpty)
  }

  /// All programs and cases of this package are of known eras.
  @Test func noProgramOfAKnownEraHasAWordOfAnother() throws {
    var count = 0
    for folder in ["Fixtures/Programs", "Fixtures/Cases", "Fixtures/Recovery", "Fixtures/Reports/flows"] {
      let root = packageFolder.appending(path: folder)
      for case let name as String in try #require(FileManager.default.enumerator(atPath: root.path))
      where name.hasSuffix(".swift") {
        let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
        #expect(words(text) == [], "\(folder)/\(name)")
        count += 1
      }
    }
    #expect(count > 300)
  }

  @Test func theErasThatAllWordsAllowAreNamed() {
    let found = words(
      "import Bytewax\nlet flow = Dataflow()\nflow.input(\"i\", ManualInputConfig(build))\nflow.capture(StdOutputConfig())\nflow.capture(StdOutputConfig())\n"
    )
    #expect(
      OtherEraWord.sentence(found)
        == "'ManualInputConfig', 'capture' (line 4), 'StdOutputConfig' (line 4) are of 0.11 to 0.15, older than Waxwing knows, which begins with 0.16"
    )
  }

  @Test func oneNewWordIsEnoughAndAnImportNamesItsEra() {
    let both = words(
      "import Bytewax\nlet w = wop.collectWindow(\"w\", up, SystemClock(), TumblingWindow(length: l, startAt: s))\n")
    #expect(OtherEraWord.sentence(both) == "'SystemClock' is of 0.20 or 0.21, newer than Waxwing knows, which ends with 0.19")
    #expect(
      OtherEraWord.sentence(words("import BytewaxKafka021\n"))
        == "'BytewaxKafka021' is of 0.21, newer than Waxwing knows, which ends with 0.19")
    #expect(words("import Bytewax015\n").map(\.span) == [.v0_11to15])
  }

  @Test func codeInABranchIsSeenOnlyWhereItHasToDoWithBytewax() {
    func line(_ source: String) -> Int? { FlowFacts(ParsedFile(path: "flow", text: "import Bytewax\n" + source)).conditionalLine }
    #expect(line("#if canImport(Glibc)\nimport Glibc\n#endif\n") == nil)
    #expect(line("#if DEBUG\nprint(1)\n#endif\n") == nil)
    #expect(line("#if DEBUG\nop.inspect(\"i\", s)\n#endif\n") == 2)
    #expect(line("let s = up\n#if DEBUG\n.traced()\n#endif\n.done()\n") == 3)
  }
}
