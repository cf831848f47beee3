import Foundation

/// Writes many files as one: all get their new text, or all keep the old one.
///
/// Before any file is touched, the old and the new text of each lie in the journal's folder, the log names them with their lengths and
/// hashes, all of that is on the disk, and the new text waits beside the file. Then a rename a file puts them in place, which a
/// finisher does, a second process: if this one dies, the finisher ends the walk, or tidies up if it had not begun; if the finisher
/// dies, this one does. If both die, a journal is left from which another process goes on (`resume`) or back (`undo`); every single
/// file holds its old or its new text at any moment, except that a file with several names, or of another owner, is written in place,
/// and may be torn until one of the two has run.
///
///     let journal = WriteJournal(directory: place, folder: tree)
///     try journal.begin()
///     for change in changes { try journal.add(change) }
///     try journal.commit()
package final class WriteJournal {
  /// How the journal was found.
  package enum State: Equatable, Sendable {
    /// There is no journal, or one that had changed nothing yet.
    case none
    case unfinished(goal: JournalGoal, reached: Int, total: Int)
    /// Written, and kept so that it can be undone.
    case finished(files: Int)
  }

  package let directory: String
  /// The real path of the folder whose files are written.
  package let folder: String
  /// What had to be left as it was, though nothing depends on it.
  package internal(set) var remarks: [SourceWritesError] = []
  let isDurable: Bool
  let step: (String) -> Void
  var finishing: [String]
  var finisher: WriteFinisher?
  var place: JournalFolder?
  var lock: Int32 = -1
  var prepared: Prepared?

  /// Changes that have been put aside and not begun.
  final class Prepared {
    let journal: JournalFiles
    var count = 0
    var known: Set<WriteTarget.Identity> = []

    init(_ journal: JournalFiles) { self.journal = journal }
  }

  /// `isDurable` waits for the disk before the first file is replaced; `finishing` is the command of a process that calls
  /// `finish` on a journal of the same directory, none for doing without; `step` is told of every step before it is made.
  package init(
    directory: String, folder: String, isDurable: Bool = true, finishing: [String] = [],
    step: @escaping (String) -> Void = { _ in }
  ) {
    self.directory = directory
    self.folder = folder
    self.isDurable = isDurable
    self.finishing = finishing
    self.step = step
  }

  deinit {
    _ = finisher?.handOver()
    guard lock >= 0 else { return }
    // Closing is not enough while a process that is being started still holds a copy.
    flock(lock, LOCK_UN)
    close(lock)
  }

  /// Makes ready for new changes; an earlier journal stays until they are written.
  ///
  /// Throws `SourceWritesError` when an earlier one stopped halfway, or another process is at work.
  package func begin() throws {
    let place = try lockedPlace()
    if let current = try open(.current) {
      if let obstacle = try obstacle(in: current) { throw obstacle }
      // A finisher that ended another's way back leaves the drafts of the way there.
      try forgetDrafts(of: try current.record(for: origin(in: place)), in: current)
    }
    try dropPrepared()
    step("begin")
    try place.make(.preparing)
    guard let journal = try open(.preparing) else { throw SourceWritesError(.changedMeanwhile, at: directory) }
    do { try journal.makeFolders() } catch { throw SourceWritesError(.noPlace(error.words), at: directory) }
    try journal.note(.began(origin(in: place)))
    prepared = Prepared(journal)
    enlist()
  }

  /// Puts a change aside. Several paths to one file count once.
  ///
  /// Throws `SourceWritesError`, with everything as it was, when the file cannot be written or is no longer what it was.
  package func add(_ change: TextReplacement) throws {
    if prepared == nil { try begin() }
    guard let prepared else { return }
    do {
      let target = try WriteTarget(path: change.path, below: folder)
      guard prepared.known.insert(try target.identity()).inserted else { return }
      guard try target.contents() == change.before else { throw SourceWritesError(.changedMeanwhile, at: change.path) }
      let number = prepared.count
      let file = JournalFile(
        number: number, target: target, old: KeptText("old/\(number)", change.before),
        new: KeptText("new/\(number)", change.after),
        parts: change.parts)
      try prepared.journal.note(.file(file))
      try prepared.journal.keep(change.before, as: file.old)
      try prepared.journal.keep(change.after, as: file.new)
      prepared.count += 1
    } catch {
      try dropPrepared()
      throw (error as? DiskFailure).map { SourceWritesError(.cannotBeWritten($0.words), at: change.path) } ?? error
    }
  }

  /// Gives every file its new text. Returns how many there were.
  ///
  /// When one cannot be replaced, those that were go back to their old text, and the error is thrown.
  @discardableResult package func commit() throws -> Int {
    guard let place, let prepared, prepared.count > 0 else {
      try dropPrepared()
      return 0
    }
    let walk: FileWalk
    do { walk = try preparedWalk(prepared.journal, place) } catch {
      try dropPrepared()
      throw error
    }
    self.prepared = nil
    step("take over")
    if try place.holds(.current) {
      try place.drop(.former)
      try place.move(.current, to: .former, isDurable: false)
    }
    try place.move(.preparing, to: .current, isDurable: isDurable)
    do { try carryOut(walk) } catch {
      try goBack(in: walk.journal, place, after: error)
      throw error
    }
    return walk.files.count
  }

  /// Ends what another process leaves to this one: goes on to its goal, or drops what it had not begun.
  ///
  /// Returns only when that process has handed its work over or died. Its lock holds for this process too.
  package func finish() throws {
    guard flock(WriteFinisher.lock, LOCK_EX | LOCK_NB) == 0 else { throw SourceWritesError(.isBusy, at: directory) }
    WriteFinisher.awaitWork()
    guard let place = try JournalFolder.existing(directory) else { return }
    self.place = place
    try tidy(place)
    if let current = try open(.current) {
      let record = try current.record(for: origin(in: place))
      if record.isFinished { try forgetDrafts(of: record, in: current) } else { try goOn(current, record) }
    }
    try dropPrepared()
  }

  /// Drops the journal and all that waits beside files; the files stay as they are.
  package func discard() throws {
    guard let place = try lockedPlaceIfAny() else { return }
    try dropPrepared()
    if let current = try open(.current) { try forgetDrafts(of: try current.record(for: origin(in: place)), in: current) }
    for stage in [JournalFolder.Stage.current, .former] { try place.drop(stage, tell: step) }
  }

  /// Puts all that the changes need on the disk, drafts last, and notes that they begin.
  private func preparedWalk(_ journal: JournalFiles, _ place: JournalFolder) throws -> FileWalk {
    let tag = Draft.newTag()
    try journal.note(.drafts(tag: tag), isDurable: true)
    try sync(journal)
    let record = try journal.record(for: origin(in: place))
    let walk = FileWalk(
      journal: journal, record: record, goal: .new, tag: tag, files: record.ordered, isDurable: isDurable, tell: step)
    try walk.prepare()
    // From here to the renames is the shortest time in which somebody may edit a file.
    if let stranger = JournalSurvey(record, journal, to: .new).strangers.first {
      throw SourceWritesError(.changedMeanwhile, at: stranger.path)
    }
    try journal.note(.goal(.new, files: record.files.count), isDurable: true)
    try sync(journal)
    return walk
  }

  /// Gives files that were written their old text again, because others could not be.
  private func goBack(in journal: JournalFiles, _ place: JournalFolder, after error: any Error) throws {
    do {
      let record = try journal.record(for: origin(in: place))
      let survey = JournalSurvey(record, journal, to: .old)
      // The names of the drafts of written files are free again.
      let walk = FileWalk(
        journal: journal, record: record, goal: .old, tag: record.tags.last ?? Draft.newTag(), files: survey.waiting,
        isDurable: isDurable, tell: step)
      try walk.prepare()
      try walk.replace()
      // Whose draft waits still has never been written, so what somebody has made of it meanwhile is right.
      let written = try survey.strange.filter { try !Draft($0.file.target, number: $0.file.number, tag: walk.tag).isThere() }
      guard written.isEmpty, survey.lost.isEmpty else { throw error }
      try forgetDrafts(of: record, in: journal)
    } catch { throw SourceWritesError(.stoppedHalfway("\(error)"), at: directory) }
    try place.drop(.current, tell: step)
    if try place.holds(.former) { try place.move(.former, to: .current, isDurable: isDurable) }
  }
}
