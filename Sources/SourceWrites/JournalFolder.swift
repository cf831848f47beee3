import Foundation
import PrivateFolders

/// The folder of a tree's journals, which this user made and only this user can look into.
///
/// `preparing` holds a journal whose changes have not begun, `current` the one that can be undone, `former` the one before, until
/// the changes of the current one are done, and `dropped` what is being removed. One rename leads from each to the next.
final class JournalFolder {
  enum Stage: String { case preparing, current, former, dropped }

  let path: String
  let inode: UInt64
  private let folder: OpenFolder

  /// Opens the folder; nil when there is none. Throws `SourceWritesError` for one that is not this user's alone.
  static func existing(_ path: String) throws -> JournalFolder? {
    do { return try JournalFolder(opening: path) } catch let error as DiskFailure {
      if error.isMissing { return nil }
      throw SourceWritesError(.foreign(error.words), at: path)
    }
  }

  /// Opens the folder and makes it if need be, with those above it, for this user alone under any umask.
  static func made(_ path: String) throws -> JournalFolder {
    // One that is there is taken as it is, or not at all.
    if let place = try existing(path) { return place }
    do { _ = try PrivateFolder(making: path) } catch {
      let reason =
        switch error.code {
        case .belongsToAnother: "\(error.path) belongs to another user"
        case .canBeWrittenByOthers: "others can write to \(error.path)"
        case .cannotBeMade(let number): "\(error.path): \(DiskFailure(number).words)"
        }
      throw SourceWritesError(.noPlace(reason), at: path)
    }
    do { return try JournalFolder(opening: path) } catch let error as DiskFailure {
      throw SourceWritesError(.noPlace(error.words), at: path)
    }
  }

  private init(opening path: String) throws {
    // The way to it may have links, the folder itself is none.
    guard let parent = realpath((path as NSString).deletingLastPathComponent, nil) else { throw DiskFailure() }
    defer { free(parent) }
    self.path = path
    folder = try OpenFolder(String(cString: parent) + "/" + (path as NSString).lastPathComponent)
    let facts = try folder.facts()
    inode = UInt64(facts.st_ino)
    guard facts.st_uid == geteuid() else { throw SourceWritesError(.foreign("it belongs to another user"), at: path) }
    guard facts.st_mode & 0o077 == 0 else { throw SourceWritesError(.foreign("other users can look into it"), at: path) }
    // Where others can write, anyone may have put it there.
    do { _ = try PrivateFolder(existing: String(cString: parent) + "/" + (path as NSString).lastPathComponent) } catch {
      throw SourceWritesError(.foreign("others can write to \(error.path)"), at: path)
    }
  }

  /// Opens the file that whoever writes locks.
  func openLock() throws -> Int32 {
    do { return try folder.openLock("lock") } catch { throw SourceWritesError(.noPlace(error.words), at: path) }
  }

  /// The journal at a stage; nil when there is none.
  func journal(_ stage: Stage, isDurable: Bool, tell: @escaping (String) -> Void) throws -> JournalFiles? {
    do {
      guard try folder.holds(stage.rawValue) else { return nil }
      return JournalFiles("\(path)/\(stage.rawValue)", try folder.folder(stage.rawValue), isDurable: isDurable, tell: tell)
    } catch { throw SourceWritesError(.foreign(error.words), at: path) }
  }

  func holds(_ stage: Stage) throws -> Bool { try writing { () throws(DiskFailure) in try folder.holds(stage.rawValue) } }

  func make(_ stage: Stage) throws { try writing { () throws(DiskFailure) in try folder.makeFolder(stage.rawValue) } }

  func move(_ stage: Stage, to next: Stage, isDurable: Bool) throws {
    try writing { () throws(DiskFailure) in
      try folder.rename(stage.rawValue, to: next.rawValue)
      if isDurable { try folder.sync() }
    }
  }

  /// Removes what is at a stage, if anything is.
  func drop(_ stage: Stage, tell: @escaping (String) -> Void = { _ in }) throws {
    if stage != .dropped {
      try drop(.dropped)
      guard try holds(stage) else { return }
      tell("drop \(stage)")
      try move(stage, to: .dropped, isDurable: false)
    }
    guard let journal = try journal(.dropped, isDurable: false, tell: tell) else { return }
    tell("remove what is dropped")
    try writing { () throws(DiskFailure) in
      try journal.removeAll()
      try folder.removeFolder(Stage.dropped.rawValue)
    }
  }

  private func writing<Result>(_ work: () throws(DiskFailure) -> Result) throws -> Result {
    do { return try work() } catch { throw SourceWritesError(.noPlace(error.words), at: path) }
  }
}
