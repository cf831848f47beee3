import Foundation
import Testing

@testable import SourceWrites

@Suite struct WriteJournalTests {
  @Test func modesAreKeptAndNothingIsLeftBeside() throws {
    let scratch = try ScratchTree()
    try scratch.write("run", "old", mode: 0o750)
    try scratch.migrate([("run", "new")])
    #expect(try scratch.contents() == ["run": "new"])
    #expect(try scratch.mode("run") == 0o750)
  }

  @Test func bytesAreWrittenAsTheyAre() throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    let text = "\u{FEFF}a\r\nb\r\nno newline at the end"
    try scratch.migrate([("a", text)])
    #expect(try Array(scratch.read("a").utf8) == Array(text.utf8))
  }

  @Test func aLinkStaysALinkAndItsTargetIsWritten() throws {
    let scratch = try ScratchTree()
    try scratch.write("target", "old")
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: "target")
    try scratch.migrate([("link", "new"), ("target", "new")])
    #expect(try scratch.read("target") == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("link")) == "target")
    #expect(try scratch.state == .finished(files: 1))
  }

  @Test func everyNameOfAFileSeesTheNewText() throws {
    let scratch = try ScratchTree()
    try scratch.write("one", "a longer old text")
    try FileManager.default.linkItem(atPath: scratch.path("one"), toPath: scratch.path("other"))
    try scratch.migrate([("one", "new")])
    #expect(try scratch.read("other") == "new")
    try scratch.newJournal().undo()
    #expect(try scratch.read("other") == "a longer old text")
  }

  @Test func aReadOnlyFileStopsEverything() throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    try scratch.write("b", "old", mode: 0o444)
    let error = #expect(throws: SourceWritesError.self) { try scratch.migrate([("a", "new"), ("b", "new")]) }
    #expect(error?.code == .isReadOnly)
    #expect(try scratch.contents() == ["a": "old", "b": "old"])
  }

  @Test func aFileThatHasChangedMeanwhileStopsEverything() throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    try scratch.write("b", "edited")
    let journal = scratch.newJournal()
    try journal.begin()
    try journal.add(TextReplacement(path: scratch.path("a"), before: Array("old".utf8), after: Array("new".utf8)))
    let error = #expect(throws: SourceWritesError.self) {
      try journal.add(TextReplacement(path: scratch.path("b"), before: Array("old".utf8), after: Array("new".utf8)))
    }
    #expect(error?.code == .changedMeanwhile)
    #expect(try scratch.contents() == ["a": "old", "b": "edited"])
  }

  @Test func whatWasWrittenCanBeTakenBackOnce() throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old", mode: 0o600)
    try scratch.migrate([("a", "new")])
    #expect(try scratch.newJournal().undo() == 1)
    #expect(try scratch.contents() == ["a": "old"])
    #expect(try scratch.mode("a") == 0o600)
    let error = #expect(throws: SourceWritesError.self) { try scratch.newJournal().undo() }
    #expect(error?.code == .nothingToUndo)
  }

  @Test func editsMadeSinceAreNotThrownAway() throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    try scratch.write("b", "old")
    try scratch.migrate([("a", "new"), ("b", "new")])
    try scratch.write("b", "mine")
    let error = #expect(throws: SourceWritesError.self) { try scratch.newJournal().undo() }
    #expect(error?.code == .editedSince)
    #expect(try scratch.contents() == ["a": "new", "b": "mine"])
  }

  @Test func aNextMigrationTakesTheJournalOver() throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "one")
    try scratch.migrate([("a", "two")])
    try scratch.migrate([("a", "three")])
    try scratch.newJournal().undo()
    #expect(try scratch.read("a") == "two")
  }

  @Test func twoProcessesDoNotWriteAtOnce() throws {
    let scratch = try ScratchTree()
    let journal = scratch.newJournal()
    try journal.begin()
    let error = #expect(throws: SourceWritesError.self) { try scratch.newJournal().begin() }
    #expect(error?.code == .isBusy)
    try journal.discard()
  }

  @Test func aMigrationThatFailsLeavesTheWayBackFromTheOneBefore() throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "one")
    try scratch.write("b", "one", mode: 0o444)
    try scratch.migrate([("a", "two")])
    #expect(throws: SourceWritesError.self) { try scratch.migrate([("a", "three"), ("b", "three")]) }
    #expect(try scratch.contents() == ["a": "two", "b": "one"])
    #expect(try scratch.newJournal().undo() == 1)
    #expect(try scratch.read("a") == "one")
  }

  @Test func twoNamesOfOneFileAreOneFile() throws {
    let scratch = try ScratchTree()
    try scratch.write("one", "old")
    try FileManager.default.linkItem(atPath: scratch.path("one"), toPath: scratch.path("other"))
    // What a file becomes may depend on its name; the first one counts.
    try scratch.migrate([("one", "new of one"), ("other", "new of other")])
    #expect(try scratch.contents() == ["one": "new of one", "other": "new of one"])
    #expect(try scratch.state == .finished(files: 1))
    #expect(try scratch.newJournal().undo() == 1)
    #expect(try scratch.contents() == ["one": "old", "other": "old"])
  }

  @Test func whatIsNoFileIsRefusedAtOnce() throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    mkfifo(scratch.path("pipe"), 0o600)
    try FileManager.default.createDirectory(atPath: scratch.path("folder"), withIntermediateDirectories: true)
    for path in [scratch.path("pipe"), scratch.path("folder"), "/dev/null"] {
      let journal = scratch.newJournal()
      try journal.begin()
      let error = #expect(throws: SourceWritesError.self) { try journal.add(TextReplacement(path: path, before: [], after: [1])) }
      #expect(error?.code == .isNoFile, "\(path)")
    }
  }

  @Test("an edit made while files are written is kept", arguments: ["prepare 1", "take over", "replace 0"])
  func anEditMadeWhileFilesAreWrittenIsKept(_ word: String) throws {
    let scratch = try ScratchTree()
    for name in ["a", "b"] { try scratch.write(name, "old \(name)") }
    let journal = WriteJournal(directory: scratch.journal, folder: scratch.tree, isDurable: false) { step in
      if step == word { #expect(throws: Never.self) { try scratch.write("b", "mine") } }
    }
    try journal.begin()
    for name in ["a", "b"] {
      try journal.add(TextReplacement(path: scratch.path(name), before: Array("old \(name)".utf8), after: Array("new".utf8)))
    }
    #expect(throws: SourceWritesError.self) { try journal.commit() }
    #expect(try scratch.contents().filter { !$0.key.hasPrefix(".") } == ["a": "old a", "b": "mine"])
  }
}

@Suite struct JournalLogTests {
  private func log(_ entries: [JournalEntry]) throws -> [UInt8] {
    var log = JournalLog()
    return try entries.flatMap { try log.add($0) }
  }

  private let entries: [JournalEntry] = [.drafts(tag: "a"), .goal(.new, files: 2), .reached(.new, files: 2)]

  @Test func whatWasWrittenIsRead() throws {
    let read = try JournalLog(try log(entries), path: "log")
    #expect(read.entries == entries && read.damage.isEmpty)
    #expect(JournalLog.isFinished(try log(entries)))
  }

  @Test func aLineThatWasCutOffCountsAsNotWrittenAndTheNextTakesItsPlace() throws {
    let whole = try log(entries)
    var read = try JournalLog(whole.dropLast(5), path: "log")
    #expect(read.entries == Array(entries.dropLast()) && read.damage.isEmpty)
    let bytes = Array(whole.prefix(read.length)) + (try read.add(.reached(.old, files: 2)))
    #expect(try JournalLog(bytes, path: "log").entries == entries.dropLast() + [.reached(.old, files: 2)])
  }

  @Test func lostSwappedAndDoubledLinesAreSeenOrDoNoHarm() throws {
    let lines = try log(entries).split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
    let lost = try JournalLog(lines[0] + lines[1] + lines[3], path: "log")
    #expect(lost.damage == ["1 line of the log is missing"] && lost.entries == [entries[0], entries[2]])
    #expect(try JournalLog(lines[0] + lines[2] + lines[1] + lines[3], path: "log").entries == entries)
    let doubled = try JournalLog(lines[0] + lines[1] + lines[1] + lines[2] + lines[3], path: "log")
    #expect(doubled.entries == entries && doubled.damage.isEmpty)
  }

  @Test func whatHadNotBegunIsRemovedRatherThanGoneOnWith() throws {
    let scratch = try ScratchTree()
    try scratch.write("a", "old")
    do {
      let journal = scratch.newJournal()
      try journal.begin()
      try journal.add(TextReplacement(path: scratch.path("a"), before: Array("old".utf8), after: Array("new".utf8)))
    }
    #expect(try scratch.newJournal().resume() == 0)
    #expect(try scratch.contents() == ["a": "old"])
    #expect(throws: SourceWritesError.self) { try scratch.newJournal().resume() }
  }

  @Test func anotherFormatIsNamed() throws {
    let error = #expect(throws: SourceWritesError.self) { try JournalLog(Array("waxwing-journal 3\n".utf8), path: "log") }
    #expect(error?.code == .otherFormat("3"))
    #expect(throws: SourceWritesError.self) { try JournalLog([], path: "log") }
    #expect(throws: SourceWritesError.self) { try JournalLog(Array("{\"file\":1}\n".utf8), path: "log") }
  }
}
