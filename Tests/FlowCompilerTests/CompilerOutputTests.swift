import Testing

@testable import FlowCompiler

@Suite struct CompilerOutputTests {
  @Test func linesAboutTheAuthorsFileStayAsTheyAre() {
    let text = """
      Flow.swift:4:52: error: value of type 'Int' has no member 'foo'
      let s = op.map("x", s) { $0.foo }
                               ~~ ^~~
      Flow.swift:1:1: note: did you mean this?

      """
    let output = CompilerOutput(text, script: "/cache/main.swift", flow: ("Flow.swift", 4))
    #expect(output.diagnostics == text)
    #expect(output.errors == 1)
    #expect(output.ownErrors.isEmpty)
  }

  @Test func linesAboutOurOwnCallAreKeptApart() {
    let output = CompilerOutput(
      """
      <waxwing>:1:20: warning: no calls to throwing functions occur within 'try' expression
      BytewaxEntry.run { try flow }
                         ^
      <waxwing>:1:24: error: cannot find 'flow' in scope
      BytewaxEntry.run { try flow }
                             ^~~~
      Engine.swift:3:5: note: candidate is here

      """, script: "/cache/main.swift", flow: ("Flow.swift", 4))
    #expect(output.diagnostics.isEmpty)
    #expect(output.errors == 0)
    #expect(output.ownErrors == ["cannot find 'flow' in scope"])
  }

  @Test func anErrorAtTheEndOfTheTextIsTheAuthorsOpenEnd() {
    let output = CompilerOutput(
      "/cache/main.swift:8:1: error: expected #endif\n", script: "/cache/main.swift", flow: ("Flow.swift", 4))
    #expect(output.endError == "expected #endif")
    #expect(output.errors == 0)
  }

  @Test func anErrorPastTheAuthorsLastLineIsTheOpenEndAndItsNoteIsShown() {
    let output = CompilerOutput(
      """
      Flow.swift:5:1: error: expected ')' in expression list
      #sourceLocation(file: "<waxwing>", line: 1)
      ^
      Flow.swift:2:20: note: to match this opening '('
      let flow = Dataflow("x"
                         ^

      """, script: "/cache/main.swift", flow: ("Flow.swift", 4))
    #expect(output.endError == "expected ')' in expression list")
    #expect(output.diagnostics.hasPrefix("Flow.swift:2:20: note: "))
    #expect(output.errors == 0)
  }

  @Test func whereTheCompilerHasNoWordsAGuessStands() {
    let output = CompilerOutput(
      "Flow.swift:4:12: error: failed to produce diagnostic for expression; please submit a bug report (https://swift.org)\n",
      script: "/cache/main.swift", flow: ("Flow.swift", 4))
    #expect(output.errors == 1)
    #expect(output.diagnostics.hasPrefix("Flow.swift:4:12: error: the compiler cannot say what does not fit here; "))
    #expect(output.diagnostics.contains("(String, value) pairs"))
    #expect(!output.diagnostics.contains("bug report"))
  }

  @Test func theLinkersErrorsCount() {
    let output = CompilerOutput(
      "ld.lld: error: undefined symbol: f\n>>> referenced by main.o\n", script: "/cache/main.swift", flow: ("Flow.swift", 4))
    #expect(output.errors == 1)
    #expect(output.diagnostics.contains("referenced by"))
  }

  @Test func modulesOfAnotherCompilerAreRecognised() {
    let output = CompilerOutput(
      "Flow.swift:1:8: error: module compiled with Swift 6.2 cannot be imported by the Swift 6.3 compiler: a.swiftmodule\n",
      script: "/cache/main.swift", flow: ("Flow.swift", 4))
    #expect(output.foreignModules?.contains("6.2") == true)
  }
}
