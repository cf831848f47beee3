import Foundation
import Testing

/// Nothing that lies in a tree is executed by looking at it or rewriting it, unless its user trusts it.
@Suite struct UntrustedTreeTests {
  @Test func theTreeWouldRunItsProgramsIfItCould() throws {
    let tree = try HostileTree()
    try tree.place.git(["--no-optional-locks", "-c", "filter.piped.process=", "status"])
    #expect(try tree.marks.contains("core.fsmonitor"))
    #expect(try tree.marks.contains("filter.evil.clean"))
  }

  @Test("reports execute nothing", arguments: ["text", "lines", "markdown", "html", "json", "sarif", "github", "csv"])
  func reports(_ format: String) throws {
    let tree = try HostileTree()
    let ended = try tree.place.exactly("report", ".", "--format", format)
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(try tree.marks == [])
  }

  @Test func showingADifferenceAndAskingExecuteNothing() throws {
    let tree = try HostileTree()
    #expect(try tree.place.exactly("migrate", ".").status == 2)
    #expect(try tree.place.exactly("migrate", ".", "--format", "edits").status == 2)
    #expect(try tree.place.exactly("migrate", ".", "--interactive", input: "n\nq\n").status == 0)
    #expect(try tree.place.exactly("undo").status == 1)
    #expect(try tree.place.exactly("migrate", "--resume").status == 1)
    #expect(try tree.marks == [])
  }

  @Test func writingAndTakingBackExecuteNothing() throws {
    let tree = try HostileTree()
    let ended = try tree.place.exactly("migrate", ".", "--write")
    #expect(ended.status == 0 && ended.errors.contains("wrote"), "\(ended.errors)")
    #expect(try tree.place.read("a.swift") == newFlow)
    #expect(try tree.marks == [])
    let rule = try tree.place.exactly("undo", "epoch-interval-flag-renamed")
    #expect(rule.status == 1, "\(rule.errors)")
    #expect(try tree.place.exactly("undo").status == 0)
    #expect(try tree.place.read("a.swift") == oldFlow)
    #expect(try tree.marks == [])
  }

  @Test func commitsRunNoHooksUnlessTheTreeIsTrusted() throws {
    let tree = try HostileTree()
    let ended = try tree.place.exactly("migrate", "a.swift", "--commit-per-rule")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.errors.contains("its hooks were not run; --trust runs them"))
    #expect(try tree.place.read("a.swift") == newFlow)
    #expect(try tree.marks == [])
  }

  @Test func whatIsTrustedIsRun() throws {
    let place = try Workplace(["a.swift": oldFlow], git: true)
    try place.write(".git/hooks/pre-commit", "#!/bin/sh\ntouch ran\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path(".git/hooks/pre-commit"))
    let ended = try place.waxwing("migrate", ".", "--commit-per-rule", "--trust")
    #expect(ended.status == 0 && !ended.errors.contains("hooks"), "\(ended.errors)")
    #expect(FileManager.default.fileExists(atPath: place.path("ran")))
  }

  @Test func aTreeCannotTrustItself() throws {
    let place = try Workplace(["a.swift": oldFlow, ".waxwing.yml": "trust: true\n"])
    let ended = try place.waxwing("migrate", ".", "--write")
    #expect(ended.status != 0 && ended.errors.contains("unknown key 'trust'"))
  }

  /// Some objects are missing, and the tree names a program that would fetch them.
  @Test func nothingIsFetched() throws {
    let place = try Workplace(["a.swift": oldFlow], git: true)
    let name = try place.git(["rev-parse", "HEAD^{tree}"]).trimmingCharacters(in: .newlines)
    for (key, value) in [
      ("extensions.partialClone", "origin"), ("core.repositoryFormatVersion", "1"), ("remote.origin.promisor", "true"),
      ("remote.origin.url", place.folder + "/other"), ("remote.origin.uploadpack", "touch ran; false"),
    ] { try place.git(["config", key, value]) }
    try FileManager.default.removeItem(atPath: place.path(".git/objects/\(name.prefix(2))/\(name.dropFirst(2))"))
    let ended = try place.waxwing("migrate", ".", "--write")
    #expect(ended.status == 1)
    #expect(!FileManager.default.fileExists(atPath: place.path("ran")))
  }

  @Test func aTreeThatGitRefusesIsNotWrittenWithoutAWord() throws {
    let place = try Workplace(["a.swift": oldFlow, ".git": "gitdir: nowhere\n"])
    let ended = try place.waxwing("migrate", ".", "--write")
    // That is no work tree of anyone's.
    #expect(ended.status == 0, "\(ended.errors)")
    let broken = try Workplace(["a.swift": oldFlow], git: true)
    try broken.write(".git/config", "[core\n")
    let refused = try broken.waxwing("migrate", ".", "--write")
    #expect(
      refused.status == 1 && refused.errors.contains("git says:") && refused.errors.contains("--allow-dirty"), "\(refused.errors)"
    )
    #expect(try broken.read("a.swift") == oldFlow)
    #expect(try broken.waxwing("migrate", ".", "--write", "--allow-dirty").status == 0)
  }

  @Test func aPackageThatHasToBeRunToBeKnownIsWrittenUncheckedAndSaysSo() throws {
    let manifest =
      "// swift-tools-version: 6.0\nimport PackageDescription\nlet name = \"App\"\nlet package = Package(name: \"p\", targets: [.executableTarget(name: name)])\n"
    let place = try Workplace(["Package.swift": manifest, "Sources/App/main.swift": oldFlow + "try runMain(flow)\n"])
    let ended = try place.exactly("migrate", ".", "--write")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(
      ended.errors.contains("not checked by the compiler:")
        && ended.errors.contains("line 4: the name of a target is not written out"), "\(ended.errors)")
    #expect(ended.errors.contains("let it be run with --trust"))
    #expect(try place.exactly("undo").status == 0)
    let trusted = try place.exactly("migrate", ".", "--write", "--trust")
    #expect(trusted.status == 0 && !trusted.errors.contains("not checked"), "\(trusted.errors)")
  }
}
