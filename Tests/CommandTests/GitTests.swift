import Foundation
import Testing

/// `waxwing migrate` in a git work tree in each state.
@Suite struct GitTests {
  private func isWritten(_ place: Workplace) throws -> Bool { try place.read("a.swift") == newFlow }

  @Test func aCleanTreeIsWrittenAndGitSeesNothingElse() throws {
    let place = try Workplace(["a.swift": oldFlow], git: true)
    #expect(try place.waxwing("migrate", ".", "--write").status == 0)
    #expect(try isWritten(place))
    #expect(try place.git(["status", "--porcelain"]) == " M a.swift\n")
  }

  @Test("a dirty tree is left alone unless it may be dirty", arguments: ["edited", "staged", "deleted"])
  func aDirtyTreeIsLeftAlone(_ state: String) throws {
    let place = try Workplace(["a.swift": oldFlow, "other.txt": "one\n"], git: true)
    if state == "deleted" { try FileManager.default.removeItem(atPath: place.path("other.txt")) } else { try place.write("other.txt", "two\n") }
    if state == "staged" { try place.git(["add", "other.txt"]) }
    let ended = try place.waxwing("migrate", ".", "--write")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("uncommitted changes: other.txt; commit or stash them, or write all the same with --allow-dirty"))
    #expect(try !isWritten(place))
    #expect(try place.waxwing("migrate", ".").status == 2)
    #expect(try place.waxwing("migrate", ".", "--write", "--allow-dirty").status == 0)
    #expect(try isWritten(place))
  }

  @Test func aFileThatGitDoesNotTrackCountsOnlyWhenItWouldBeWritten() throws {
    let place = try Workplace(["a.swift": oldFlow], git: true)
    try place.write("notes.txt", "mine\n")
    #expect(try place.waxwing("migrate", ".", "--write").status == 0)
    try place.write("b.swift", oldFlow)
    try place.git(["commit", "-qam", "migrated"])
    let ended = try place.waxwing("migrate", ".", "--write")
    #expect(ended.status == 1 && ended.errors.contains("b.swift (not tracked)"))
  }

  @Test func aFolderBelowTheTopIsPartOfTheTree() throws {
    let place = try Workplace(["sub/a.swift": oldFlow, "other.txt": "one\n"], git: true)
    try place.write("other.txt", "two\n")
    #expect(try place.waxwing("migrate", ".", "--write", in: "sub").status == 1)
  }

  @Test func aSubmodulesOwnStateCountsForItsFiles() throws {
    let other = try Workplace(["a.swift": oldFlow], git: true)
    let place = try Workplace(["top.swift": "let a = 1\n"], git: true)
    try place.git(["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.folder, "module"])
    try place.commit("module")
    try place.write("module/new.txt", "not tracked\n")
    #expect(try place.waxwing("migrate", ".", "--write").status == 0)
    #expect(try place.read("module/a.swift") == newFlow)
    #expect(try place.waxwing("undo").status == 0)
    try place.write("module/a.swift", oldFlow + "// mine\n")
    #expect(try place.waxwing("migrate", ".", "--write").status == 1)
  }

  @Test func eachRuleHasACommitOfItsOwn() throws {
    let place = try Workplace(["a.swift": oldFlow, "run.sh": "waxwing run a.swift --epoch-interval 5\n"], git: true)
    let ended = try place.waxwing("migrate", ".", "--commit-per-rule")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(try isWritten(place))
    #expect(try place.git(["status", "--porcelain"]).isEmpty)
    let subjects = try place.git(["log", "--reverse", "--format=%s"]).split(separator: "\n").map { $0.prefix { $0 != ":" } }
    #expect(
      subjects == [
        "first", "epoch-interval-flag-renamed", "dataflow-needs-id", "operators-are-functions", "rename-std-output", "rename-testing-input",
      ])
    #expect(try place.git(["show", "--format=%b", "HEAD"]).contains("waxwing migrate --commit-per-rule"))
    #expect(ended.errors.contains("git reset --hard"))
  }

  @Test func commitsNeedGitAndFilesWithoutChangesOfTheirOwn() throws {
    let bare = try Workplace(["a.swift": oldFlow])
    #expect(try bare.waxwing("migrate", ".", "--commit-per-rule").errors.contains("not all files are in a git work tree"))
    let place = try Workplace(["a.swift": oldFlow], git: true)
    try place.write("a.swift", oldFlow + "// mine\n")
    let ended = try place.waxwing("migrate", ".", "--commit-per-rule", "--allow-dirty")
    #expect(ended.status == 1 && ended.errors.contains("changes of its own"))
  }

  @Test func aDetachedHeadIsCommittedToAndToldOf() throws {
    let place = try Workplace(["a.swift": oldFlow], git: true)
    try place.git(["checkout", "-q", "--detach"])
    let ended = try place.waxwing("migrate", ".", "--commit-per-rule")
    #expect(ended.status == 0 && ended.errors.contains("git switch -c"))
  }
}
