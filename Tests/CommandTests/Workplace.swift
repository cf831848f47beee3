import Foundation
import TestSupport
import Testing

/// A folder in which the command is run as a person would run it, with a home of its own.
final class Workplace {
  let root: String
  let folder: String

  init(_ files: [String: String] = [:], git isGit: Bool = false) throws {
    root = NSTemporaryDirectory() + "waxwing-command-\(UUID().uuidString)"
    folder = root + "/work"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, text) }
    if isGit {
      for words in [["init", "-q", "-b", "main"], ["config", "user.name", "W"], ["config", "user.email", "w@example.org"]] { try git(words) }
      try commit("first")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ name: String, _ text: String) throws {
    try FileManager.default.createDirectory(atPath: (path(name) as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
  }

  func read(_ name: String) throws -> String { String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self) }

  @discardableResult func git(_ words: [String]) throws -> String {
    let ended = try run("/usr/bin/env", ["git"] + words)
    #expect(ended.code == 0, "git \(words): \(ended.errors)")
    return ended.output
  }

  func commit(_ message: String) throws {
    try git(["add", "-A"])
    try git(["commit", "-q", "-m", message])
  }

  /// How a process ended, and what it said.
  struct Ended {
    let code: Int32
    let output: String
    let errors: String
  }

  /// Runs `waxwing`; flows are judged by their text, and nothing is compiled, so that a test takes no longer than it must.
  func waxwing(_ words: String..., input: String = "", in place: String = "") throws -> Ended {
    var words = words
    if ["migrate", "report"].contains(words.first), !words.contains("--resume"), !words.contains("--undo") {
      words += ["--evidence", "lexical"] + (words.first == "migrate" ? ["--no-compile-check"] : [])
    }
    return try run(productsFolder.path + "/waxwing", words, input: input, in: place)
  }

  private func run(_ program: String, _ words: [String], input: String = "", in place: String = "") throws -> Ended {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: place.isEmpty ? folder : path(place))
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
      .merging(["XDG_STATE_HOME": root + "/state", "XDG_CACHE_HOME": root + "/cache"]) { $1 }
    // Files rather than pipes, so that neither side has to be read while the other is written.
    let files = try ["in", "out", "err"].map { name -> FileHandle in
      let path = "\(root)/\(name)"
      try Data(name == "in" ? input.utf8 : "".utf8).write(to: URL(fileURLWithPath: path))
      return try name == "in" ? FileHandle(forReadingFrom: URL(fileURLWithPath: path)) : FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }
    (process.standardInput, process.standardOutput, process.standardError) = (files[0], files[1], files[2])
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) throws -> String { String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(name)")), as: UTF8.self) }
    return Ended(code: process.terminationStatus, output: try text("out"), errors: try text("err"))
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
