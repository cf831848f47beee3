import DataflowCore
import Foundation
import Recovery
import SourceWrites
import TestSupport

/// Journals and stores, made well and then damaged.
final class DamagedFolders {
  private var goodStore: Scratch?

  /// Undoes what a damaged journal holds: each file is the old one or the new one afterwards.
  func journal(_ recipe: [UInt8]) throws -> String? {
    let scratch = try Scratch(inMemory: true)
    let texts = (0..<3).map { (path: "\(scratch.path)/\($0).swift", old: "let old\($0) = \($0)\n", new: "let new\($0) = \($0) // changed\n") }
    for text in texts { try scratch.write(String(text.path.dropFirst(scratch.path.count + 1)), text.old) }
    let place = "\(scratch.path)/journal"
    do {
      let journal = WriteJournal(directory: place, folder: scratch.path, isDurable: false)
      try journal.begin()
      for text in texts { try journal.add(TextReplacement(path: text.path, before: Array(text.old.utf8), after: Array(text.new.utf8))) }
      try journal.commit()
    }
    try Damage.apply(recipe, in: place)
    _ = try? WriteJournal(directory: place, folder: scratch.path, isDurable: false).withoutChanges(of: "x")
    _ = try? WriteJournal(directory: place, folder: scratch.path, isDurable: false).undo()
    for text in texts {
      let now = FileManager.default.contents(atPath: text.path).map { String(decoding: $0, as: UTF8.self) }
      if now != text.old, now != text.new { return "\(text.path): is neither old nor new: \(now ?? "gone")" }
    }
    return nil
  }

  /// Does with a damaged store what `check`, `inspect` and `run` do; they may refuse it.
  func store(_ recipe: [UInt8]) throws -> String? {
    let scratch = try Scratch(inMemory: true)
    let folder = "\(scratch.path)/store"
    try FileManager.default.copyItem(atPath: try good().path + "/store", toPath: folder)
    try Damage.apply(recipe, in: folder)
    _ = try? StoreReport.verify([folder])
    _ = try? StoreReport(of: [folder], step: "f.s", key: "k1")
    guard let store = try? Self.opened(folder) else { return nil }
    try? store.readStates(of: "f.s") { _, _ in }
    try? store.store([Snapshot(step: "f.s", key: "k9", state: [1])], epoch: store.resumeEpoch, worker: 0)
    try? store.complete(epoch: store.resumeEpoch)
    try? store.finish()
    return nil
  }

  private static func opened(_ folder: String) throws -> RecoveryStore {
    try RecoveryStore(in: [folder], workerCount: 1, epochInterval: TimeSpan(microseconds: 1), backupInterval: TimeSpan(microseconds: 3))
  }

  private func good() throws -> Scratch {
    if let goodStore { return goodStore }
    let scratch = try Scratch(inMemory: true)
    let folder = try scratch.directory("store")
    try makeRecoveryPartitions(in: [folder], count: 2)
    let store = try Self.opened(folder)
    for epoch in store.resumeEpoch..<store.resumeEpoch + 4 {
      let changes = (0..<20).map { Snapshot(step: "f.s", key: "k\($0)", state: $0.isMultiple(of: 7) ? nil : Array("\(epoch)".utf8)) }
      try store.store(changes, epoch: epoch, worker: 0)
      try store.complete(epoch: epoch)
    }
    try store.finish()
    goodStore = scratch
    return scratch
  }
}
