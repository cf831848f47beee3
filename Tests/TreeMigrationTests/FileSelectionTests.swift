import Foundation
import Rewriting
import TestSupport
import Testing

@testable import TreeMigration

@Suite struct FileSelectionTests {
  @Test func hiddenAndBuildFoldersAreLeftOutAndFilesThatStartFlowsAreIn() throws {
    let tree = try Tree([
      "a.swift": "", "Sources/b.swift": "", ".build/c.swift": "", ".git/run.sh": "", ".hidden.swift": "", ".env": "",
      "run.sh": "",
      ".github/workflows/ci.yml": "", "notes.md": "", "Dockerfile": "",
    ])
    #expect(tree.chosen() == [".env", ".github/workflows/ci.yml", "Dockerfile", "Sources/b.swift", "a.swift", "run.sh"])
  }

  @Test func aNameThatIsNoTextIsNamedAndTheOthersGoOn() throws {
    let tree = try Tree(["b.swift": oldFlow()])
    let name = Array("\(tree.root)/a".utf8) + [0xFF] + Array(".swift".utf8)
    let file = (name.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { pointer in
      pointer.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o644) } ?? -1
    }
    try #require(file >= 0)
    close(file)
    let outcomes = try tree.outcomes()
    #expect(outcomes.count == 2)
    #expect(outcomes.contains { $0.path.hasSuffix("b.swift") && $0.isChanged })
    let told = outcomes.flatMap(\.findings).filter { $0.rule == "unreadable" }
    #expect(told.count == 1 && told[0].message.hasPrefix("its name is not UTF-8 text"))
  }

  @Test func aFileIsChosenOnceHoweverManyPathsLeadToIt() throws {
    let tree = try Tree(["a.swift": "", "sub/b.swift": ""])
    try FileManager.default.createSymbolicLink(atPath: tree.path("z.swift"), withDestinationPath: "a.swift")
    try FileManager.default.createSymbolicLink(atPath: tree.path("loop"), withDestinationPath: ".")
    #expect(tree.chosen(["", "sub", "a.swift"]) == ["a.swift", "sub/b.swift"])
  }

  @Test func aFileWithTwoNamesIsChosenOnce() throws {
    let tree = try Tree(["a.swift": "", "sub/b.swift": ""])
    try FileManager.default.linkItem(atPath: tree.path("a.swift"), toPath: tree.path("c.swift"))
    #expect(tree.chosen() == ["a.swift", "sub/b.swift"])
    #expect(tree.chosen(["c.swift", ""]) == ["c.swift", "sub/b.swift"])
  }

  @Test func linksThatLeadOutAreNotFollowedUnlessTold() throws {
    let (tree, other) = (try Tree(["sub/a.swift": "", "tool": "#!/bin/sh\n"]), try Tree(["b.swift": ""]))
    let links = [
      "sub/out.swift": other.path("b.swift"), "run.sh": "tool",
      "up.swift": "../\((other.root as NSString).lastPathComponent)/b.swift", "folder": other.root, "none.swift": "gone",
    ]
    for (link, target) in links {
      try FileManager.default.createSymbolicLink(atPath: tree.path(link), withDestinationPath: target)
    }
    let found = FileSelection(paths: [tree.root]).found()
    #expect(found.files == ["run.sh", "sub/a.swift"].map(tree.path))
    #expect(found.linksOut == ["sub/out.swift", "up.swift"].map(tree.path))
    #expect(found.notes.count == 1 && found.notes.first?.contains("--follow-links") == true)
    // Both lead to one file.
    #expect(
      FileSelection(paths: [tree.root], followsLinks: true).files() == ["run.sh", "sub/a.swift", "sub/out.swift"].map(tree.path))
    // What is named may be a link, and lead anywhere.
    #expect(tree.chosen(["up.swift"]) == ["up.swift"])
    #expect(FileSelection(paths: [tree.path("folder")]).files() == [tree.path("folder/b.swift")])
  }

  @Test func whatIsNoFileIsNamedAndNotWaitedFor() throws {
    let tree = try Tree(["a.swift": oldFlow(), "sub.swift/b.swift": ""])
    mkfifo(tree.path("pipe.swift"), 0o600)
    mkfifo(tree.path("run.sh"), 0o600)
    #expect(tree.chosen() == ["a.swift", "sub.swift/b.swift"])
    let named = [tree.path("pipe.swift"), tree.path("run.sh"), "/dev/null", "/dev/zero"]
    let files = TreeMigration.sorted(FileSelection(paths: named).files())
    var failed: [String] = []
    let migration = try TreeMigration(book: packageRules)
    func take(_ outcome: FileOutcome) { if outcome.hasFailed { failed.append(outcome.path) } }
    try migration.rewrite(files.swift, deliver: take)
    try migration.rewriteDeployments(files.deployment, flows: [], deliver: take)
    #expect(Set(failed) == Set(named))
  }

  @Test func aPathGivenByNameIsTakenWhateverItIsCalled() throws {
    let tree = try Tree([".hidden.swift": "", "notes.md": ""])
    #expect(tree.chosen([".hidden.swift", "notes.md", "missing.swift"]) == [".hidden.swift", "notes.md", "missing.swift"])
  }

  @Test func patternsLeaveOutFilesAndFolders() {
    let patterns = PathPatterns(["Generated", "*.pb.swift", "Sources/old/", "./docs/*.swift"])
    for path in ["Generated/a.swift", "x/Generated/a.swift", "x/a.pb.swift", "Sources/old/deep/a.swift", "docs/a/b.swift"] {
      #expect(patterns.match(path), "\(path)")
    }
    for path in ["Generator/a.swift", "a.swift", "x/Sources/old/a.swift", "docs.swift"] {
      #expect(!patterns.match(path), "\(path)")
    }
  }
}

@Suite struct MigrationSettingsTests {
  @Test func everyKeyIsRead() throws {
    let settings = try MigrationSettings(
      yaml:
        "paths: [Sources, flows]\nexclude: Generated\nfrom: 0.16\nto: v0.18\nonly:\n  - rename-file-input\nskip: []\napply: [a]\nevidence: lexical\nbaseline: known.json\n",
      file: ".waxwing.yml")
    var wanted = MigrationSettings()
    (wanted.paths, wanted.exclude, wanted.from, wanted.to) = (["Sources", "flows"], ["Generated"], .v0_16, .v0_18)
    (wanted.only, wanted.apply, wanted.evidence, wanted.baseline) = (["rename-file-input"], ["a"], "lexical", "known.json")
    #expect(settings == wanted)
  }

  @Test(
    "what means nothing is named with its line",
    arguments: [
      ("paths: [a]\nexlude: [b]\n", ".waxwing.yml:2: unknown key 'exlude'; use one of"),
      ("to: 0.2\n", ".waxwing.yml:1: '0.2' is no era"),
      ("\nevidence: maybe\n", ".waxwing.yml:2: 'evidence'"), ("- a\n", ".waxwing.yml:1: is not"),
      ("a: [\n", ".waxwing.yml:1: cannot be read as YAML"),
      ("paths:\n  - a: b\n", ".waxwing.yml:1: 'paths' is not a list"),
      ("paths: [a, b/../../c]\n", ".waxwing.yml:1: 'b/../../c' leads out of the folder"),
      ("paths: /home\n", ".waxwing.yml:1: '/home' leads out of the folder"),
    ])
  func whatMeansNothingIsNamed(_ yaml: String, _ message: String) throws {
    let error = #expect(throws: MigrationSettings.Problem.self) { try MigrationSettings(yaml: yaml, file: ".waxwing.yml") }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test func pathsThatLeadOutOfTheSettingsFolderAreRefused() throws {
    let tree = try Tree(["in/.waxwing.yml": "paths: [a, ../out]\n", "in/a/f.swift": "", "out/g.swift": ""])
    try FileManager.default.createSymbolicLink(atPath: tree.path("in/link"), withDestinationPath: "../out")
    for (path, isInside) in [
      ("a", true), (".", true), ("../in/a", true), ("../out", false), ("link", false), ("/etc", false), ("new", true),
    ] {
      var settings = MigrationSettings()
      (settings.paths, settings.folder) = ([path], tree.path("in/"))
      if isInside {
        #expect(try settings.pathsInside().count == 1, "\(path)")
      } else {
        let error = #expect(throws: MigrationSettings.Problem.self, "\(path)") { try settings.pathsInside() }
        #expect(error?.description.contains("leads out of the folder of this file; name it on the command line") == true)
      }
    }
  }

  @Test func theNearestSettingsAboveHoldUpToTheTopOfTheWorkTree() throws {
    let tree = try Tree([".waxwing.yml": "paths: [a]\n", "x/y/f.swift": "", "inner/.git/HEAD": "", "inner/z/f.swift": ""])
    #expect(try MigrationSettings.holding(in: tree.path("x/y"))?.folder == "../../")
    #expect(try MigrationSettings.holding(in: tree.root)?.folder == "")
    try Data([0xFF, 0xFE, 0]).write(to: URL(fileURLWithPath: tree.path("inner/.waxwing.yml")))
    let unreadable = #expect(throws: MigrationSettings.Problem.self) { try MigrationSettings.holding(in: tree.path("inner/z")) }
    #expect(unreadable?.description.contains(".waxwing.yml:1: cannot be read as UTF-8 text") == true)
    try FileManager.default.removeItem(atPath: tree.path("inner/.waxwing.yml"))
    #expect(try MigrationSettings.holding(in: tree.path("inner/z")) == nil)
  }
}

@Suite struct BaselineTests {
  @Test func knownFindingsAreSetAsideAndNewOnesAreTold() throws {
    let tree = try Tree(["a.swift": oldFlow()])
    let outcome = try #require(try tree.outcomes().first)
    var baseline = Baseline()
    baseline.add(outcome)
    #expect(baseline.suppressing(outcome).findings.isEmpty)
    #expect(baseline.suppressing(outcome).suppressed.count == outcome.findings.count)
    try tree.write(
      "a.swift",
      "// a line more\n" + oldFlow().replacing("flow.output", with: "flow.inspect { (n: Int) in print(n) }\nflow.output"))
    let told = baseline.suppressing(try #require(try tree.outcomes().first)).findings
    #expect(!told.isEmpty && told.allSatisfy { $0.line == 7 }, "\(told)")
  }

  @Test func aBaselineIsReadAsItWasWritten() throws {
    let tree = try Tree(["a.swift": oldFlow()])
    var baseline = Baseline()
    baseline.add(try #require(try tree.outcomes().first))
    try tree.write("known.json", try baseline.text())
    #expect(try Baseline(path: tree.path("known.json")) == baseline)
    let error = #expect(throws: Baseline.Unusable.self) { try Baseline(path: tree.path("a.swift")) }
    #expect(error?.description.contains("--write-baseline") == true)
  }
}
