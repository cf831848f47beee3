import Foundation
import Testing

/// What `waxwing` takes of a tree, writes to it, and leaves alone.
@Suite struct UserFilesTests {
  @Test func whatGitignoreLeavesOutIsNeitherShownNorWrittenUnlessNamed() throws {
    let place = try Workplace([".gitignore": "gen\n", "a.swift": oldFlow, "gen/b.swift": oldFlow])
    let ended = try place.waxwing("migrate", ".", "--write")
    #expect(
      ended.status == 0 && ended.errors.contains("left out, as .gitignore says: gen; --no-ignore looks at them too"),
      "\(ended.errors)")
    #expect(try place.read("a.swift") == newFlow && place.read("gen/b.swift") == oldFlow)
    #expect(try place.waxwing("migrate", "gen", "--write").status == 0)
    #expect(try place.read("gen/b.swift") != oldFlow)
    #expect(try place.waxwing("undo").status == 0)
    #expect(try place.waxwing("migrate", ".", "--no-ignore").output.contains("gen/b.swift"))
  }

  @Test func whatGitHasIsMigratedThoughItWouldBeIgnored() throws {
    let place = try Workplace(["gen/b.swift": oldFlow], git: true)
    try place.write(".gitignore", "gen\n")
    #expect(try place.waxwing("migrate", ".").output.contains("gen/b.swift"))
  }

  @Test func aLinkThatCameWithTheTreeIsNotWrittenThrough() throws {
    let (place, other) = (try Workplace(["a.swift": oldFlow]), try Workplace(["b.swift": oldFlow]))
    symlink(other.path("b.swift"), place.path("b.swift"))
    symlink(other.path("b.swift"), place.path(".a.swift.waxwing"))
    let ended = try place.waxwing("migrate", ".", "--write")
    #expect(
      ended.status == 0 && ended.errors.contains("left out, as links that lead out of their folder: b.swift"), "\(ended.errors)")
    #expect(try place.read("a.swift") == newFlow && other.read("b.swift") == oldFlow)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: place.path(".a.swift.waxwing")) == other.path("b.swift"))
  }

  @Test func twoNamesOfOneFileAreOneFile() throws {
    let place = try Workplace(["a.swift": oldFlow])
    link(place.path("a.swift"), place.path("z.swift"))
    #expect(try place.waxwing("migrate", ".", "--write").errors.contains("wrote 1 file;"))
    #expect(try place.read("a.swift") == newFlow && place.read("z.swift") == newFlow)
    #expect(try place.waxwing("undo").errors == "took back 1 file\n")
    #expect(try place.read("z.swift") == oldFlow)
  }

  @Test(.timeLimit(.minutes(5))) func whatIsNoFileIsNamedWithOneError() throws {
    let place = try Workplace()
    mkfifo(place.path("pipe.swift"), 0o600)
    for path in ["pipe.swift", "/dev/zero", "/dev/null"] {
      for words in [["report"], ["migrate"], ["migrate", "--write"]] {
        let ended = try words.count == 1 ? place.waxwing(words[0], path) : place.waxwing(words[0], path, words[1])
        #expect(
          ended.status == 1 && (ended.errors + ended.output).contains("not a regular file"), "\(words) \(path): \(ended.errors) \(ended.output)")
      }
      let ran = try place.waxwing("run", path)
      #expect(ran.status == 1 && ran.errors.contains("is not a regular file"), "\(path): \(ran.errors)")
    }
  }

  @Test func aJournalThatCameWithTheTreeIsNeitherObeyedNorSpokenOf() throws {
    let (place, victim) = (try Workplace(["a.swift": oldFlow], git: true), try Workplace(["keys": "mine\n"]))
    try place.write(".git/waxwing/old/0", "evil\n")
    try place.write(".git/waxwing/new/0", "mine\n")
    let target = #"{"isInPlace":false,"path":"keys","real":"\#(victim.path("keys"))"}"#
    try place.write(".git/waxwing/log", "{\"file\":{\"_0\":\(target),\"parts\":[]}}\n{\"goal\":{\"_0\":\"new\"}}\n")
    let told = try place.waxwing("report", ".")
    #expect(!told.errors.contains("undo") && !told.errors.contains("resume"), "\(told.errors)")
    #expect(try place.waxwing("undo").status == 1 && place.waxwing("migrate", "--resume").status == 1)
    #expect(try victim.read("keys") == "mine\n")
  }

  @Test func settingsThatCameWithTheTreeDoNotLeadOutOfIt() throws {
    let (place, other) = (try Workplace(), try Workplace(["b.swift": oldFlow]))
    try place.write(".waxwing.yml", "paths: [\(other.folder)]\n")
    let ended = try place.waxwing("migrate", "--write")
    #expect(ended.status != 0 && ended.errors.contains("leads out of the folder of these settings"), "\(ended.errors)")
    #expect(try other.read("b.swift") == oldFlow)
  }
}
