import Foundation
import TestSupport
import Testing

@testable import SourceWrites

/// A repository in each state a person may have left it in.
@Suite struct GitTreeTests {
  private func repository() throws -> (ScratchTree, GitTree) {
    let scratch = try ScratchTree()
    for words in [["init", "-q", "-b", "main"], ["config", "user.name", "W"], ["config", "user.email", "w@example.org"]] {
      #expect(try git(scratch, words).status == 0)
    }
    try scratch.write("a.swift", "old")
    try scratch.write("b.swift", "old")
    try git(scratch, "add", ".")
    try git(scratch, "commit", "-q", "-m", "first")
    return (scratch, try #require(GitTree.containing(scratch.tree)))
  }

  private func git(_ scratch: ScratchTree, _ words: String...) throws { #expect(try git(scratch, words).status == 0) }

  private func git(_ scratch: ScratchTree, _ words: [String]) throws -> ProcessResult {
    try execute("/usr/bin/env", ["git"] + words, in: URL(fileURLWithPath: scratch.tree))
  }

  @Test func aFolderOutsideOfGitHasNoTree() throws {
    #expect(GitTree.containing(try ScratchTree().tree) == nil)
    #expect(GitTree.containing("/nowhere") == nil)
  }

  @Test func aCleanTreeHasNoChanges() throws {
    let (scratch, tree) = try repository()
    #expect(try tree.changes().isEmpty)
    #expect(!tree.isDetached)
    #expect(try scratch.read("a.swift") == "old")
  }

  @Test func editedStagedRenamedAndUntrackedFilesAreChanges() throws {
    let (scratch, tree) = try repository()
    try scratch.write("a.swift", "mine")
    try git(scratch, "mv", "b.swift", "c.swift")
    try scratch.write("d e.swift", "mine")
    #expect(
      try Set(tree.changes().map { "\($0.path) \($0.isUntracked)" }) == ["a.swift false", "c.swift false", "d e.swift true"])
  }

  @Test func aFolderBelowLeadsToTheSameTree() throws {
    let (scratch, tree) = try repository()
    try FileManager.default.createDirectory(atPath: scratch.path("sub/sub"), withIntermediateDirectories: true)
    #expect(GitTree.containing(scratch.path("sub/sub")) == tree)
  }

  @Test func aSubmoduleIsATreeOfItsOwn() throws {
    let (scratch, tree) = try repository()
    let (other, _) = try repository()
    try git(scratch, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.tree, "module")
    try git(scratch, "commit", "-q", "-m", "module")
    let module = try #require(GitTree.containing(scratch.path("module")))
    #expect(module.root == tree.root + "/module")
    try scratch.write("module/a.swift", "mine")
    #expect(try tree.changes().isEmpty)
    #expect(try module.changes().map(\.path) == ["a.swift"])
  }

  @Test func beforeTheFirstCommitThereIsNoHead() throws {
    let scratch = try ScratchTree()
    try git(scratch, "init", "-q")
    let tree = try #require(GitTree.containing(scratch.tree))
    #expect(tree.head == nil)
    #expect(!tree.isDetached)
  }

  @Test func aDetachedHeadIsSeen() throws {
    let (scratch, tree) = try repository()
    try git(scratch, "checkout", "-q", "--detach")
    #expect(tree.isDetached)
  }

  @Test func aCommitTakesItsFilesAndLeavesWhatIsStaged() throws {
    let (scratch, tree) = try repository()
    try scratch.write("a.swift", "new")
    try scratch.write("b.swift", "mine")
    try git(scratch, "add", "b.swift")
    let first = tree.head
    #expect(try tree.commit([scratch.path("a.swift")], message: "a-rule: what it does\n\nwhy") != first)
    #expect(try tree.changes().map(\.path) == ["b.swift"])
    #expect(try git(scratch, ["log", "-1", "--format=%s|%b"]).output.contains("a-rule: what it does|why"))
  }

  @Test func aRefusalIsToldInGitsOwnWords() throws {
    let (scratch, tree) = try repository()
    let error = #expect(throws: SourceWritesError.self) {
      try tree.commit([scratch.path("a.swift")], message: "nothing to commit here")
    }
    #expect(error?.description.contains("nothing") == true)
  }

  @Test func theJournalIsThatOfTheWholeWorkTreeAndLiesOutsideOfIt() throws {
    let (scratch, tree) = try repository()
    try FileManager.default.createDirectory(atPath: scratch.path("sub/sub"), withIntermediateDirectories: true)
    #expect(JournalPlace.folder(for: scratch.path("sub/sub")) == tree.root)
    let place = JournalPlace.directory(for: tree.root, environment: ["XDG_STATE_HOME": "/s"])
    #expect(place.hasPrefix("/s/waxwing/tree-"))
    #expect(JournalPlace.directory(for: tree.root + "2", environment: ["XDG_STATE_HOME": "/s"]) != place)
    #expect(JournalPlace.directory(for: tree.root, environment: ["HOME": "/h"]).hasPrefix("/h/.local/state/waxwing/tree-"))
  }
}
