import Foundation
import TestSupport
import Testing

@testable import SourceWrites

/// What stands in the way of a draft, or of a file, is neither followed, nor used, nor removed.
@Suite struct DraftTests {
  private func change(_ scratch: ScratchTree, _ name: String = "a") -> TextReplacement {
    TextReplacement(path: scratch.path(name), before: Array("old".utf8), after: Array("new text".utf8))
  }

  /// The name of the draft that is about to be made, as the log says it.
  private func draft(_ scratch: ScratchTree, stage: String) throws -> String {
    let log = try String(contentsOfFile: "\(scratch.journal)/\(stage)/log", encoding: .utf8)
    return ".waxwing-\(try #require(log.matches(of: /"tag":"([0-9a-f]+)"/).last?.1))-0"
  }

  @Test("whatever has a draft's name stays as it is", arguments: ["link", "dangling", "file", "folder", "pipe"])
  func whateverHasADraftsNameStaysAsItIs(_ kind: String) throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    let victim = try ScratchTree()
    try victim.write("keys", "mine")
    let journal = WriteJournal(directory: scratch.journal, folder: scratch.tree, isDurable: false) { step in
      guard step == "prepare 0" else { return }
      #expect(throws: Never.self) {
        let path = scratch.path(try self.draft(scratch, stage: "preparing"))
        switch kind {
        case "link": symlink(victim.path("keys"), path)
        case "dangling": symlink(victim.path("none"), path)
        case "folder": mkdir(path, 0o700)
        case "pipe": mkfifo(path, 0o600)
        default: try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        }
      }
    }
    try journal.begin()
    try journal.add(change(scratch))
    let error = #expect(throws: SourceWritesError.self) { try journal.commit() }
    #expect(error?.description.contains("file exists") == true)
    #expect(try scratch.read("a") == "old")
    #expect(try victim.contents() == ["keys": "mine"])
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.tree)
    #expect(left.count == 2)
    #expect(journal.remarks.map(\.code) == [.foreignDraft])
  }

  @Test func whatTakesADraftsPlaceIsNotPutIntoTheSource() throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    let journal = WriteJournal(directory: scratch.journal, folder: scratch.tree, isDurable: false) { step in
      guard step == "replace 0" else { return }
      #expect(throws: Never.self) { try scratch.write(try self.draft(scratch, stage: "current"), "evil") }
    }
    try journal.begin()
    try journal.add(change(scratch))
    #expect(throws: SourceWritesError.self) { try journal.commit() }
    #expect(try scratch.read("a") == "old")
  }

  @Test func aFolderThatHasBecomeALinkIsNotFollowed() throws {
    let (scratch, victim) = (try ScratchTree(), try ScratchTree())
    try FileManager.default.createDirectory(atPath: scratch.path("sub"), withIntermediateDirectories: true)
    try scratch.write("sub/a", "old")
    try scratch.migrate([("sub/a", "new text")])
    try FileManager.default.removeItem(atPath: scratch.path("sub"))
    try victim.write("a", "new text")
    symlink(victim.tree, scratch.path("sub"))
    #expect(throws: SourceWritesError.self) { try scratch.newJournal().undo() }
    #expect(try victim.contents() == ["a": "new text"])
  }

  @Test func aFileThatHasBecomeALinkIsNotFollowed() throws {
    let (scratch, victim) = (try ScratchTree(), try ScratchTree())
    try scratch.write("a", "old")
    try scratch.migrate([("a", "new text")])
    try victim.write("a", "new text")
    try FileManager.default.removeItem(atPath: scratch.path("a"))
    symlink(victim.path("a"), scratch.path("a"))
    #expect(throws: SourceWritesError.self) { try scratch.newJournal().undo() }
    #expect(try victim.contents() == ["a": "new text"])
  }

  @Test(
    "drafts that were left are found again and removed, unless they are something else",
    arguments: ["whole", "begun", "other", "linked"])
  func draftsThatWereLeft(_ kind: String) throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    // A process that dies before it takes over, with nobody to tidy up.
    let ended = try execute(
      productsFolder.path + "/WriteProbe", ["one", scratch.tree, scratch.journal, "8"], in: packageFolder)
    #expect(ended.wasKilled, "\(ended.output)")
    let name = try draft(scratch, stage: "preparing")
    #expect(try scratch.read(name) == "new text")
    #expect(try scratch.state == .none)
    #expect(scratch.newJournal().abandoned?.code == .draftsAreLeft)
    if kind == "begun" { try scratch.write(name, "new", mode: 0o600) }
    if kind == "other" { try scratch.write(name, "new mine", mode: 0o600) }
    if kind == "linked" { try FileManager.default.linkItem(atPath: scratch.path(name), toPath: scratch.path("second")) }
    let journal = scratch.newJournal()
    #expect(try journal.undo() == 0)
    #expect(try scratch.read("a") == "old")
    let isOurs = ["whole", "begun"].contains(kind)
    #expect(try scratch.contents().keys.contains(name) == !isOurs)
    #expect(journal.remarks.map(\.code) == (isOurs ? [] : [.foreignDraft]))
    #expect(scratch.newJournal().abandoned == nil)
  }

  @Test func namesCannotBeForeseen() {
    let tags = Set((0..<100).map { _ in Draft.newTag() })
    #expect(tags.count == 100 && tags.allSatisfy { $0.count == 32 })
  }
}
