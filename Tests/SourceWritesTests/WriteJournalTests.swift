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
    #expect(scratch.newJournal().state == .finished(files: 1))
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
    journal.discard()
  }

  @Test func aLineThatWasCutOffCountsAsNotWritten() throws {
    let line = try JournalLog.bytes(of: .goal(.new))
    let log = JournalLog(line.dropLast(5) + (try JournalLog.bytes(of: .reached(.new))))
    #expect(log.lines == [.reached(.new)])
  }
}
