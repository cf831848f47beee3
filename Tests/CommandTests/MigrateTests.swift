import Foundation
import Testing

/// `waxwing migrate` from the outside: what it prints, writes, refuses, and how it ends.
@Suite struct MigrateTests {
  @Test func whatWouldChangeIsShownWithExitCodeTwoAndNothingIsWritten() throws {
    let place = try Workplace(["a.swift": oldFlow, "b.swift": "let b = 1\n"])
    let ended = try place.waxwing("migrate", ".")
    #expect(ended.status == 2)
    #expect(ended.output.hasPrefix("--- a/a.swift\n+++ b/a.swift\n") && !ended.output.contains("\u{1B}"))
    #expect(try place.read("a.swift") == oldFlow)
  }

  @Test func writtenFilesCanBeTakenBackAndNothingIsLeftBeside() throws {
    let place = try Workplace(["a.swift": oldFlow, "run.sh": "waxwing run a.swift --epoch-interval 5\n"])
    let written = try place.waxwing("migrate", ".", "--write")
    #expect(written.status == 0, "\(written.errors)")
    #expect(written.errors.contains("wrote 2 files; 'waxwing undo' takes it back"))
    #expect(try place.read("a.swift") == newFlow)
    #expect(try place.read("run.sh") == "waxwing run a.swift --snapshot-interval 5\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder).sorted() == ["a.swift", "run.sh"])
    #expect(try place.waxwing("migrate", ".", "--write").status == 0)
    let back = try place.waxwing("undo")
    #expect(back.status == 0, "\(back.errors)")
    #expect(try place.read("a.swift") == oldFlow)
    #expect(try place.waxwing("undo").status == 1)
  }

  @Test func anErrorInOneFileOfManyLeavesAllOfThem() throws {
    let place = try Workplace(["a.swift": oldFlow, "b.swift": oldFlow])
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: place.path("b.swift"))
    let ended = try place.waxwing("migrate", ".", "--write")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("b.swift: is read-only; nothing was changed"))
    #expect(try place.read("a.swift") == oldFlow)
  }

  @Test func aWrongWordIsAnsweredWithTheRightOneAndExitCode64() throws {
    let place = try Workplace(["a.swift": oldFlow])
    let ended = try place.waxwing("migrate", ".", "--only", "rename-std-outptu")
    #expect(ended.status == 64)
    #expect(ended.errors.contains("did you mean 'rename-std-output'?"))
    #expect(ended.errors.hasPrefix("error: "))
    #expect(try place.waxwing("migrate").status == 64)
    #expect(try place.waxwing("migrate", ".", "--jobs", "0").status == 64)
    #expect(try place.waxwing("migrate", "-", "--write", input: oldFlow).errors.contains("standard input cannot be written to"))
    #expect(try place.waxwing("migrate", "missing.swift").status == 1)
    #expect(try place.waxwing("migrate", "--resume").status == 1)
  }

  @Test func aRuleThatOnlyReportsCannotBeApplied() throws {
    let place = try Workplace(["a.swift": oldFlow])
    let ended = try place.waxwing("migrate", ".", "--apply", "kafka-operators")
    #expect(ended.status == 64)
    #expect(ended.errors.contains("rule 'kafka-operators' only reports, it has no edit to apply"), "\(ended.errors)")
    #expect(try place.waxwing("migrate", ".", "--apply", "auto-rebalance-removed").status == 2)
  }

  @Test func aRuleThatIsSkippedLeavesItsFileInTheEraThatStillNeedsIt() throws {
    let place = try Workplace(["a.swift": oldFlow])
    let ended = try place.waxwing("migrate", ".", "--skip", "rename-std-output")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("not-verified") && ended.output.isEmpty)
    #expect(ended.errors.contains("what would have rewritten it was left out: 'rename-std-output'"), "\(ended.errors)")
  }

  @Test func settingsStandInForTheCommandLine() throws {
    let place = try Workplace(["src/a.swift": oldFlow, "src/gen/b.swift": oldFlow, ".waxwing.yml": "paths: [src]\nexclude: [gen]\nto: 0.18\n"])
    let ended = try place.waxwing("migrate")
    #expect(ended.status == 2)
    #expect(ended.output.contains("src/a.swift") && !ended.output.contains("gen"))
    #expect(try place.waxwing("migrate", in: "src").output.contains("--- a/../src/a.swift"))
    try place.write(".waxwing.yml", "pahts: [src]\n")
    let wrong = try place.waxwing("migrate")
    #expect(wrong.status != 0 && wrong.errors.contains(".waxwing.yml:1: unknown key 'pahts'"))
    try place.write(".waxwing.yml", "paths: [src]\nskip: [rename-std-outptu]\n")
    let typo = try place.waxwing("migrate", in: "src")
    #expect(typo.status == 64 && typo.errors.contains("error: ../.waxwing.yml: ") && typo.errors.contains("did you mean 'rename-std-output'?"), "\(typo.errors)")
  }

  @Test func editsAreOneJSONObjectALine() throws {
    let place = try Workplace(["a.swift": oldFlow])
    let ended = try place.waxwing("migrate", "-", "--stdin-name", "a.swift", "--format", "edits", input: oldFlow)
    #expect(ended.status == 2)
    let lines = ended.output.split(separator: "\n")
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["file"] as? String == "a.swift" && object["reached"] as? String == "0.19")
    #expect((object["edits"] as? [[String: Any]])?.allSatisfy { $0["inverse"] != nil && $0["rules"] != nil } == true)
  }

  @Test func hunksAreWrittenAsTheAnswersSay() throws {
    let place = try Workplace(["a.swift": oldFlow])
    let ended = try place.waxwing("migrate", ".", "--interactive", input: "?\nn\nn\ny\n")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.output.contains("hunk 3 of 3") && ended.output.contains("q  leave this one"))
    #expect(try place.read("a.swift") == oldFlow.replacing("flow.output(\"out\", StdOutput())", with: "op.output(\"out\", mapStream, StdOutSink())"))
    #expect(try place.waxwing("undo").status == 0)
    _ = try place.waxwing("migrate", ".", "-i", input: "a\n")
    #expect(try place.read("a.swift") == newFlow)
    try place.write("a.swift", oldFlow)
    #expect(try place.waxwing("migrate", ".", "-i", input: "q\n").errors.contains("nothing was chosen, so nothing is written"))
    #expect(try place.read("a.swift") == oldFlow)
  }

  @Test func whatIsToldBesideADifferenceIsInTheWordsOfTheReport() throws {
    let place = try Workplace(["a.swift": oldFlow.replacing("flow.output", with: "flow.batch(\"b\", maxSize: 2, timeout: .seconds(1))\nflow.output"), "b.sh": "waxwing run a.swift -p 2\n"])
    let ended = try place.waxwing("migrate", ".")
    #expect(ended.errors.contains("b.sh:1:21: processes-flag-moved: ") && ended.errors.contains("which '-w 2' says [rewritten, review]"), "\(ended.errors)")
  }

  @Test func aCommentKeepsARuleFromItsLine() throws {
    let place = try Workplace(["a.swift": "// waxwing:ignore-file second-input-replaces not so\n" + oldFlow, "b.sh": "export BYTEWAX_EPOCH_INTERVAL=5 # waxwing:ignore epoch-interval-env-renamed old host\n"])
    let ended = try place.waxwing("migrate", ".")
    #expect(ended.errors.contains("a.swift:1:1: unused-suppression"))
    #expect(!ended.output.contains("b.sh") && ended.errors.contains("1 suppressed"))
  }

  @Test func onlyNewFindingsAreToldWithABaseline() throws {
    let script = "export BYTEWAX_PROCESSES=2\n"
    let place = try Workplace(["run.sh": script])
    #expect(try place.waxwing("report", ".", "--write-baseline", "known.json").status == 0)
    #expect(try !place.waxwing("migrate", ".", "--baseline", "known.json").errors.contains("processes-flag-moved"))
    #expect(try place.waxwing("report", ".", "--baseline", "known.json").status == 0)
    try place.write("run.sh", "export BYTEWAX_EPOCH_INTERVAL=1\n" + script)
    #expect(try place.waxwing("report", ".", "--baseline", "known.json").status == 2)
    #expect(try place.waxwing("report", ".").status == 0)
    let ended = try place.waxwing("migrate", ".", "--baseline", "known.json")
    #expect(ended.errors.contains("epoch-interval-env-renamed") && !ended.errors.contains("processes-flag-moved"))
    #expect(try place.waxwing("migrate", ".", "--baseline", "none.json").errors.contains("none.json: cannot be read as a baseline"))
  }
}
