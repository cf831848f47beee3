import DataflowCore
import Foundation
import TestSupport
import Testing

@testable import Recovery

/// An import that is killed has made a whole store, or none that a flow could take for one.
@Suite(.serialized) struct ImportKillTests {
  /// How many processes are killed; `make kill-test` asks for hundreds.
  private static let wanted = Int(ProcessInfo.processInfo.environment["WAXWING_KILLS"] ?? "") ?? 20
  private static let seed = UInt64(ProcessInfo.processInfo.environment["WAXWING_KILL_SEED"] ?? "") ?? 0
  private static let keys = 4000

  private let scratch: Scratch
  private let old: String

  init() throws {
    scratch = try Scratch()
    old = try scratch.directory("old")
    try makeRecoveryPartitions(in: [old], count: 2)
    let store = try RecoveryStore(in: [old], workerCount: 1, retention: Retention(epochs: 0), hook: nil)
    for epoch in 1...3 {
      try store.store(
        (0..<Self.keys).map { Snapshot(step: "f.s", key: "k\($0)", state: Array("\(epoch)".utf8)) }, epoch: epoch, worker: 0)
      try store.complete(epoch: epoch)
    }
    try store.finish()
  }

  private func start(_ new: String) throws -> Process {
    let process = Process()
    process.executableURL = productsFolder.appending(path: "waxwing")
    process.arguments = ["recovery", "import", old, new, "--partitions", "5", "--map", "f.s=f.t"]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    return process
  }

  /// What a flow finds of a store; nil where there is none for it to begin with.
  private func found(_ new: String) throws -> [String: String]? {
    do {
      let store = try RecoveryStore(in: [new], workerCount: 1, retention: Retention(epochs: 0), hook: nil)
      var states: [String: String] = [:]
      try store.readStates(of: "f.t") { states[$0] = String(decoding: $1, as: UTF8.self) }
      try store.finish()
      #expect(store.resumeEpoch == 4)
      return states
    } catch is NoPartitionsError { return nil } catch is MissingPartitionsError { return nil } catch let error as RecoveryError {
      #expect(error.code == .directoryMissing, "\(error)")
      return nil
    }
  }

  @Test("an import killed at any moment leaves a whole store or none, and can be done again", .timeLimit(.minutes(60)))
  func killed() throws {
    let whole = Dictionary(uniqueKeysWithValues: (0..<Self.keys).map { ("k\($0)", "3") })
    let calm = "\(scratch.path)/calm"
    let begun = ContinuousClock.now
    let process = try start(calm)
    process.waitUntilExit()
    let length = Int((ContinuousClock.now - begun) / .microseconds(1))
    #expect(try found(calm) == whole)
    var random = SeededRandom(Self.seed)
    var (kills, unfinished) = (0, 0)
    while kills < Self.wanted {
      let new = "\(scratch.path)/new"
      try? FileManager.default.removeItem(atPath: new)
      // Several in a row upon each other's remains, the last one left to end.
      for _ in 0..<4 {
        let process = try start(new)
        usleep(UInt32.random(in: 0...UInt32(length), using: &random))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal { kills += 1 }
        if let states = try found(new) {
          try #require(states == whole, "seed \(Self.seed), \(kills) kills: \(states.count) keys")
        } else {
          unfinished += 1
        }
      }
      try start(new).waitUntilExit()
      try #require(try found(new) == whole, "seed \(Self.seed), \(kills) kills")
      let left = try FileManager.default.contentsOfDirectory(atPath: new).filter { $0.contains("unfinished") }
      #expect(left == [])
    }
    #expect(unfinished > 0)
    if Self.wanted > 20 { print("\(kills) kills of imports; \(unfinished) left no store, the others a whole one") }
  }

  /// The moments between the files' new names are too short to be met by chance.
  @Test("an import stopped between any two of its files' names is none, and can be done again", arguments: 0..<5)
  func stoppedBetweenNames(named: Int) throws {
    let new = try scratch.directory("new")
    let process = try start(new)
    process.waitUntilExit()
    for index in 0..<5 - named {
      try FileManager.default.moveItem(atPath: "\(new)/part-\(index).sqlite3", toPath: "\(new)/part-\(index).sqlite3.unfinished")
    }
    #expect(try found(new) == nil)
    try start(new).waitUntilExit()
    #expect(try found(new)?.count == Self.keys)
  }
}
