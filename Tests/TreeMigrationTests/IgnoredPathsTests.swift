import Foundation
import TestSupport
import Testing

@testable import TreeMigration

/// What `.gitignore` leaves out is left out, as git itself would.
@Suite struct IgnoredPathsTests {
  @Test(
    "a pattern speaks of what git says it does",
    arguments: [
      ("*.swift", ["a.swift", "x/a.swift"], ["a.sh"]),
      ("/a.swift", ["a.swift"], ["x/a.swift"]),
      ("x/a.swift", ["x/a.swift"], ["y/x/a.swift"]),
      ("**/x/a.swift", ["x/a.swift", "y/x/a.swift", "y/z/x/a.swift"], ["a.swift", "yx/a.swift"]),
      ("x/**", ["x/a.swift", "x/y/a.swift"], ["a.swift", "x", "y/x/a.swift"]),
      ("x/***", ["x/a.swift", "x/y/a.swift"], ["a.swift", "x", "y/x/a.swift"]),
      ("x/**/a.swift", ["x/a.swift", "x/y/a.swift", "x/y/z/a.swift"], ["x/ya.swift"]),
      ("x/*/a.swift", ["x/y/a.swift"], ["x/a.swift", "x/y/z/a.swift"]),
      ("a?c", ["abc", "x/abc"], ["ac", "a/c"]),
      ("[a-c]1", ["a1", "c1"], ["d1", "A1"]),
      ("[!a-c]1", ["d1"], ["a1"]),
      ("[]x]", ["]", "x"], ["[", "a"]),
      ("[[:digit:]_]", ["1", "_"], ["a"]),
      ("[a", [], ["a", "[a"]),
      ("a\\ ", ["a "], ["a"]),
      ("a  ", ["a"], ["a  "]),
      ("\\#a", ["#a"], ["a"]),
      ("#a", [], ["#a", "a"]),
      ("\\!a", ["!a"], ["a"]),
      ("a**b", ["ab", "axxb"], ["a/b"]),
      ("**", ["a", "x/y"], []),
      ("/", [], ["a"]),
    ])
  func aPatternSpeaksOf(_ line: String, _ matching: [String], _ others: [String]) {
    let pattern = IgnorePattern(Array(line.utf8)[...])
    func matches(_ path: String) -> Bool {
      let bytes = Array(path.utf8)
      return pattern?.matches(bytes, nameStart: bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0, isFolder: false)
        ?? false
    }
    for path in matching { #expect(matches(path), "'\(line)' should match '\(path)'") }
    for path in others { #expect(!matches(path), "'\(line)' should not match '\(path)'") }
  }

  @Test func theLastLineAndTheDeepestFileDecideAndAFolderLeftOutStaysOut() throws {
    let tree = try Tree([
      ".gitignore": "*.gen.swift\n!keep.gen.swift\nout/\n!out/b.swift\n", "a.gen.swift": "", "keep.gen.swift": "",
      "out/b.swift": "",
      "sub/.gitignore": "!a.gen.swift\n/keep.gen.swift\n", "sub/a.gen.swift": "", "sub/keep.gen.swift": "",
      "sub/x/keep.gen.swift": "",
    ])
    #expect(tree.chosen() == ["keep.gen.swift", "sub/a.gen.swift", "sub/x/keep.gen.swift"])
    #expect(FileSelection(paths: [tree.root]).found().ignored == ["a.gen.swift", "out", "sub/keep.gen.swift"].map(tree.path))
    #expect(FileSelection(paths: [tree.root], ignores: false).files().count == 6)
  }

  @Test func whatIsNamedIsTaken() throws {
    let tree = try Tree([
      ".git/HEAD": "", ".gitignore": "out\n*.gen.swift\n", "out/a.swift": "", "x.gen.swift": "", "sub/y.gen.swift": "",
      "sub/z.swift": "",
    ])
    #expect(tree.chosen(["x.gen.swift", "out/a.swift"]) == ["x.gen.swift", "out/a.swift"])
    #expect(tree.chosen(["out"]) == ["out/a.swift"])
    // The rules from above hold in a folder that they do not leave out.
    #expect(tree.chosen(["sub"]) == ["sub/z.swift"])
  }

  @Test func anotherWorkTreeInsideHasItsOwnRules() throws {
    let tree = try Tree([
      ".git/HEAD": "", ".gitignore": "*.swift\n", "a.swift": "", "sub/.git/HEAD": "", "sub/b.swift": "",
      "sub/.git/info/exclude": "c.swift\n", "sub/c.swift": "",
    ])
    #expect(tree.chosen() == ["sub/b.swift"])
  }

  @Test func whatGitHasIsTakenThoughItLiesWhereNothingNewIs() throws {
    let tree = try Tree([
      ".gitignore": "out\n*.gen.swift\n", "out/a.swift": "", "out/b.swift": "", "c.gen.swift": "", "d.gen.swift": "",
      "out/.x/e.swift": "",
    ])
    let selection = FileSelection(
      paths: [tree.root], tracked: { _ in ["out/a.swift", "c.gen.swift", "out/.x/e.swift", "out/gone.swift"] })
    #expect(selection.files() == ["c.gen.swift", "out/a.swift"].map(tree.path))
  }

  @Test func noPatternTakesLong() {
    let pattern = IgnorePattern(Array((String(repeating: "a*", count: 200) + "b").utf8)[...])
    let path = [UInt8](repeating: UInt8(ascii: "a"), count: 4_000)
    let took = ContinuousClock().measure { #expect(pattern?.matches(path, nameStart: 0, isFolder: false) == false) }
    #expect(took < .seconds(20))
  }

  /// Trees and rules at random, and git as the judge.
  @Test(arguments: 0..<60) func gitLeavesOutTheSame(_ seed: Int) throws {
    var random = SeededRandom(seed)
    let names = ["a", "b", "ab", "out", "x y", "é", "#c", "!d"]
    func name() -> String { names.randomElement(using: &random) ?? "a" }
    let pieces = [
      "*", "**", "/", "?", "a", "b", "ab", "out", "[ab]", "[!a]", "[^b-z]", "x\\ y", ".swift", "*.swift", "**/", "/**", "\\a",
      "[[:alpha:]]", "é", " ",
    ]
    func line() -> String {
      let pattern = (0..<Int.random(in: 1...4, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "*" }.joined()
      return ["", "", "", "!", "/", "#", "\\"].randomElement(using: &random)! + pattern + ["", "", "", "/", " ", "\r"]
        .randomElement(using: &random)!
    }
    let tree = try Tree()
    for _ in 0..<40 {
      let folder = (0..<Int.random(in: 0...3, using: &random)).map { _ in name() + "/" }.joined()
      try tree.write("\(folder)\(name()).swift", "")
      if Int.random(in: 0..<4, using: &random) == 0 {
        try tree.write("\(folder).gitignore", (0..<3).map { _ in line() }.joined(separator: "\n") + "\n")
      }
    }
    try tree.write(".gitignore", (0..<4).map { _ in line() }.joined(separator: "\n"))
    let place = URL(fileURLWithPath: tree.root)
    #expect(try execute("/usr/bin/env", ["git", "init", "-q"], in: place).status == 0)
    let answer = try execute("/usr/bin/env", ["git", "ls-files", "-z", "--others", "--exclude-standard"], in: place).output
    let wanted = answer.split(separator: "\0").map(String.init).filter { $0.hasSuffix(".swift") }
    #expect(Set(tree.chosen()) == Set(wanted), "seed \(seed)")
  }
}
