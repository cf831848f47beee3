import Foundation
import TestSupport
import Testing

@testable import FlowCompiler

@Suite struct ScriptTextTests {
  @Test func theAuthorsBytesAreNotTouched() throws {
    let author = "import Bytewax\r\nlet flow = Dataflow() // é\t"
    let text = try script(author)
    #expect(text.contains(author + "\n"))
    #expect(text.hasPrefix("#sourceLocation(file: \""))
  }

  @Test func aShebangLineBecomesACommentOfTheSameLength() throws {
    let text = try script("#!/usr/bin/env -S waxwing run\nlet flow = 1\n")
    #expect(text.contains("\n///usr/bin/env -S waxwing run\nlet flow = 1\n"))
  }

  @Test func aByteOrderMarkIsLeftOut() throws {
    let text = try script("\u{FEFF}let flow = 1")
    #expect(text.contains("line: 1)\nlet flow = 1\n"))
  }

  @Test func aVariableIsReadAndAFunctionIsCalled() throws {
    #expect(try script("", ScriptFacts(era: "0.16")).contains("{ try flow }"))
    #expect(try script("", ScriptFacts(era: "0.16", functions: ["flow"])).contains("{ try flow() }"))
    #expect(
      try script("", named: ":makeFlow(3)", ScriptFacts(era: "0.16", functions: ["makeFlow"])).contains("{ try makeFlow(3) }"))
  }

  @Test func aScriptThatRunsItselfGetsNoCall() throws {
    let text = try script("", ScriptFacts(era: "0.19", runsItself: true))
    #expect(!text.contains("{ try flow"))
  }

  @Test func streamMeansOursWhereTheEraHasStreams() throws {
    let alias = "typealias Stream = Bytewax.Stream"
    let texts = try [
      ScriptFacts(era: "0.18"), ScriptFacts(era: "0.17"), ScriptFacts(era: "0.19", declaresStream: true),
    ].map { try script("", $0) }
    #expect(texts.map { $0.contains(alias) } == [true, false, false])
  }

  private func script(_ author: String, named name: String = "", _ facts: ScriptFacts = ScriptFacts(era: "0.19")) throws -> String
  {
    try inTemporaryFolder { folder in
      let path = folder + "/Flow.swift"
      try Data(author.utf8).write(to: URL(fileURLWithPath: path))
      let bytes = ScriptText(try FlowSource(path: path), try FlowReference(path + name), facts).bytes
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}
