import DataflowCore
import Foundation
import GRDB
import GRDBSQLite
import Synchronization
import TestSupport
import Testing

@testable import Recovery

/// Runs one execution up to an epoch, each epoch written by itself.
private func execute(_ directory: String, upTo last: Int, workers: Int = 2, keeping epochs: Int? = 0, hook: WriteHook? = nil) throws {
  let store = try RecoveryStore(in: [directory], workerCount: workers, retention: Retention(epochs: epochs), limit: 0, hook: hook)
  do {
    for epoch in store.resumeEpoch..<max(last + 1, store.resumeEpoch) {
      try store.store(change(epoch), epoch: epoch, worker: 0)
      try store.complete(epoch: epoch)
    }
  } catch {
    try? store.finish()
    throw error
  }
  try store.finish()
}

/// Checks that a store holds exactly what the epochs before its resume epoch have left, and returns that epoch.
@discardableResult
private func expectWholeEpochs(_ directory: String, _ comment: String) throws -> Int {
  let store = try RecoveryStore(in: [directory], workerCount: 3, retention: Retention(epochs: 0), hook: nil)
  let found = try store.texts(of: "f.s")
  let last = store.resumeEpoch - 1
  let pairs = last == 0 ? [] : change(last).compactMap { row in row.state.map { (row.key, String(decoding: $0, as: UTF8.self)) } }
  #expect(found == Dictionary(uniqueKeysWithValues: pairs), "\(comment): resumes at \(store.resumeEpoch)")
  try store.finish()
  return store.resumeEpoch
}

/// Counts acts that change the disk, and lets all from one of them on fail.
private final class Countdown: Sendable {
  private let left: Mutex<Int>
  private let verdict: FaultyDisk.Verdict
  init(_ moments: Int, _ verdict: FaultyDisk.Verdict) {
    left = Mutex(moments)
    self.verdict = verdict
  }

  func judge(_ act: FaultyDisk.Act) -> FaultyDisk.Verdict {
    switch act {
    case .write, .truncate, .sync:
      let left = left.withLock { left in
        left -= 1
        return left
      }
      if left >= 0 { return .pass }
      if case .tear = verdict, left < -1 { return .refuse(SQLITE_IOERR) }
      return verdict
    case .open, .share, .delete: return .pass
    }
  }
}

struct FaultTests {
  let scratch: Scratch
  let directory: String

  init() throws {
    scratch = try Scratch(inMemory: true)
    directory = try scratch.directory("store")
  }

  /// How many acts three epochs take; the store has seen two epochs before.
  private func acts() throws -> Int {
    let place = try scratch.directory("counted")
    try makeRecoveryPartitions(in: [place], count: 2)
    try execute(place, upTo: 2)
    let seen = Mutex(0)
    let disk = FaultyDisk(place) { _, _ in
      seen.withLock { $0 += 1 }
      return .pass
    }
    try execute(place, upTo: 5)
    disk.heal()
    return seen.withLock { $0 }
  }

  @Test("wherever the disk gives up, the error names the file and a resume finds whole epochs", arguments: [
    ("refuses", FaultyDisk.Verdict.refuse(SQLITE_IOERR), RecoveryError.Code.failed), ("is full", .refuse(SQLITE_FULL), .diskFull),
    ("tears", .tear, .failed),
  ])
  func everyActMayFail(how: String, verdict: FaultyDisk.Verdict, code: RecoveryError.Code) throws {
    let total = try acts()
    #expect(total > 30)
    var failures = 0
    for moment in stride(from: 0, to: total, by: 2) {
      let place = try scratch.directory("store-\(moment)")
      try makeRecoveryPartitions(in: [place], count: 2)
      try execute(place, upTo: 2)
      let countdown = Countdown(moment, verdict)
      let disk = FaultyDisk(place) { _, act in countdown.judge(act) }
      do { try execute(place, upTo: 5) } catch let error as RecoveryError {
        failures += 1
        #expect(error.code == code && error.path.hasPrefix("\(place)/part-"), "moment \(moment): \(error)")
      }
      disk.heal()
      #expect(try expectWholeEpochs(place, "\(how) at \(moment) of \(total)") >= 3)
      try execute(place, upTo: 6)
      #expect(try expectWholeEpochs(place, "\(how) at \(moment), gone on") == 7)
      try FileManager.default.removeItem(atPath: place)
    }
    // What fails while files are being closed is left to the next execution.
    #expect(failures > total / 3)
  }

  @Test("a store that could not be made leaves no partition behind that is not whole", arguments: 0..<12)
  func makingMayFail(moment: Int) throws {
    let countdown = Countdown(moment, .refuse(SQLITE_FULL))
    let disk = FaultyDisk(directory) { _, act in countdown.judge(act) }
    let error = #expect(throws: RecoveryError.self) { try makeRecoveryPartitions(in: [directory], count: 3) }
    #expect(error?.code == .diskFull)
    disk.heal()
    for file in try PartitionSet.files(in: directory) { #expect(try Partition(file).count == 3) }
  }

  @Test("after a power failure at any moment a resume finds whole epochs", arguments: 0..<6)
  func powerMayFail(seed: Int) throws {
    try makeRecoveryPartitions(in: [directory], count: 2)
    let log = try PowerLog(directory)
    let images = Mutex<[String]>([])
    let random = Mutex(SeededRandom(seed + 1))
    let scratch = scratch
    let disk = FaultyDisk(directory) { path, act in
      random.withLock { random in
        log.note(path, act)
        guard Int.random(in: 0..<12, using: &random) == 0 else { return }
        images.withLock { images in
          guard let image = try? scratch.directory("image-\(images.count)") else { return }
          try? log.writeImage(to: image, using: &random)
          images.append(image)
        }
      }
      return .pass
    }
    for last in [4, 5, 9] { try execute(directory, upTo: last, workers: 1 + last % 3, keeping: last % 2) }
    disk.heal()
    var random2 = SeededRandom(seed)
    let end = try scratch.directory("end")
    try log.writeImage(to: end, using: &random2)
    #expect(try expectWholeEpochs(end, "after the end") == 10)
    let taken = images.withLock { $0 }
    #expect(taken.count > 10)
    for image in taken {
      try expectWholeEpochs(image, "\(image), seed \(seed)")
      try execute(image, upTo: 12)
      #expect(try expectWholeEpochs(image, "\(image) gone on") == 13)
    }
  }

  @Test("a damaged page is noticed or does no harm", arguments: ["zeroes", "noise", "cut"])
  func damagedPages(kind: String) throws {
    try makeRecoveryPartitions(in: [directory], count: 1)
    try execute(directory, upTo: 3)
    let store = try RecoveryStore(in: [directory], workerCount: 1, retention: Retention(epochs: 0), limit: 0, hook: nil)
    try store.store((0..<600).map { Snapshot(step: "f.t", key: "key \($0)", state: Array("state \($0)".utf8)) }, epoch: 4, worker: 0)
    try store.store(change(4), epoch: 4, worker: 0)
    try store.complete(epoch: 4)
    try store.finish()
    let whole = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/part-0.sqlite3"))
    var noticed = 0
    for page in 0..<whole.count / 4096 {
      var bytes = whole
      let range = page * 4096..<(page + 1) * 4096
      switch kind {
      case "zeroes": bytes.replaceSubrange(range, with: Data(count: 4096))
      case "noise": bytes.replaceSubrange(range, with: Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ page) }))
      default: bytes = bytes.prefix(range.lowerBound)
      }
      let place = try scratch.directory("damaged-\(page)")
      try bytes.write(to: URL(fileURLWithPath: "\(place)/part-0.sqlite3"))
      do {
        #expect(try expectWholeEpochs(place, "page \(page)") == 5)
        var keys = 0
        let store = try RecoveryStore(in: [place], workerCount: 1, retention: Retention(epochs: 0), hook: nil)
        try store.readStates(of: "f.t") { _, _ in keys += 1 }
        #expect(keys == 600, "page \(page)")
      } catch let error as RecoveryError {
        #expect(error.code == .corrupted || error.code == .wrongVersion, "page \(page): \(error)")
        #expect(error.path == "\(place)/part-0.sqlite3")
        noticed += 1
      }
      try FileManager.default.removeItem(atPath: place)
    }
    #expect(noticed > 5)
  }

  @Test("a store is read where nothing can be written", arguments: [false, true])
  func readOnlyDirectories(killed: Bool) throws {
    try makeRecoveryPartitions(in: [directory], count: 2)
    var place = directory
    try execute(directory, upTo: 3)
    if killed {
      let copies = Mutex<[String]>([])
      let (scratch, directory) = (scratch, directory)
      try execute(directory, upTo: 5) { _ in
        try copies.withLock { $0.append(try scratch.copy(directory, to: "killed-\($0.count)")) }
      }
      place = try #require(copies.withLock { $0.last })
      for name in try FileManager.default.contentsOfDirectory(atPath: place) where name.hasSuffix("-shm") {
        try FileManager.default.removeItem(atPath: "\(place)/\(name)")
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
    #expect(killed == names.contains("part-0.sqlite3-wal"))
    let disk = FaultyDisk(place) { path, act in
      switch act {
      case .open(let writing): writing ? .refuse(SQLITE_CANTOPEN) : .pass
      default: .refuse(SQLITE_CANTOPEN)
      }
    }
    defer { disk.heal() }
    #expect(try StoreReport(of: [place]).resumeEpoch >= (killed ? 5 : 4))
    try StoreReport.verify([place])
    let error = #expect(throws: RecoveryError.self) { try execute(place, upTo: 9) }
    #expect(error?.code == .readOnly)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place).sorted() == names)
  }

  @Test func aFileThatAnotherProgramHasLockedIsNamed() throws {
    try makeRecoveryPartitions(in: [directory], count: 1)
    let other = try DatabaseQueue(path: "\(directory)/part-0.sqlite3")
    try other.inDatabase { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      let error = #expect(throws: RecoveryError.self) { try execute(directory, upTo: 1) }
      #expect(error?.code == .locked && error?.path == "\(directory)/part-0.sqlite3")
      try db.execute(sql: "ROLLBACK")
    }
    try execute(directory, upTo: 1)
    #expect(try expectWholeEpochs(directory, "unlocked") == 2)
  }
}
