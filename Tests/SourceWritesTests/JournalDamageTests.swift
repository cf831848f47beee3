import Foundation
import TestSupport
import Testing

@testable import SourceWrites

/// Whatever becomes of a journal's bytes, `undo` brings every file back exactly, or changes nothing wrongly, says what it could
/// not do, and keeps the journal.
@Suite struct JournalDamageTests {
  /// A tree that was migrated, and its journal, both of which can be made as they were.
  private final class Migrated {
    let scratch: ScratchTree
    let old: [String: String]
    let tree: [String: String]
    let journal: [String: [UInt8]]

    /// With `isHalf`, the process died after the first file.
    init(isHalf: Bool = false) throws {
      scratch = try ScratchTree()
      for name in ["a", "b", "c"] { try scratch.write(name, "old text of \(name)\n") }
      try FileManager.default.linkItem(atPath: scratch.path("c"), toPath: scratch.path("c2"))
      old = try scratch.contents()
      let journal = scratch.newJournal()
      try journal.begin()
      for name in ["a", "b", "c"] {
        let greeting = "new\n"
        try journal.add(
          TextReplacement(
            path: scratch.path(name), before: Array(try scratch.read(name).utf8), after: Array((greeting + old[name]!).utf8),
            parts: [TextPart(old: 0..<0, new: 0..<greeting.utf8.count, rules: ["greeting"])]))
      }
      try journal.commit()
      if isHalf {
        for name in ["b", "c"] { try scratch.overwrite(name, old[name]!) }
        let log = "\(scratch.journal)/current/log"
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").dropLast()
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: log))
        chmod(log, 0o600)
      }
      tree = try scratch.contents()
      self.journal = try Self.read(scratch.journal + "/current")
    }

    static func read(_ folder: String) throws -> [String: [UInt8]] {
      try FileManager.default.subpathsOfDirectory(atPath: folder).reduce(into: [:]) { found, name in
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder), !isFolder.boolValue else {
          return
        }
        found[name] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
      }
    }

    /// Makes the tree what it was, and the journal of these files.
    func restore(_ files: [String: [UInt8]]) throws {
      for (name, text) in tree { try scratch.overwrite(name, text) }
      let place = scratch.journal + "/current"
      if FileManager.default.fileExists(atPath: place) { try FileManager.default.removeItem(atPath: place) }
      for folder in ["", "/old", "/new"] { mkdir(place + folder, 0o700) }
      for (name, bytes) in files {
        let file = Foundation.open("\(place)/\(name)", O_WRONLY | O_CREAT, 0o600)
        try #require(file >= 0 && write(file, bytes, bytes.count) == bytes.count)
        close(file)
      }
    }

    /// Damages the journal, undoes, and sees that nothing is lost. Returns whether everything was brought back.
    @discardableResult func undo(_ name: String, _ damage: (inout [String: [UInt8]]) -> Void) throws -> Bool {
      var damaged = journal
      damage(&damaged)
      try restore(damaged)
      do {
        try scratch.newJournal().undo()
        #expect(try scratch.contents() == old, "\(name): undo said that it brought everything back")
        #expect(try scratch.state == .none, "\(name)")
        return true
      } catch {
        let (found, kept) = (try scratch.contents(), try Self.read(scratch.journal + "/current"))
        for (file, text) in found {
          #expect(text == tree[file] || text == old[file], "\(name): \(file) is '\(text)'")
        }
        #expect(Set(found.keys) == Set(old.keys), "\(name)")
        for (file, bytes) in damaged where file != "log" { #expect(kept[file] == bytes, "\(name): '\(file)' is not kept") }
        #expect(kept["log"]?.starts(with: damaged["log"]!.prefix { $0 != 0 }.prefix(10)) ?? (damaged["log"] == nil), "\(name)")
        #expect("\(error)".contains(scratch.journal) || "\(error)".contains(scratch.tree), "\(name): \(error)")
        return false
      }
    }
  }

  @Test("every byte of the log, turned", arguments: [false, true])
  func everyByteOfTheLogTurned(_ isHalf: Bool) throws {
    let migrated = try Migrated(isHalf: isHalf)
    var random = SeededRandom(1)
    let log = try #require(migrated.journal["log"])
    var whole = 0
    for position in log.indices {
      let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
      if try migrated.undo("byte \(position) ^ \(bit)", { $0["log"]![position] ^= bit }) { whole += 1 }
    }
    // What was said of no file is not needed for going back.
    #expect(whole > 100 && whole < log.count)
  }

  @Test("every length of the log", arguments: [false, true])
  func everyLengthOfTheLog(_ isHalf: Bool) throws {
    let migrated = try Migrated(isHalf: isHalf)
    let count = try #require(migrated.journal["log"]).count
    for length in 0..<count { try migrated.undo("length \(length)") { $0["log"] = Array($0["log"]!.prefix(length)) } }
  }

  @Test("every line of the log, lost, doubled, moved", arguments: [false, true])
  func everyLineOfTheLog(_ isHalf: Bool) throws {
    let migrated = try Migrated(isHalf: isHalf)
    func lines(_ log: [UInt8]) -> [[UInt8]] { log.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] } }
    let count = lines(try #require(migrated.journal["log"])).count
    for line in 0..<count {
      try migrated.undo("line \(line) lost") { log in
        var lines = lines(log["log"]!)
        lines.remove(at: line)
        log["log"] = lines.flatMap { $0 }
      }
      try migrated.undo("line \(line) empty") { log in
        var lines = lines(log["log"]!)
        lines[line] = [UInt8(ascii: "\n")]
        log["log"] = lines.flatMap { $0 }
      }
      for other in 1..<count where line > 0 {
        let isWhole = try migrated.undo("line \(line) swapped with \(other)") { log in
          var lines = lines(log["log"]!)
          lines.swapAt(line, other)
          log["log"] = lines.flatMap { $0 }
        }
        #expect(isWhole)
      }
    }
    try migrated.undo("no log") { $0["log"] = nil }
  }

  @Test("kept texts lost, cut off, turned, swapped", arguments: [false, true])
  func keptTexts(_ isHalf: Bool) throws {
    let migrated = try Migrated(isHalf: isHalf)
    for name in migrated.journal.keys.sorted() where name != "log" {
      let bytes = try #require(migrated.journal[name])
      // A file that has its old text needs none, and no new text is needed for going back.
      let isNeeded = name.hasPrefix("old") && (!isHalf || name == "old/0")
      #expect(try migrated.undo("\(name) lost") { $0[name] = nil } == !isNeeded)
      for length in bytes.indices {
        #expect(try migrated.undo("\(name) cut off at \(length)") { $0[name] = Array(bytes.prefix(length)) } == !isNeeded)
        #expect(try migrated.undo("\(name) turned at \(length)") { $0[name]![length] ^= 1 } == !isNeeded)
      }
      for other in migrated.journal.keys where other != name && other != "log" {
        try migrated.undo("\(name) and \(other) swapped") { ($0[name], $0[other]) = ($0[other], $0[name]) }
      }
    }
    #expect(try !migrated.undo("no old texts") { files in files = files.filter { !$0.key.hasPrefix("old") } })
  }

  @Test func whatCannotBeTakenBackIsNamedAndTheRestIsTakenBack() throws {
    let migrated = try Migrated()
    _ = try migrated.undo("old/1") { $0["old/1"] = nil }
    #expect(try migrated.scratch.contents() == migrated.old.merging(["b": migrated.tree["b"]!]) { $1 })
    let error = #expect(throws: SourceWritesError.self) { try migrated.scratch.newJournal().undo() }
    #expect(error?.description.contains("\(migrated.scratch.path("b")): its old text 'old/1' is missing") == true)
    #expect(migrated.scratch.newJournal().abandoned != nil)
    // Once somebody has brought the text back, it is done.
    try migrated.scratch.overwrite("b", migrated.old["b"]!)
    #expect(try migrated.scratch.newJournal().undo() == 3)
  }

  @Test("the line that names the format is not needed", arguments: [false, true])
  func theHeadingIsNotNeeded(_ isHalf: Bool) throws {
    let migrated = try Migrated(isHalf: isHalf)
    for position in 0..<"waxwing-journal".count {
      #expect(try migrated.undo("heading \(position)") { $0["log"]![position] ^= 1 })
    }
    #expect(try migrated.undo("no heading") { $0["log"]!.removeSubrange(...$0["log"]!.firstIndex(of: UInt8(ascii: "\n"))!) })
  }

  @Test func wheresOldTextsLieIsSaidWhereNothingElseHelps() throws {
    let migrated = try Migrated()
    var damaged = migrated.journal
    let second = try #require(damaged["log"]?.firstIndex(of: UInt8(ascii: "\n"))) + 80
    damaged["log"]![second] ^= 1
    try migrated.restore(damaged)
    for work: (WriteJournal) throws -> Void in [{ try $0.undo() }, { try $0.resume() }, { try $0.begin() }, { _ = try $0.state }]
    {
      let error = #expect(throws: SourceWritesError.self) { try work(migrated.scratch.newJournal()) }
      guard case .unusable(_, let copies)? = error?.code else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(
        error?.description.contains("'\(migrated.scratch.journal)/current/old'") == true
          && error?.description.contains("waxwing undo") == false)
      for (name, text) in migrated.tree { try migrated.scratch.overwrite(name, text) }
      _ = try execute("/bin/sh", ["-c", copies.joined(separator: "\n")], in: packageFolder)
      #expect(try migrated.scratch.contents() == migrated.old)
    }
    #expect(migrated.scratch.newJournal().abandoned == nil)
  }

  @Test func resumeWritesEverythingOrNothing() throws {
    let migrated = try Migrated(isHalf: true)
    var random = SeededRandom(2)
    for name in migrated.journal.keys.sorted() {
      for position in try #require(migrated.journal[name]).indices {
        var damaged = migrated.journal
        damaged[name]![position] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        try migrated.restore(damaged)
        do {
          try migrated.scratch.newJournal().resume()
          for (file, text) in try migrated.scratch.contents() {
            #expect(text == "new\n" + migrated.old[file]!, "\(name) \(position)")
          }
        } catch { #expect(try migrated.scratch.contents() == migrated.tree, "\(name) \(position)") }
      }
    }
  }

  @Test func aRuleIsTakenBackWholeOrNotAtAll() throws {
    let migrated = try Migrated()
    var random = SeededRandom(3)
    for name in migrated.journal.keys.sorted() {
      for position in try #require(migrated.journal[name]).indices {
        var damaged = migrated.journal
        damaged[name]![position] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        try migrated.restore(damaged)
        let journal = migrated.scratch.newJournal()
        do {
          try journal.revise(try journal.withoutChanges(of: "greeting"))
          #expect(try migrated.scratch.contents() == migrated.old, "\(name) \(position)")
        } catch { #expect(try migrated.scratch.contents() == migrated.tree, "\(name) \(position): \(error)") }
      }
    }
  }

  @Test func partsThatDoNotLieInTheirTextsAreAnError() {
    for parts in [
      [TextPart(old: 0..<9, new: 0..<1, rules: ["r"])], [TextPart(old: 0..<1, new: 0..<9, rules: ["r"])],
      [TextPart(old: 1..<2, new: 1..<2, rules: ["r"]), TextPart(old: 0..<1, new: 0..<1, rules: ["r"])],
    ] {
      #expect(throws: SourceWritesError.self) {
        try PartialUndo(path: "a", old: [1, 2, 3], new: [1, 2, 3], parts: parts).without("r")
      }
    }
  }
}

extension ScratchTree {
  /// Puts other contents into a file, which keeps all its names.
  func overwrite(_ name: String, _ text: String) throws {
    let file = open(path(name), O_WRONLY | O_TRUNC)
    defer { close(file) }
    guard file >= 0, Foundation.write(file, text, text.utf8.count) == text.utf8.count else { throw DiskFailure() }
  }
}
