import Foundation
import TestSupport
import Testing

/// A folder in which the command is run as a person would run it, with a home of its own.
final class Workplace {
  private let scratch: Scratch
  let folder: String

  init(_ files: [String: String] = [:], git isGit: Bool = false) throws {
    scratch = try Scratch()
    folder = try scratch.directory("work")
    for (name, text) in files { try write(name, text) }
    if isGit {
      for words in [["init", "-q", "-b", "main"], ["config", "user.name", "W"], ["config", "user.email", "w@example.org"]] { try git(words) }
      try commit("first")
    }
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ name: String, _ text: String) throws { try scratch.write("work/\(name)", text) }

  func read(_ name: String) throws -> String { try scratch.read("work/\(name)") }

  @discardableResult func git(_ words: [String]) throws -> String {
    let ended = try run("/usr/bin/env", ["git"] + words)
    #expect(ended.status == 0, "git \(words): \(ended.errors)")
    return ended.output
  }

  func commit(_ message: String) throws {
    try git(["add", "-A"])
    try git(["commit", "-q", "-m", message])
  }

  /// Runs `waxwing`; flows are judged by their text, and nothing is compiled, so that a test takes no longer than it must.
  func waxwing(_ words: String..., input: String = "", in place: String = "") throws -> ProcessResult {
    var words = words
    if ["migrate", "report"].contains(words.first), !words.contains("--resume"), !words.contains("--undo") {
      words += ["--evidence", "lexical"] + (words.first == "migrate" ? ["--no-compile-check"] : [])
    }
    return try run(productsFolder.path + "/waxwing", words, input: input, in: place)
  }

  /// Runs `waxwing` with the compiler asked.
  func asking(_ words: String...) throws -> ProcessResult { try run(productsFolder.path + "/waxwing", words) }

  /// Runs a line of shell, for which `waxwing` is on the path.
  func shell(_ line: String) throws -> ProcessResult {
    try run("/bin/sh", ["-c", "PATH='\(productsFolder.path)':\"$PATH\"; \(line)"])
  }

  /// Runs `waxwing` with these words and no others.
  func exactly(_ words: String..., input: String = "") throws -> ProcessResult { try run(productsFolder.path + "/waxwing", words, input: input) }

  private func run(_ program: String, _ words: [String], input: String = "", in place: String = "") throws -> ProcessResult {
    try execute(
      program, words, in: URL(fileURLWithPath: place.isEmpty ? folder : path(place)),
      environment: ["XDG_STATE_HOME": scratch.path + "/state", "XDG_CACHE_HOME": scratch.path + "/cache"], input: input)
  }
}

/// A flow of 0.17, and what becomes of it.
let oldFlow = """
  import Bytewax

  let flow = Dataflow()
  flow.input("inp", TestingInput([1]))
  // one more
  flow.map { (n: Int) in n + 1 }



  flow.output("out", StdOutput())

  """

let newFlow = """
  import Bytewax

  let flow = Dataflow("a")
  let inp = op.input("inp", flow, TestingSource([1]))
  // one more
  let mapStream = op.map("map", inp) { (n: Int) in n + 1 }



  op.output("out", mapStream, StdOutSink())

  """
