import DataflowCore
import TestSupport
import Testing

@testable import Connectors

@Suite struct DirSourceTests {
  let directory: Scratch
  init() throws {
    directory = try Scratch()
    for name in ["b.txt", "a.txt", ".hidden.txt", "c.log", "sub/d.txt", "sub/deep/e.txt"] { try directory.write(name, "\(name)\n") }
  }

  func files(_ pattern: String) throws -> [String] {
    try DirSource(directory.path, globPat: pattern, getFsID: { _ in "d" }).listParts().map { String($0.dropFirst("d::".count)) }
  }

  /// Expected names are those of pathlib's glob, without directories.
  @Test(
    "a pattern finds what pathlib's glob finds, sorted",
    arguments: [
      ("*", [".hidden.txt", "a.txt", "b.txt", "c.log"]),
      ("*.txt", [".hidden.txt", "a.txt", "b.txt"]),
      ("?.txt", ["a.txt", "b.txt"]),
      ("[ac].*", ["a.txt", "c.log"]),
      ("[!a].txt", ["b.txt"]),
      ("a.txt", ["a.txt"]),
      ("missing", []),
      ("*/*.txt", ["sub/d.txt"]),
      ("sub/*", ["sub/d.txt"]),
      ("**/*.txt", [".hidden.txt", "a.txt", "b.txt", "sub/d.txt", "sub/deep/e.txt"]),
      ("**/e.txt", ["sub/deep/e.txt"]),
      ("sub/**/*.txt", ["sub/d.txt", "sub/deep/e.txt"]),
    ])
  func patterns(_ pattern: String, _ names: [String]) throws {
    #expect(try files(pattern) == names)
  }

  @Test func eachFileIsAPartitionReadByItsRelativePath() throws {
    let source = DirSource(directory.path, globPat: "**/*.txt", getFsID: { _ in "d" })
    let partition = try source.buildPart(stepID: "flow.inp", forPart: "d::sub/deep/e.txt", resumeState: nil)
    #expect(try items(partition) == ["sub/deep/e.txt"])
    #expect(try items(source.buildPart(stepID: "flow.inp", forPart: "d::a.txt", resumeState: 2)) == ["txt"])
  }

  @Test func theDefaultNameBeginsWithTheDevice() throws {
    #expect(try DirSource(directory.path, globPat: "a.txt").listParts() == ["\(deviceID(ofDirectory: directory.path))::a.txt"])
  }

  @Test func olderErasNameAFileByItsPathBelowTheDirectory() throws {
    let source = DirSource(namedByPath: directory.path, globPat: "sub/*", batchSize: 1)
    #expect(try source.listParts() == ["sub/d.txt"])
    #expect(try items(source.buildPart(stepID: "flow.inp", forPart: "sub/d.txt", resumeState: nil)) == ["sub/d.txt"])
  }

  @Test func aMissingDirectoryAndAFileInItsPlaceAreErrors() throws {
    #expect(
      message { _ = try DirSource("\(directory.path)/none").listParts() }
        == "input directory '\(directory.path)/none' does not exist; create it or correct the path")
    #expect(
      message { _ = try DirSource("\(directory.path)/a.txt").listParts() }
        == "input directory '\(directory.path)/a.txt' is not a directory; name the directory that holds the files")
  }

  @Test(arguments: ["", "/etc/*"])
  func aPatternMustBeRelative(_ pattern: String) throws {
    let error = #expect(throws: ConnectorError.self) { try files(pattern) }
    #expect(error?.code == .badSetting)
  }

  @Test func aDirectoryThatVanishesBeforeTheRunHasNoPartitions() throws {
    var other: Scratch? = try Scratch()
    let source = DirSource(other?.path ?? "")
    other = nil
    #expect(try source.listParts() == [])
  }

  @Test(arguments: [
    ("*", "", true), ("*", "x", true), ("a*b*c", "aXbYc", true), ("a*b*c", "aXbY", false), ("a*a", "a", false),
    ("?", "é", true), ("?", "", false), ("[a-c]x", "bx", true), ("[a-c]x", "dx", false), ("[!a-c]", "d", true),
    ("[]]", "]", true), ("[!]]", "]", false), ("[a", "[a", true), ("[a-]", "-", true), ("A", "a", false), ("\\*", "\\x", true),
  ])
  func patternsMatchNames(_ pattern: String, _ name: String, _ matches: Bool) {
    #expect(GlobPattern(pattern).matches(name) == matches)
  }
}
