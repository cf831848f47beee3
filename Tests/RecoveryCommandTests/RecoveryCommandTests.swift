import DataflowCore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Recovery

/// `waxwing recovery …` as a user calls it, in a folder of its own; paths in what it says are relative to that.
private final class Shell: Sendable {
  private let scratch: Scratch
  var folder: URL { URL(filePath: scratch.path) }

  init() throws { scratch = try Scratch() }

  /// What a call prints, on either stream, and how it ends when that is not well; sizes of files are left out.
  func callAsFunction(_ arguments: String...) throws -> String { try self(arguments) }

  func callAsFunction(_ arguments: [String]) throws -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = productsFolder.appending(path: "waxwing")
    process.arguments = ["recovery"] + arguments
    process.currentDirectoryURL = folder
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let text = said.trimmingCharacters(in: .newlines).replacing(/sqlite3, (\d+) rows, \d+ bytes/) { "sqlite3, \($0.1) rows" }
      .replacing(/"bytes" : \d+,\n      "commitEpoch"/, with: "\"bytes\" : …,\n      \"commitEpoch\"")
    return process.terminationStatus == 0 ? text : "\(text)\nexit \(process.terminationStatus)"
  }

  /// Makes a store in which epochs 1 to 3 are finished and, if `isKilled`, epoch 4 is begun.
  func makeStore(_ name: String, step: String, isKilled: Bool = false) throws {
    let path = folder.appending(path: name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try makeRecoveryPartitions(in: [path], count: 2)
    let store = try RecoveryStore(
      in: [path], workerCount: 2, epochInterval: TimeSpan(microseconds: 1), backupInterval: TimeSpan(microseconds: 1000))
    for epoch in 1...3 {
      let count = Snapshot(step: step, key: "to", state: Array("\(epoch)".utf8))
      let gone = Snapshot(step: step, key: "be", state: epoch == 3 ? nil : Array("\(epoch * 10)".utf8))
      try store.store(
        [count, gone, Snapshot(step: "f.inp", key: "text.txt", state: Array("\(epoch * 7)".utf8))], epoch: epoch, worker: 0)
      try store.complete(epoch: epoch)
    }
    try store.finish()
    guard isKilled else { return }
    // As a process leaves it that is killed after its rows and before its fronts are on the disk.
    let begun = Mutex(0)
    let killed = try RecoveryStore(in: [path], workerCount: 1, retention: Retention(epochs: nil)) { moment in
      guard case .begin = moment else { return }
      // Both partitions learn of the execution, one gets the row, and then come the fronts.
      if begun.withLock({
        $0 += 1; return $0
      }) == 4 {
        throw Killed()
      }
    }
    try killed.store([Snapshot(step: step, key: "to", state: Array("4".utf8))], epoch: 4, worker: 0)
    try killed.complete(epoch: 4)
    #expect(throws: Killed.self) { try killed.finish() }
  }

  private struct Killed: Error {}
}

struct RecoveryCommandTests {
  private let waxwing: Shell

  init() throws { waxwing = try Shell() }

  @Test func initMakesPartitions() throws {
    try Data().write(to: waxwing.folder.appending(path: "file"))
    #expect(
      try waxwing("init", "file/state", "2").hasPrefix(
        "error: recovery store 'file/state': the directory cannot be made; choose another place"))
    try FileManager.default.createDirectory(at: waxwing.folder.appending(path: "state"), withIntermediateDirectories: false)
    #expect(try waxwing("init", "state;more", "3") == "made 3 partitions in state;more")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: waxwing.folder.appending(path: "state").path).sorted() == [
        "part-0.sqlite3", "part-2.sqlite3",
      ])
    #expect(
      try waxwing("init", "more", "1") == """
        error: recovery store 'more/part-1.sqlite3': there are partitions already; choose an empty directory, or go on with these
        exit 1
        """)
    #expect(try waxwing("init", "state", "none").hasSuffix("exit 64"))
  }

  /// All there is below the folder.
  private func everything() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: waxwing.folder.path).sorted()
  }

  @Test(
    "what fails leaves no folder behind",
    arguments: [
      ["init", "new", "0"], ["init", "a/b/new/", "1000001"], ["init", "new;state;other", "2"],
      ["import", "nosuch", "new", "--partitions", "2"],
      ["import", "state", "new", "--partitions", "0"],
      ["import", "state", "a/new", "--partitions", "2", "--files", "f.inp=nosuch"],
      ["import", "state", "new", "--partitions", "2", "--map", "f.count.unary=f.inp"],
      ["import", "state", "state", "--partitions", "1"],
      ["import", "state", "./state/../state", "--partitions", "1"],
      ["import", "state", "there", "--partitions", "1", "--files", "f.inp=nosuch"],
    ])
  func failureLeavesNothing(_ words: [String]) throws {
    try waxwing.makeStore("state", step: "f.count.unary")
    try FileManager.default.createDirectory(at: waxwing.folder.appending(path: "there"), withIntermediateDirectories: false)
    let before = try everything()
    #expect(try waxwing(words).contains("exit"))
    #expect(try everything() == before)
  }

  @Test("looking leaves no files of SQLite's behind", arguments: [true, false])
  func lookingLeavesNothing(isKilled: Bool) throws {
    try waxwing.makeStore("state", step: "f.count.unary", isKilled: isKilled)
    let before = try everything()
    for words in [["inspect", "state"], ["check", "state"], ["import", "state", "new", "--partitions", "2"]] {
      #expect(try !waxwing(words).contains("exit"))
      #expect(try everything().filter { !$0.hasPrefix("new") } == before, "\(words)")
    }
    #expect(try everything().filter { $0.hasPrefix("new") } == ["new", "new/part-0.sqlite3", "new/part-1.sqlite3"])
  }

  @Test func checkTellsAnEmptyStoreFromOneThatHasRun() throws {
    try FileManager.default.createDirectory(at: waxwing.folder.appending(path: "empty"), withIntermediateDirectories: false)
    #expect(
      try waxwing("check", "empty") == """
        error: recovery store 'empty': no partitions (part-*.sqlite3) found; make them with waxwing recovery init empty COUNT
        exit 1
        """)
    _ = try waxwing("init", "empty", "1")
    #expect(try waxwing("check", "empty") == "nothing has run yet; a flow would begin at the beginning")
    try waxwing.makeStore("state", step: "f.count.unary")
    #expect(
      try waxwing("check", "state") == """
        a resume works: execution 1 would begin with epoch 4, with the state of 2 keys and partitions
        nothing is lost
        """)
  }

  @Test func checkSaysWhatIsDoneAgain() throws {
    try waxwing.makeStore("state", step: "f.count.unary", isKilled: true)
    #expect(
      try waxwing("check", "state") == """
        a resume works: execution 2 would begin with epoch 4, with the state of 2 keys and partitions
        epoch 4 had been begun: 1 change is dropped, and its items are read again
        """)
  }

  @Test func checkFindsDamage() throws {
    try waxwing.makeStore("state", step: "f.count.unary")
    let file = waxwing.folder.appending(path: "state/part-1.sqlite3")
    var bytes = try Data(contentsOf: file)
    bytes.replaceSubrange(4096..<bytes.count, with: Data(repeating: 0xA5, count: bytes.count - 4096))
    try bytes.write(to: file)
    let said = try waxwing("check", "state")
    #expect(
      said.hasPrefix("error: recovery store 'state/part-1.sqlite3': it is damaged (") && said.hasSuffix("exit 1"), "\(said)")
    try FileManager.default.removeItem(at: file)
    #expect(
      try waxwing("check", "state") == """
        error: recovery store 'state': expected 2 partitions, found 1; copy part-1.sqlite3 here
        exit 1
        """)
  }

  @Test func inspectPrintsWhatIsThere() throws {
    try waxwing.makeStore("state", step: "f.count.unary")
    let said = try waxwing("inspect", "state")
    #expect(
      said == """
        resumes from epoch 4
        states are JSON
        partition 0: state/part-0.sqlite3, 6 rows
        partition 1: state/part-1.sqlite3, 3 rows
        execution 0: 2 workers, epochs 1 up to 4
        step f.count.unary: 1 key, 6 rows of epochs 1 to 3, 7 bytes of state
        step f.inp: 1 key, 3 rows of epochs 1 to 3, 5 bytes of state
        """)
    #expect(
      try waxwing("inspect", "state", "--key", "be").hasSuffix(
        """
        f.count.unary 'be' epoch 1: 10
        f.count.unary 'be' epoch 2: 20
        f.count.unary 'be' epoch 3: discarded
        """))
    #expect(
      try waxwing("inspect", "state", "--step", "f.inp").hasSuffix(
        """
        step f.inp: 1 key, 3 rows of epochs 1 to 3, 5 bytes of state
        f.inp 'text.txt' epoch 1: 7
        f.inp 'text.txt' epoch 2: 14
        f.inp 'text.txt' epoch 3: 21
        """))
    let object =
      try JSONSerialization.jsonObject(with: Data(waxwing("inspect", "state", "--format", "json").utf8)) as? [String: Any]
    #expect(object?["encoding"] as? String == "JSON" && object?["resumeEpoch"] as? Int == 4)
    #expect(
      Set(object?.keys.map(\.self) ?? []) == [
        "changes", "encoding", "executions", "partitions", "resumeEpoch", "steps", "unfinishedRows",
      ])
  }

  @Test func aKeyStaysOnItsLine() throws {
    let path = waxwing.folder.appending(path: "state").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try makeRecoveryPartitions(in: [path], count: 1)
    let store = try RecoveryStore(in: [path], workerCount: 1, retention: Retention(epochs: 0), hook: nil)
    try store.store(["two\nlines", "a\0b", "é\u{2028}"].map { Snapshot(step: "f.s", key: $0, state: [49]) }, epoch: 1, worker: 0)
    try store.complete(epoch: 1)
    try store.finish()
    #expect(
      try waxwing("inspect", "state", "--step", "f.s").hasSuffix(
        #"""
        f.s 'a\0b' epoch 1: 1
        f.s 'two\nlines' epoch 1: 1
        f.s 'é\u{2028}' epoch 1: 1
        """#))
    #expect(try waxwing("inspect", "state", "--key", "two\nlines").hasSuffix(#"f.s 'two\nlines' epoch 1: 1"#))
    #expect(try waxwing("inspect", "state", "--step", "f.s", "--format", "json").contains(#""key" : "a\u0000b""#))
  }

  @Test func importCarriesStateOver() throws {
    try waxwing.makeStore("old", step: "f.count.unary")
    #expect(
      try waxwing("import", "old", "new", "--partitions", "3", "--map", "f.count.unary=f.count.stateful_flat_map.unary") == """
        f.count.stateful_flat_map.unary: 1 key
        f.inp: 1 key
        new resumes from epoch 4
        """)
    #expect(
      try waxwing("check", "new") == """
        a resume works: execution 1 would begin with epoch 4, with the state of 2 keys and partitions
        nothing is lost
        """)
    #expect(
      try waxwing("import", "old", "other", "--partitions", "1", "--map", "f.cuont=f.count", "f.inp=f.lines", "--files", "f.out")
        == """
        f.count.unary: 1 key
        f.lines: 1 key
        the old store has no rows of 'f.cuont', 'f.out', so nothing was to be carried over; 'waxwing recovery inspect old' lists those that it has
        other resumes from epoch 4
        """)
    #expect(
      try waxwing("import", "old", "other", "--partitions", "1", "--map", "f.inp").contains(
        "'f.inp' is no pair of step ids; write --map old=new"))
    #expect(
      try waxwing("import", "old", "other", "--partitions", "1", "--map", "f.inp=a", "f.inp=b").contains(
        "step 'f.inp' is mapped twice; keep one of them"))
    _ = try waxwing("import", "old", "renamed", "--partitions", "1", "--files", "f.inp")
    #expect(try waxwing("import", "renamed", "again", "--partitions", "1", "--files", "f.inp").contains("take it out of --files"))
    #expect(try waxwing("inspect", "renamed", "--step", "f.inp").hasSuffix("::text.txt' epoch 3: 21"))
    #expect(try waxwing("import", "old", "new", "--partitions", "1").contains("there are partitions already"))
  }
}
