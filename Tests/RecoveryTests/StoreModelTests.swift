import DataflowCore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Recovery

/// What a store must hold after any history: the plain way, in memory.
private struct Model {
  /// For each step and key its changes, by epoch.
  var changes: [String: [String: [Int: String?]]] = [:]

  mutating func write(_ snapshots: [Snapshot], epoch: Int) {
    for snapshot in snapshots {
      changes[snapshot.step, default: [:]][snapshot.key, default: [:]][epoch] = .some(snapshot.state.map { String(decoding: $0, as: UTF8.self) })
    }
  }

  /// Forgets what an execution that died had not finished.
  mutating func resume(at epoch: Int) {
    changes = changes.mapValues { keys in keys.mapValues { history in history.filter { $0.key < epoch } } }
  }

  func states(of step: String, before epoch: Int) -> [String: String] {
    (changes[step] ?? [:]).compactMapValues { history in
      history.filter { $0.key < epoch }.max { $0.key < $1.key }?.value
    }
  }
}

/// A random walk over a store: epochs of several workers, executions that end well, die at a write or are cut off.
private struct Walk {
  let scratch: Scratch
  var directory: String
  var model = Model()
  var random: SeededRandom
  var resumeEpoch = 1
  let retention: Retention
  /// Copies of the store as it was between executions, with what the model knew then.
  private var backups: [(path: String, model: Model)] = []
  private(set) var (mixed, refused) = (0, 0)

  init(seed: Int) throws {
    random = SeededRandom(seed)
    scratch = try Scratch(inMemory: true)
    directory = try scratch.directory("store")
    retention = Retention(backupInterval: TimeSpan(microseconds: Int64([0, 0, 3, 1000].randomElement(using: &random) ?? 0)), epochInterval: TimeSpan(microseconds: 1))
    try makeRecoveryPartitions(in: [directory], count: .random(in: 1...5, using: &random))
  }

  mutating func snapshots() -> [Snapshot] {
    (0..<Int.random(in: 0...6, using: &random)).map { _ in
      Snapshot(
        step: "flow.s\(Int.random(in: 0...1, using: &random))", key: ["", "a", "b", "ä", "a\u{308}", "k\u{0}", "key 'x'"].randomElement(using: &random) ?? "",
        state: Int.random(in: 0...3, using: &random) == 0 ? nil : Array("\(random.next() % 1000)".utf8))
    }
  }

  /// Takes the state over into a store with another number of partitions.
  mutating func moveToAnotherStore() throws {
    let new = try scratch.directory("store-\(random.next())")
    let outcome = try StoreImport(stepIDs: [:]).run(from: [directory], to: new, partitions: .random(in: 1...5, using: &random))
    #expect(outcome.resumeEpoch >= resumeEpoch)
    (directory, backups) = (new, [])
  }

  /// Puts an older copy of one file in its place; false when the store then says that this cannot be resumed, and the file is put back.
  mutating func putBackOneFile() throws -> Bool {
    guard let (backup, earlier) = backups.randomElement(using: &random) else { return false }
    let file = try #require(try PartitionSet.files(in: backup).randomElement(using: &random)).dropFirst(backup.count)
    let present = try Data(contentsOf: URL(fileURLWithPath: directory + file))
    try Data(contentsOf: URL(fileURLWithPath: backup + file)).write(to: URL(fileURLWithPath: directory + file))
    do {
      let set = try PartitionSet(in: [directory])
      defer { try? set.close() }
      _ = try set.resumePoint(firstEpoch: 1)
      mixed += 1
      // A store of one file is not mixed by this but as old as the file, with whatever has become of later epochs since.
      if set.partitions.count == 1 { model = earlier }
      return true
    } catch is InconsistentPartitionsError {
      try present.write(to: URL(fileURLWithPath: directory + file))
      refused += 1
      return false
    }
  }

  /// One execution. Returns without an error however it ends; the model then knows what a resume must find.
  mutating func execute(_ number: Int) throws {
    let workers = Int.random(in: 1...4, using: &random)
    // The moment at which the disk gives up; the copy made then is what a kill would leave.
    let lastMoment = Bool.random(using: &random) ? Int.random(in: 0...25, using: &random) : Int.max
    let moments = Moments(lastMoment)
    if Int.random(in: 0...7, using: &random) == 0 { try moveToAnotherStore() }
    let isMixed = try Int.random(in: 0...3, using: &random) == 0 && putBackOneFile()
    let store = try RecoveryStore(in: [directory], workerCount: workers, retention: retention) { _ in try moments.pass() }
    #expect(store.resumeEpoch >= resumeEpoch || isMixed, "an epoch that was safe is no longer")
    resumeEpoch = store.resumeEpoch
    model.resume(at: resumeEpoch)
    for step in ["flow.s0", "flow.s1", "flow.never"] {
      var found: [String: String] = [:]
      try store.readStates(of: step) { key, state in
        #expect(found[key] == nil)
        found[key] = String(decoding: state, as: UTF8.self)
      }
      // Keys of equal meaning but other bytes are one key to a Swift dictionary, so the test uses only one of them at a time.
      #expect(found == model.states(of: step, before: resumeEpoch), "step \(step), execution \(number)")
    }
    var epoch = resumeEpoch
    do {
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        var whole: [String: Snapshot] = [:]
        for snapshot in snapshots() where snapshot.key != "a\u{308}" { whole[snapshot.step + snapshot.key] = snapshot }
        var rest = whole.values.sorted { $0.step + $0.key < $1.step + $1.key }
        model.write(rest, epoch: epoch)
        for worker in 0..<workers {
          let share = worker == workers - 1 ? rest.count : Int.random(in: 0...rest.count, using: &random)
          try store.store(Array(rest.prefix(share)), epoch: epoch, worker: worker)
          rest.removeFirst(share)
        }
        // Sometimes an execution dies before all workers have passed an epoch.
        if Int.random(in: 0...9, using: &random) == 0 { break }
        try store.complete(epoch: epoch)
        epoch += 1
      }
      try store.finish()
      resumeEpoch = epoch
    } catch is DiskGone {
      // Anything between the old and the new resume epoch may have been saved, but never half of an epoch.
      try? store.finish()
    }
    // Were all files put back one after another before an execution has written, the store would simply be an older one.
    if isMixed { backups = [] }
    backups.append((try scratch.copy(directory, to: "backup-\(number)-\(backups.count)"), model))
  }
}

private struct DiskGone: Error {}

/// Counts the moments at which writing could be refused, and refuses from one of them on.
private final class Moments: @unchecked Sendable {
  // Called by the store's writer only, one call at a time.
  private var count = 0
  private let last: Int
  init(_ last: Int) { self.last = last }

  func pass() throws {
    count += 1
    if count > last { throw DiskGone() }
  }
}

@Suite(.serialized) struct StoreModelTests {
  private static let walked = Mutex((mixed: 0, refused: 0))

  @Test("whatever happens to a store, a resume finds what whole epochs have left", arguments: 0..<150)
  func agreesWithTheModel(seed: Int) throws {
    var walk = try Walk(seed: seed)
    for execution in 0..<8 { try walk.execute(execution) }
    Self.walked.withLock { $0 = ($0.mixed + walk.mixed, $0.refused + walk.refused) }
  }

  @Test func theWalksHavePutBackFilesOfAnyAge() {
    let (mixed, refused) = Self.walked.withLock { $0 }
    #expect((mixed > 50 && refused > 10) || mixed + refused == 0, "\(mixed) files put back, \(refused) refused")
  }

  @Test("a process killed at any write resumes with whole epochs", arguments: [1, 2, 5])
  func everyMomentIsSafe(partitions: Int) throws {
    let scratch = try Scratch(inMemory: true)
    let directory = try scratch.directory("store")
    try makeRecoveryPartitions(in: [directory], count: partitions)
    let copies = Copies()
    let store = try RecoveryStore(in: [directory], workerCount: 2, retention: Retention(epochs: 1), limit: 0) { _ in
      copies.add(try scratch.copy(directory, to: "copy-\(copies.count)"))
    }
    for epoch in 1...6 {
      try store.store(change(epoch), epoch: epoch, worker: 0)
      try store.store([], epoch: epoch, worker: 1)
      try store.complete(epoch: epoch)
    }
    try store.finish()
    #expect(copies.count > 6 * partitions)
    for copy in copies.paths {
      let resumed = try RecoveryStore(in: [copy], workerCount: 3, retention: Retention(epochs: 1), hook: nil)
      let last = resumed.resumeEpoch - 1
      let found = try resumed.texts(of: "f.s")
      let expected = last == 0 ? [:] : Dictionary(
        uniqueKeysWithValues: change(last).compactMap { row in row.state.map { (row.key, String(decoding: $0, as: UTF8.self)) } })
      #expect(found == expected, "\(copy) resumes at \(resumed.resumeEpoch)")
      // And the next execution can go on from there.
      try resumed.store(change(90), epoch: last + 1, worker: 0)
      try resumed.complete(epoch: last + 1)
      try resumed.finish()
    }
  }

  private final class Copies: @unchecked Sendable {
    // Written by the store's writer, read when it has finished.
    private(set) var paths: [String] = []
    var count: Int { paths.count }
    func add(_ path: String) { paths.append(path) }
  }
}
