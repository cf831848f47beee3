import DataflowCore
import Foundation
import TestSupport
import Testing

@testable import Recovery

/// What is taken away of history while a flow runs, where no more of it is kept than a resume needs.
@Suite struct HistoryTests {
  /// The stretches that a second group makes superfluous, as the keys they begin and end with, and the keys that the partition is asked about.
  private func following(_ groups: [[String]], startsEmpty: Bool = true, joins: Bool = true) -> (stretches: [String], asked: [String]) {
    var written = WrittenRows(startsEmpty: startsEmpty)
    var (stretches, asked) = ([] as [String], [] as [String])
    for (epoch, keys) in groups.enumerated() {
      var rows = SnapshotRows(keys.map { Snapshot(step: "f.s", key: $0, state: Array("1".utf8)) }, epoch: epoch)
      rows.sort(onlyLast: false)
      written.follow(with: &rows, joins: joins)
      func key(_ row: SnapshotRow) -> String { rows.keys.withUnsafeBufferPointer { String(decoding: row.key.text(in: $0), as: UTF8.self) } }
      stretches = written.superseded.stretches.map { "\(key(rows.rows[$0.lowerBound]))…\(key(rows.rows[$0.upperBound]))" }
      asked = rows.rows.filter(\.trims).map(key)
    }
    return (stretches, asked)
  }

  @Test func neighboursThatAreAllWrittenAgainGoInOneStretch() {
    let found = following([["a", "b", "c", "a long key, the first", "a long key, the second"], ["b", "a", "c", "a long key, the second", "a long key, the first"]])
    #expect(found.stretches == ["a…c"])
    #expect(found.asked == [])
  }

  @Test func aKeyThatIsNotWrittenAgainEndsAStretch() {
    let found = following([["a", "b", "c", "d", "e", "f"], ["a", "b", "d", "f"]])
    #expect(found.stretches == ["a…b", "d…d", "f…f"])
  }

  @Test func aKeyThatWasNotThereBeforeDoesNotEndAStretchAndIsAskedAbout() {
    let found = following([["a", "c"], ["a", "b", "c"]])
    #expect(found.stretches == ["a…c"])
    #expect(found.asked == ["b"])
  }

  @Test func nothingIsAskedOfAPartitionThatIsNew() {
    #expect(following([["a", "b"]]).asked == [])
    #expect(following([["a", "b"]], startsEmpty: false).asked == ["a", "b"])
    #expect(following([["a", "b"], ["a", "b"]], startsEmpty: false).asked == ["a", "b"])
    #expect(following([["a", "b"], ["a", "b"], ["a", "b"]], startsEmpty: false).asked == [])
  }

  @Test func inAPartitionOfManyOtherKeysEachKeyIsAStretch() {
    #expect(following([["a", "b"], ["a", "b"]], joins: false).stretches == ["a…a", "b…b"])
  }

  /// Large enough for rows to go in stretches, with keys that rest for some epochs, come anew, or are discarded.
  @Test("a crash after any epoch finds every key's last state, and at most two rows of a key", arguments: 0..<12)
  func whatGoesIsSuperfluous(seed: Int) throws {
    var random = SeededRandom(seed)
    let scratch = try Scratch(inMemory: true)
    let directory = try scratch.directory("store")
    try makeRecoveryPartitions(in: [directory], count: .random(in: 1...3, using: &random))
    var expected: [String: String] = [:]
    var epoch = 1
    for execution in 0..<2 {
      let store = try RecoveryStore(in: [directory], workerCount: 1, retention: Retention(epochs: 0), hook: nil)
      #expect(store.resumeEpoch == epoch)
      for _ in 0..<8 {
        let rests = [0, 0, 1, 10, 50].randomElement(using: &random) ?? 0
        let discards = [0, 0, 5].randomElement(using: &random) ?? 0
        let keys = (0..<300).filter { _ in Int.random(in: 0..<100, using: &random) >= rests }.shuffled(using: &random)
        let snapshots = keys.flatMap { key in
          ["f.one", "f.two"].map { step in
            let isGone = Int.random(in: 0..<100, using: &random) < discards
            return Snapshot(step: step, key: "key number \(key)", state: isGone ? nil : Array("\"\(step) \(epoch) \(String(repeating: "x", count: 100))\"".utf8))
          }
        }
        for snapshot in snapshots { expected[snapshot.step + snapshot.key] = snapshot.state.map { String(decoding: $0, as: UTF8.self) } }
        try store.store(snapshots, epoch: epoch, worker: 0)
        try store.complete(epoch: epoch)
        epoch += 1
        // Without waiting, several epochs are written together.
        if Bool.random(using: &random) { continue }
        #expect(try store.safeEpoch(waiting: true) == epoch - 1)
        let copy = try scratch.copy(directory, to: "copy-\(epoch)")
        try expect(expected, in: copy, "epoch \(epoch)")
      }
      try store.finish()
      try expect(expected, in: try scratch.copy(directory, to: "end-\(execution)"), "execution \(execution)")
      #expect(try rows(directory).allSatisfy { $0.hasSuffix("|1") }, "history is left at the end")
      #expect(try rows(directory).count == expected.count)
    }
  }

  private func expect(_ states: [String: String], in directory: String, _ place: String) throws {
    #expect(try rows(directory).allSatisfy { $0.hasSuffix("|1") || $0.hasSuffix("|2") }, "\(place): more than two rows of a key")
    let store = try RecoveryStore(in: [directory], workerCount: 1, retention: Retention(epochs: 0), hook: nil)
    var found: [String: String] = [:]
    for step in ["f.one", "f.two"] {
      for (key, text) in try store.texts(of: step) { found[step + key] = text }
    }
    #expect(found == states, "\(place)")
    try store.finish()
  }

  /// Each key and how many rows it has.
  private func rows(_ directory: String) throws -> [String] {
    try sqlEverywhere(directory, "SELECT step_id, state_key, count(*) FROM snaps GROUP BY 1, 2")
  }
}
