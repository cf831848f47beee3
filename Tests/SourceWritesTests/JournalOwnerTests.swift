import Foundation
import TestSupport
import Testing

@testable import SourceWrites

/// A journal is obeyed only when this user wrote it, here, for this folder.
@Suite struct JournalOwnerTests {
  private func migrated() throws -> ScratchTree {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    try scratch.migrate([("a", "new")])
    return scratch
  }

  private func expectRefusal(_ journal: WriteJournal, _ words: String) {
    let works: [(WriteJournal) throws -> Void] = [
      { try $0.undo() }, { try $0.resume() }, { try $0.begin() }, { _ = try $0.withoutChanges(of: "r") }, { _ = try $0.state },
    ]
    for work in works {
      let again = WriteJournal(directory: journal.directory, folder: journal.folder, isDurable: false)
      let error = #expect(throws: SourceWritesError.self) { try work(again) }
      #expect(
        error?.description.contains("is no journal that you wrote for this folder: \(words)") == true,
        "\(String(describing: error))")
    }
    #expect(journal.abandoned == nil)
  }

  @Test func aCopyIsNotObeyed() throws {
    let scratch = try migrated()
    let copy = scratch.journal + "-copy"
    try FileManager.default.copyItem(atPath: scratch.journal, toPath: copy)
    expectRefusal(WriteJournal(directory: copy, folder: scratch.tree), "it is a copy, as out of an archive")
    #expect(try scratch.read("a") == "new")
  }

  @Test func aJournalOfAnotherFolderIsNotObeyed() throws {
    let scratch = try migrated()
    expectRefusal(WriteJournal(directory: scratch.journal, folder: scratch.tree + "2"), "it was written for \(scratch.tree)")
  }

  @Test func whatOthersCanLookIntoIsNotObeyed() throws {
    let scratch = try migrated()
    for mode in [0o755, 0o770, 0o707] as [mode_t] {
      chmod(scratch.journal, mode)
      expectRefusal(scratch.newJournal(), "other users can look into it")
    }
    chmod(scratch.journal, 0o700)
    chmod(scratch.journal + "/current/log", 0o644)
    expectRefusal(scratch.newJournal(), "others can write its log")
    chmod(scratch.journal + "/current/log", 0o600)
    #expect(try scratch.newJournal().undo() == 1)
  }

  @Test func whatLiesWhereOthersCanWriteIsNotObeyed() throws {
    let scratch = try migrated()
    let above = (scratch.journal as NSString).deletingLastPathComponent
    for mode in [0o777, 0o770, 0o702] as [mode_t] {
      chmod(above, mode)
      expectRefusal(scratch.newJournal(), "others can write to ")
    }
    chmod(above, 0o700)
    #expect(try scratch.newJournal().undo() == 1)
  }

  @Test func aLinkInTheJournalsPlaceIsNotFollowed() throws {
    let scratch = try migrated()
    try FileManager.default.moveItem(atPath: scratch.journal, toPath: scratch.journal + "-moved")
    symlink(scratch.journal + "-moved", scratch.journal)
    #expect(throws: SourceWritesError.self) { try scratch.newJournal().undo() }
    #expect(try scratch.read("a") == "new")
  }

  @Test func anotherUsersJournalIsNotObeyed() throws {
    guard geteuid() == 0 else { return }
    let scratch = try migrated()
    chown(scratch.journal, 12_345, 12_345)
    expectRefusal(scratch.newJournal(), "it belongs to another user")
    chown(scratch.journal, 0, 0)
    chown(scratch.journal + "/current/log", 12_345, 12_345)
    expectRefusal(scratch.newJournal(), "others can write its log")
  }

  @Test func aPathOutsideOfTheFolderThatWasNotNamedIsNotObeyed() throws {
    let (scratch, victim) = (try migrated(), try ScratchTree())
    try victim.write("keys", "new")
    // Somebody who knows how to make the hashes has put another path into the log.
    let path = scratch.journal + "/current/log"
    let read = try JournalLog([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), path: path)
    var written = JournalLog()
    var bytes: [UInt8] = []
    for entry in read.entries {
      guard case .file(let file) = entry else {
        bytes += try written.add(entry)
        continue
      }
      let other = try WriteTarget(path: victim.path("keys"), below: victim.tree)
      bytes += try written.add(.file(JournalFile(number: 0, target: other, old: file.old, new: file.new, parts: [])))
    }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o600)
    expectRefusal(scratch.newJournal(), "\(victim.path("keys")) lies outside of \(scratch.tree)")
    #expect(try victim.read("keys") == "new")
  }

  private func write(_ change: TextReplacement, _ journal: WriteJournal) throws {
    try journal.begin()
    try journal.add(change)
    try journal.commit()
  }

  @Test func aFileOutsideThatTheUserNamedIsWrittenAndTakenBack() throws {
    let (scratch, other) = (try ScratchTree(), try ScratchTree())
    try other.write("a", "old")
    try write(TextReplacement(path: other.path("a"), before: Array("old".utf8), after: Array("new".utf8)), scratch.newJournal())
    #expect(try other.read("a") == "new")
    #expect(try scratch.newJournal().undo() == 1)
    #expect(try other.read("a") == "old")
  }

  @Test("the journal is for this user alone under any umask", arguments: ["0", "22", "777"])
  func theJournalIsForThisUserAlone(_ mask: String) throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    let probe = "umask \(mask); exec '\(productsFolder.path)/WriteProbe' one '\(scratch.tree)' '\(scratch.journal)' 0"
    let ended = try execute("/bin/sh", ["-c", probe], in: packageFolder)
    #expect(ended.status == 0, "\(ended.output)")
    for (name, mode) in [
      ("", 0o700), ("/current", 0o700), ("/current/old", 0o700), ("/current/log", 0o600), ("/current/old/0", 0o600),
    ] {
      #expect(
        try FileManager.default.attributesOfItem(atPath: scratch.journal + name)[.posixPermissions] as? Int == mode, "\(name)")
    }
    #expect(try scratch.mode("a") == 0o644)
  }
}
