import Foundation
import TestSupport
import Testing

@testable import SourceWrites

/// A process that writes twenty files is killed before every one of its steps.
@Suite struct KillTests {
  private let names = (0..<20).map { String(format: "%02d.txt", $0) }

  private func filled() throws -> (ScratchTree, old: [String: String], new: [String: String]) {
    let scratch = try ScratchTree()
    for name in names { try scratch.write(name, "old \(name)\n") }
    let old = try scratch.contents()
    return (scratch, old, old.reduce(into: [:]) { $0[$1.key] = "new \($1.key)\r\n" + $1.value })
  }

  private func probe(_ word: String, _ scratch: ScratchTree, step: Int = 0, limit: Int = 0, finisher: Int? = nil) throws -> ProcessResult {
    try execute(
      productsFolder.path + "/WriteProbe", [word, scratch.tree, scratch.journal, "\(step)", "\(limit)"] + (finisher.map { ["\($0)"] } ?? []),
      in: packageFolder)
  }

  /// Waits until no process has the journal any more.
  private func settle(_ scratch: ScratchTree) throws {
    let file = open("\(scratch.journal)/lock", O_RDWR | O_CREAT, 0o600)
    try #require(file >= 0 && flock(file, LOCK_EX) == 0)
    close(file)
  }

  /// The tree without what waits beside its files.
  private func visible(_ scratch: ScratchTree) throws -> [String: String] { try scratch.contents().filter { !$0.key.hasPrefix(".") } }

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
      let journal = scratch.newJournal()
      switch journal.state {
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
        #expect(scratch.newJournal().state == .none)
      default: Issue.record("step \(step): the journal is \(journal.state)")
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
      let state = scratch.newJournal().state
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
      #expect(scratch.newJournal().state == (step < steps ? .none : .finished(files: 20)), "step \(step)")
    }
  }

  @Test func aKilledFinisherLeavesNothingUndone() throws {
    for finisher in 1...22 {
      let (scratch, old, new) = try filled()
      #expect(try probe("write", scratch, finisher: finisher).status == 0, "step \(finisher)")
      #expect(try scratch.contents() == new, "step \(finisher)")
      #expect(scratch.newJournal().state == .finished(files: 20))
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
      guard case .unfinished(.new, let reached, 20) = scratch.newJournal().state else {
        Issue.record("step \(finisher): the journal is \(scratch.newJournal().state)")
        continue
      }
      #expect((scratch.newJournal().abandoned != nil) == (reached > 0), "step \(finisher)")
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
      #expect(try scratch.contents() == (step < steps ? new : old), "step \(step)")
      #expect(scratch.newJournal().state == (step < steps ? .finished(files: 20) : .none), "step \(step)")
    }
  }

  @Test func aKilledUndoOfARuleLeavesAllItsChangesOrNone() throws {
    let (counted, _, _) = try filled()
    _ = try probe("write", counted)
    let steps = try #require(Int(try probe("without", counted, finisher: 0).output.trimmingCharacters(in: .whitespacesAndNewlines)))
    for step in 1...steps {
      let (scratch, old, new) = try filled()
      _ = try probe("write", scratch)
      #expect(try probe("without", scratch, step: step, finisher: 0).wasKilled, "step \(step)")
      try settle(scratch)
      // Once the new texts are noted there is no way but on: to note that, the goal, and to hand over, are the last three steps.
      #expect(try scratch.contents() == (step < steps - 1 ? new : old), "step \(step)")
      #expect(scratch.newJournal().state == .finished(files: 20), "step \(step)")
      #expect(try probe("undo", scratch).status == 0, "step \(step)")
      #expect(try scratch.contents() == old, "step \(step)")
    }
  }

  @Test func aMigrationAfterOneThatStoppedHalfwayIsRefusedWithTheWaysOut() throws {
    let (scratch, _, new) = try filled()
    let steps = try #require(Int(try probe("write", try ScratchTree.copy(of: scratch)).output.trimmingCharacters(in: .whitespacesAndNewlines)))
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
    #expect(scratch.newJournal().state == .none)
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
