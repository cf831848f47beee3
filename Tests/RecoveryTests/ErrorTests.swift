import DataflowCore
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Recovery

private func open(_ directories: String..., workers: Int = 1, fixed: Bool = false) throws -> RecoveryStore {
  try RecoveryStore(
    in: directories, workerCount: workers, epochInterval: .zero, backupInterval: .zero, fixedWorkerCount: fixed)
}

/// Runs one execution of some epochs that each write a key.
private func execute(_ directories: String..., epochs: Int = 3, workers: Int = 1) throws {
  let store = try RecoveryStore(in: directories, workerCount: workers, epochInterval: .zero, backupInterval: .zero)
  for epoch in store.resumeEpoch..<store.resumeEpoch + epochs {
    try store.store([Snapshot(step: "f.s", key: "k\(epoch % 4)", state: Array("\(epoch)".utf8))], epoch: epoch, worker: 0)
    try store.complete(epoch: epoch)
  }
  try store.finish()
}

private func failure(_ body: () throws -> Void) -> RecoveryError.Code? {
  do { try body() } catch let error as RecoveryError {
    let text = error.description
    #expect(!text.hasSuffix(".") && text.contains(error.path) && text.contains("; "), "\(text)")
    return error.code
  } catch { Issue.record("\(error)") }
  return nil
}

struct ErrorTests {
  let scratch: Scratch
  let directory: String

  init() throws {
    scratch = try Scratch(inMemory: true)
    directory = try scratch.directory("store")
  }

  @Test func aMissingDirectoryIsNamed() {
    #expect(failure { _ = try open("\(directory)/none") } == .directoryMissing)
    #expect(failure { try makeRecoveryPartitions(in: ["\(directory)/none"], count: 1) } == .directoryMissing)
  }

  @Test func aDirectoryWithoutPartitionsSaysHowToMakeThem() throws {
    // What 0.16 left does not count.
    _ = FileManager.default.createFile(atPath: "\(directory)/worker0.sqlite3", contents: nil)
    let error = #expect(throws: NoPartitionsError.self) { _ = try open(directory) }
    #expect(error?.description.contains("waxwing recovery init \(directory)") == true)
  }

  @Test func missingPartitionsAreListed() throws {
    try makeRecoveryPartitions(in: [directory], count: 4)
    try FileManager.default.removeItem(atPath: "\(directory)/part-2.sqlite3")
    let error = #expect(throws: MissingPartitionsError.self) { _ = try open(directory) }
    #expect(error?.expected == 4 && error?.missing == [2])
  }

  @Test func filesOfDifferentlySizedStoresAreRefused() throws {
    try makeRecoveryPartitions(in: [directory], count: 2)
    let other = try scratch.directory("other")
    try makeRecoveryPartitions(in: [other], count: 3)
    try FileManager.default.copyItem(atPath: "\(other)/part-2.sqlite3", toPath: "\(directory)/part-2.sqlite3")
    #expect(failure { _ = try open(directory) } == .inconsistentCounts)
    #expect(failure { _ = try open(directory, other) } == .inconsistentCounts)
  }

  @Test func theSamePartitionTwiceIsRefused() throws {
    try makeRecoveryPartitions(in: [directory], count: 1)
    try FileManager.default.copyItem(atPath: "\(directory)/part-0.sqlite3", toPath: "\(directory)/part-0-backup.sqlite3")
    #expect(failure { _ = try open(directory) } == .inconsistentCounts)
  }

  @Test("an old backup of any one file beside new files is inconsistent", arguments: [1, 2])
  func oldBackups(workers: Int) throws {
    try makeRecoveryPartitions(in: [directory], count: 4)
    try execute(directory, workers: workers)
    let backup = try scratch.copy(directory, to: "backup")
    try execute(directory, epochs: 9, workers: workers)
    for index in 0..<4 {
      let mixed = try scratch.copy(directory, to: "mixed")
      try FileManager.default.removeItem(atPath: "\(mixed)/part-\(index).sqlite3")
      try FileManager.default.copyItem(atPath: "\(backup)/part-\(index).sqlite3", toPath: "\(mixed)/part-\(index).sqlite3")
      #expect(throws: InconsistentPartitionsError.self, "part \(index) is old") { _ = try open(mixed) }
    }
  }

  @Test func anotherVersionOfTheLayoutIsRefused() throws {
    try makeRecoveryPartitions(in: [directory], count: 1)
    try sql("\(directory)/part-0.sqlite3", "PRAGMA user_version = 4")
    #expect(failure { _ = try open(directory) } == .wrongVersion)
  }

  @Test func anEmptyFileIsRefused() throws {
    _ = FileManager.default.createFile(atPath: "\(directory)/part-0.sqlite3", contents: nil)
    #expect(failure { _ = try open(directory) } == .corrupted)
  }

  @Test func aFileThatIsNoDatabaseIsDamaged() throws {
    try Data(repeating: 65, count: 9000).write(to: URL(fileURLWithPath: "\(directory)/part-0.sqlite3"))
    #expect(failure { _ = try open(directory) } == .corrupted)
  }

  @Test func damagedPagesAreNoticed() throws {
    try makeRecoveryPartitions(in: [directory], count: 1)
    try execute(directory, epochs: 50)
    let path = "\(directory)/part-0.sqlite3"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes.replaceSubrange(4096..<bytes.count, with: Data(repeating: 0xA5, count: bytes.count - 4096))
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(failure { try open(directory).readStates(of: "f.s") { _, _ in } } == .corrupted)
  }

  @Test func partitionsAreNotMadeOverOthers() throws {
    try makeRecoveryPartitions(in: [directory], count: 1)
    #expect(failure { try makeRecoveryPartitions(in: [directory], count: 1) } == .partitionsExist)
    #expect(failure { try makeRecoveryPartitions(in: [directory], count: 0) } == .badCount)
  }

  @Test func twoExecutionsDoNotShareADirectory() throws {
    try makeRecoveryPartitions(in: [directory], count: 1)
    let first = try open(directory)
    #expect(failure { _ = try open(directory) } == .locked)
    try first.finish()
  }

  @Test func aStoreIsMadeWholeOrNotAtAll() throws {
    // Where a folder stands, no file can be made.
    _ = try scratch.directory("more/part-3.sqlite3.new")
    let more = "\(scratch.path)/more"
    #expect(failure { try makeRecoveryPartitions(in: [directory, more], count: 6) } == .readOnly)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: more) == ["part-3.sqlite3.new"])
  }

  @Test func aStoreOfAnotherProgramIsRefused() throws {
    try makeRecoveryPartitions(in: [directory], count: 1)
    try sql("\(directory)/part-0.sqlite3", "PRAGMA application_id = 0")
    #expect(failure { _ = try open(directory) } == .wrongEncoding)
  }

  @Test("what SQLite refuses is told apart", arguments: [
    (ResultCode.SQLITE_READONLY, RecoveryError.Code.readOnly), (.SQLITE_CANTOPEN, .readOnly), (.SQLITE_BUSY, .locked),
    (.SQLITE_FULL, .diskFull), (.SQLITE_CORRUPT, .corrupted), (.SQLITE_NOTADB, .corrupted), (.SQLITE_IOERR, .failed),
    (.SQLITE_IOERR_SHMSIZE, .diskFull),
  ])
  func translates(code: ResultCode, expected: RecoveryError.Code) throws {
    #expect(failure { throw RecoveryError.refused(DatabaseError(resultCode: code), "part-0.sqlite3") } == expected)
  }

  @Test func aStoreForAFixedNumberOfWorkersIsRefusedToOthers() throws {
    try makeRecoveryPartitions(onFirstUseIn: directory, count: 2)
    try execute(directory, workers: 2)
    try makeRecoveryPartitions(onFirstUseIn: directory, count: 3)
    #expect(failure { _ = try open(directory, workers: 3, fixed: true) } == .workerCountChanged)
    try open(directory, workers: 2, fixed: true).finish()
  }

  @Test func aStoreLeftHalfMadeIsCompleted() throws {
    try makeRecoveryPartitions(onFirstUseIn: directory, count: 3)
    try FileManager.default.removeItem(atPath: "\(directory)/part-1.sqlite3")
    try makeRecoveryPartitions(onFirstUseIn: directory, count: 3)
    try open(directory, workers: 3, fixed: true).finish()
  }

  @Test func partitionsMayBeSpreadOverDirectories() throws {
    let other = try scratch.directory("other")
    try makeRecoveryPartitions(in: [directory, other], count: 3)
    try execute(directory, other)
    let resumed = try open(other, directory)
    #expect(resumed.resumeEpoch == 4)
    #expect(throws: MissingPartitionsError.self) { _ = try PartitionSet(in: [directory]) }
  }
}
