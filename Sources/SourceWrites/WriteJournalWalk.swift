// How files get their texts, by this process or its finisher.
extension WriteJournal {
  /// Prepares files for another text, notes it, and gives it to them. `noting` is noted before the goal.
  func walk(
    _ journal: JournalFiles, _ record: JournalRecord, to goal: JournalGoal, _ files: [JournalFile], tag: String = Draft.newTag(),
    noting: () throws -> Void = {}
  ) throws {
    // What stopped halfway would go on the other way until the new goal is noted.
    if record.isFinished { enlist() }
    func walk(_ record: JournalRecord) -> FileWalk {
      FileWalk(journal: journal, record: record, goal: goal, tag: tag, files: files, isDurable: isDurable, tell: step)
    }
    try journal.note(.drafts(tag: tag), isDurable: true)
    do { try walk(record).prepare() } catch {
      if let place = try lockedPlaceIfAny() { try forgetDrafts(of: try journal.record(for: origin(in: place)), in: journal) }
      throw error
    }
    try sync(journal)
    enlist()
    try noting()
    try journal.note(.goal(goal, files: record.expectedCount(kept: try oldTexts(of: journal))), isDurable: true)
    guard let place = try lockedPlaceIfAny() else { return }
    let noted = try journal.record(for: origin(in: place))
    do { try carryOut(walk(noted)) } catch { throw SourceWritesError(.stoppedHalfway("\(error)"), at: directory) }
  }

  func sync(_ journal: JournalFiles) throws {
    do { try journal.sync() } catch { throw SourceWritesError(.cannotBeWritten(error.words), at: directory) }
  }

  /// Has a second process ready.
  func enlist() {
    if finisher == nil, !finishing.isEmpty, lock >= 0 { finisher = WriteFinisher(finishing, sharing: lock) }
  }

  /// Gives files what waits for them, and notes it when every file of the journal has arrived.
  func carryOut(_ walk: FileWalk) throws {
    if let finisher {
      self.finisher = nil
      step("hand over")
      if finisher.handOver() { return }
      // Killed, or stopped by what will stop this process too, which says so.
      finishing = []
    }
    try walk.replace()
    try end(walk)
  }

  /// Goes on to the goal of a journal with the drafts that are there.
  func goOn(_ journal: JournalFiles, _ record: JournalRecord) throws {
    let goal = record.goal ?? .new
    let survey = JournalSurvey(record, journal, to: goal)
    if let stranger = survey.strangers.first { throw stranger }
    let walk = FileWalk(
      journal: journal, record: record, goal: goal, tag: record.tags.last ?? Draft.newTag(), files: survey.waiting,
      isDurable: isDurable, tell: step)
    try walk.replace()
    try end(walk)
  }

  private func end(_ walk: FileWalk) throws {
    guard let place else { return }
    let record = try walk.journal.record(for: origin(in: place))
    let gaps = record.gaps(kept: try oldTexts(of: walk.journal))
    guard gaps.isEmpty, JournalSurvey(record, walk.journal, to: walk.goal).arrived.count == record.files.count else { return }
    try walk.journal.note(.reached(walk.goal, files: record.files.count), isDurable: true)
    if walk.goal == .new { try place.drop(.former) }
  }

  func oldTexts(of journal: JournalFiles) throws -> [String] {
    do { return try journal.oldTexts() } catch { throw SourceWritesError(.cannotBeRead(error.words), at: journal.path) }
  }
}
