import Foundation
import TestSupport
import Testing

@testable import SourceWrites

/// A process that writes twenty files is killed before every one of its steps.
@Suite struct KillTests {
  private let names = (0..<20).map { String(format: "%02d.txt", $0) }

  private func filled(_ count: Int = 20) throws -> (ScratchTree, old: [String: String], new: [String: String]) {
    let scratch = try ScratchTree()
    for name in names.prefix(count) { try scratch.write(name, "old \(name)\n") }
    let old = try scratch.contents()
    return (scratch, old, old.reduce(into: [:]) { $0[$1.key] = "new \($1.key)\r\n" + $1.value })
  }

  private func probe(_ word: String, _ scratch: ScratchTree, step: Int = 0, limit: Int = 0, finisher: Int? = nil) throws
    -> ProcessResult
  {
    try execute(
      productsFolder.path + "/WriteProbe",
      [word, scratch.tree, scratch.journal, "\(step)", "\(limit)"] + (finisher.map { ["\($0)"] } ?? []),
      in: packageFolder)
  }

  /// Waits until no process has the journal any more.
  private func settle(_ scratch: ScratchTree) throws {
    let file = open("\(scratch.journal)/lock", O_RDWR)
    // A process that was killed before it made anything has no lock.
    guard file >= 0 || errno != ENOENT else { return }
    try #require(file >= 0 && flock(file, LOCK_EX) == 0)
    close(file)
  }

  /// How many processes the last test kills.
  private static let wanted = Int(ProcessInfo.processInfo.environment["WAXWING_KILLS"] ?? "") ?? 40

  /// The tree without what waits beside its files.
  private func visible(_ scratch: ScratchTree) throws -> [String: String] {
    try scratch.contents().filter { !$0.key.hasPrefix(".") }
  }

  @Test func aKilledWriteIsFinishedByResumeAndTakenBackByUndoWhereverItStopped() throws {
    let (counted, _, all) = try filled()
    let steps = try #require(Int(try probe("write", counted).output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(try counted.contents() == all)
    #expect(steps >= 20 * 5)
    var between = 0
    for step in 1...steps {
      let (scratch, old, new) = try filled()
      #expect(try probe("write", scratch, step: step).wasKilled, "step \(step)")
      let found = try visible(scratch)
      for (name, text) in found { #expect(text == old[name] || text == new[name], "step \(step): \(name) is torn") }
      switch try scratch.state {
      case .none: #expect(found == old, "step \(step): no journal, but files were written")
      case .unfinished(.new, let reached, 20):
        #expect(reached == names.count { found[$0] == new[$0] })
        if reached > 0, reached < 20 { between += 1 }
        // One half goes on, the other goes back.
        if step.isMultiple(of: 2) {
          #expect(try probe("resume", scratch).status == 0, "step \(step)")
          #expect(try scratch.contents() == new, "step \(step)")
        }
        #expect(try probe("undo", scratch).status == 0, "step \(step)")
        #expect(try scratch.contents() == old, "step \(step)")
        #expect(try scratch.state == .none)
      case let state: Issue.record("step \(step): the journal is \(state)")
      }
    }
    #expect(between == 19)
  }

  @Test func aKilledUndoIsFinishedByUndoAndTakenBackByResume() throws {
    let (counted, _, _) = try filled()
    _ = try probe("write", counted)
    let steps = try #require(Int(try probe("undo", counted).output.trimmingCharacters(in: .whitespacesAndNewlines)))
    for step in stride(from: 1, through: steps, by: 3) {
      let (scratch, old, new) = try filled()
      _ = try probe("write", scratch)
      #expect(try probe("undo", scratch, step: step).wasKilled, "step \(step)")
      let state = try scratch.state
      if case .unfinished(.old, let reached, _) = state, step.isMultiple(of: 2), reached < 20 {
        #expect(try probe("resume", scratch).status == 0, "step \(step)")
        #expect(try scratch.contents() == new, "step \(step)")
      } else {
        #expect(try probe("undo", scratch).status == 0, "step \(step): \(state)")
        #expect(try scratch.contents() == old, "step \(step)")
      }
    }
  }

  @Test func aKilledWriteLeavesTheOldTreeOrTheNewOneWhereverItStopped() throws {
    let (counted, _, all) = try filled()
    let steps = try #require(Int(try probe("write", counted, finisher: 0).output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(try counted.contents() == all)
    for step in 1...steps {
      let (scratch, old, new) = try filled()
      #expect(try probe("write", scratch, step: step, finisher: 0).wasKilled, "step \(step)")
      try settle(scratch)
      // All steps but the last, to hand over, stand before the goal is noted.
      #expect(try scratch.contents() == (step < steps ? old : new), "step \(step)")
      #expect(try scratch.state == (step < steps ? .none : .finished(files: 20)), "step \(step)")
    }
  }

  @Test func aKilledFinisherLeavesNothingUndone() throws {
    for finisher in 1...22 {
      let (scratch, old, new) = try filled()
      #expect(try probe("write", scratch, finisher: finisher).status == 0, "step \(finisher)")
      #expect(try scratch.contents() == new, "step \(finisher)")
      #expect(try scratch.state == .finished(files: 20))
      #expect(try probe("undo", scratch, finisher: finisher).status == 0, "step \(finisher)")
      #expect(try scratch.contents() == old, "step \(finisher)")
    }
  }

  @Test func bothKilledLeaveWhatResumeFinishes() throws {
    let (counted, _, _) = try filled()
    let steps = try #require(Int(try probe("write", counted, finisher: 0).output.trimmingCharacters(in: .whitespacesAndNewlines)))
    for finisher in 2...21 {
      let (scratch, old, new) = try filled()
      // This process dies at one of the steps that it only makes because the finisher is dead.
      #expect(try probe("write", scratch, step: steps + 1, finisher: finisher).wasKilled, "step \(finisher)")
      try settle(scratch)
      let found = try visible(scratch)
      for (name, text) in found { #expect(text == old[name] || text == new[name], "step \(finisher): \(name) is torn") }
      guard case .unfinished(.new, let reached, 20) = try scratch.state else {
        Issue.record("step \(finisher): the journal is \(try scratch.state)")
        continue
      }
      #expect((scratch.newJournal().abandoned != nil) == (1..<20).contains(reached), "step \(finisher)")
      #expect(try probe("resume", scratch, finisher: 0).status == 0, "step \(finisher)")
      #expect(try scratch.contents() == new, "step \(finisher)")
    }
  }

  @Test func aKilledUndoLeavesTheOldTreeOrTheNewOne() throws {
    let (counted, _, _) = try filled()
    _ = try probe("write", counted)
    let steps = try #require(Int(try probe("undo", counted, finisher: 0).output.trimmingCharacters(in: .whitespacesAndNewlines)))
    for step in 1...steps {
      let (scratch, old, new) = try filled()
      _ = try probe("write", scratch)
      #expect(try probe("undo", scratch, step: step, finisher: 0).wasKilled, "step \(step)")
      try settle(scratch)
      // The last two steps drop the journal.
      #expect(try scratch.contents() == (step < steps - 2 ? new : old), "step \(step)")
      #expect(try scratch.state == (step < steps - 2 ? .finished(files: 20) : .none), "step \(step)")
    }
  }

  @Test func aKilledUndoOfARuleLeavesAllItsChangesOrNone() throws {
    let (counted, _, _) = try filled()
    _ = try probe("write", counted)
    let steps = try #require(
      Int(try probe("without", counted, finisher: 0).output.trimmingCharacters(in: .whitespacesAndNewlines)))
    for step in 1...steps {
      let (scratch, old, new) = try filled()
      _ = try probe("write", scratch)
      #expect(try probe("without", scratch, step: step, finisher: 0).wasKilled, "step \(step)")
      try settle(scratch)
      // Once the new texts are noted there is no way but on: to note that, the goal, and to hand over, are the last three steps.
      #expect(try scratch.contents() == (step < steps - 1 ? new : old), "step \(step)")
      #expect(try scratch.state == .finished(files: 20), "step \(step)")
      #expect(try probe("undo", scratch).status == 0, "step \(step)")
      #expect(try scratch.contents() == old, "step \(step)")
    }
  }

  /// Migrating, undoing, going on and taking a rule back, each killed at some step or some moment, with a finisher that dies too or
  /// without one, one after the other on the same tree.
  @Test func killsInAnyOrderLoseNothing() throws {
    var random = SeededRandom(ProcessInfo.processInfo.environment["WAXWING_SEED"].flatMap { Int($0) } ?? 1)
    var kills: [String: Int] = [:]
    while kills.values.reduce(0, +) < Self.wanted {
      let (scratch, old, new) = try filled(6)
      try FileManager.default.linkItem(atPath: scratch.path("05.txt"), toPath: scratch.path("05.other"))
      for _ in 0..<8 {
        let words: [String] =
          switch try scratch.state {
          case .none: ["write"]
          case .finished: ["undo", "without"]
          case .unfinished: ["resume", "undo"]
          }
        let word = try #require(words.randomElement(using: &random))
        let finisher: Int? = Bool.random(using: &random) ? nil : Int.random(in: 0..<20, using: &random)
        let isKilled: Bool
        // A first writing is the longest; were it killed as often as the others, they would seldom be met.
        if word == "write", !Int.random(in: 0..<4, using: &random).isMultiple(of: 4) {
          isKilled = try probe(word, scratch, finisher: finisher).wasKilled
        } else if Bool.random(using: &random) {
          isKilled = try probe(
            word, scratch, step: Int.random(in: 1...(word == "write" ? 40 : 18), using: &random), finisher: finisher
          ).wasKilled
        } else {
          isKilled = try killed(word, scratch, after: UInt32.random(in: 0..<40_000, using: &random), finisher: finisher)
        }
        if isKilled { kills[word, default: 0] += 1 }
        try settle(scratch)
        let found = try visible(scratch)
        for (name, text) in old {
          // A file with two names is written in place.
          #expect(
            found[name] == text || found[name] == new[name] || name == "05.txt", "\(word): \(name) is '\(found[name] ?? "")'")
        }
      }
      if try scratch.state != .none || scratch.newJournal().abandoned != nil { try scratch.newJournal().undo() }
      #expect(try visible(scratch).filter { $0.key != "05.other" } == old)
      // What waited beside files goes with the next command at the latest.
      let journal = scratch.newJournal()
      try journal.begin()
      try journal.discard()
      #expect(try scratch.contents().keys.filter { $0.hasPrefix(".") }.isEmpty)
      #expect(journal.remarks.isEmpty, "\(journal.remarks)")
    }
    print(
      "killed \(kills.values.reduce(0, +)) processes: \(kills.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", "))"
    )
  }

  /// Starts a probe and kills it after some microseconds, unless it has ended. Returns whether it was killed.
  private func killed(_ word: String, _ scratch: ScratchTree, after time: UInt32, finisher: Int?) throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: productsFolder.path + "/WriteProbe")
    process.arguments = [word, scratch.tree, scratch.journal, "0", "0"] + (finisher.map { ["\($0)"] } ?? [])
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    usleep(time)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  @Test func aMigrationAfterOneThatStoppedHalfwayIsRefusedWithTheWaysOut() throws {
    let (scratch, _, new) = try filled()
    let steps = try #require(
      Int(try probe("write", try ScratchTree.copy(of: scratch)).output.trimmingCharacters(in: .whitespacesAndNewlines)))
    _ = try probe("write", scratch, step: steps - 5)
    let refused = try probe("write", scratch)
    #expect(refused.status == 1)
    #expect(refused.output.contains("waxwing migrate --resume") && refused.output.contains("waxwing undo"))
    #expect(try probe("resume", scratch).status == 0)
    #expect(try scratch.contents() == new)
  }

  @Test func aFullDiskLeavesTheOldTree() throws {
    let (scratch, old, _) = try filled()
    try scratch.write("10.txt", String(repeating: "x", count: 9_000))
    let before = try scratch.contents()
    let ended = try probe("write", scratch, limit: 9_001)
    #expect(ended.status == 1)
    #expect(ended.output.contains("10.txt: cannot be written"))
    #expect(try scratch.contents() == before)
    #expect(try scratch.state == .none)
    #expect(old.count == 20)
  }
}

extension ScratchTree {
  /// Another folder with the same files.
  static func copy(of other: ScratchTree) throws -> ScratchTree {
    let scratch = try ScratchTree()
    for (name, text) in try other.contents() { try scratch.write(name, text) }
    return scratch
  }
}
