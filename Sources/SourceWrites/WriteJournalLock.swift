import Foundation

// Who may write: one process at a time, and its finisher.
extension WriteJournal {
  func origin(in place: JournalFolder) -> JournalOrigin { JournalOrigin(folder: folder, user: geteuid(), inode: place.inode) }

  func open(_ stage: JournalFolder.Stage) throws -> JournalFiles? {
    try place?.journal(stage, isDurable: isDurable, tell: step)
  }

  /// The journals' folder, made if need be, for this process alone.
  func lockedPlace() throws -> JournalFolder {
    if let place { return place }
    let place = try JournalFolder.made(directory)
    try takeLock(place)
    return place
  }

  /// The journals' folder, if there is one, for this process alone.
  func lockedPlaceIfAny() throws -> JournalFolder? {
    if let place { return place }
    guard let place = try JournalFolder.existing(directory) else { return nil }
    try takeLock(place)
    return place
  }

  private func takeLock(_ place: JournalFolder) throws {
    let file = try place.openLock()
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw SourceWritesError(.isBusy, at: directory)
    }
    lock = file
    self.place = place
    try tidy(place)
  }

  /// Ends what a process that died had begun with the journals themselves.
  func tidy(_ place: JournalFolder) throws {
    if try !place.holds(.current), try place.holds(.former) { try place.move(.former, to: .current, isDurable: isDurable) }
    try place.drop(.dropped)
  }
}
