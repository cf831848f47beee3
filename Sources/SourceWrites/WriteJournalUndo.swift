extension WriteJournal {
  /// Gives every file its old text back and drops the journal. Returns how many files there are; none when a migration had not begun to write.
  ///
  /// Everything is read and checked before the first file is written. Throws `SourceWritesError`, with everything as it was, when a
  /// file has been edited since. When the old text of some files is lost, the others get theirs, and the error names those; the journal
  /// is kept then.
  @discardableResult package func undo() throws -> Int {
    guard let place = try lockedPlaceIfAny() else { throw SourceWritesError(.nothingToUndo, at: folder) }
    guard let journal = try open(.current) else {
      guard try dropPrepared() else { throw SourceWritesError(.nothingToUndo, at: folder) }
      return 0
    }
    let record = try journal.record(for: origin(in: place))
    let survey = JournalSurvey(record, journal, to: .old)
    if let stranger = survey.strangers.first { throw stranger }
    let missing = survey.lost + record.gaps(kept: try oldTexts(of: journal))
    if !survey.waiting.isEmpty { try walk(journal, record, to: .old, survey.waiting) }

    // Nothing is dropped before every file is seen to have its old text.
    let after = JournalSurvey(record, journal, to: .old)
    guard missing.isEmpty, after.arrived.count == record.files.count else {
      let reasons = missing + after.strangers.map { "\($0)" } + after.waiting.map { "\($0.target.path): has its new text still" }
      throw SourceWritesError(.notAllUndone(survey.waiting.count - after.waiting.count, reasons), at: journal.path)
    }
    try forgetDrafts(of: try journal.record(for: origin(in: place)), in: journal)
    do {
      try dropPrepared()
      try place.drop(.current, tell: step)
    } catch { remarks.append(SourceWritesError(.journalStays("\(error)"), at: journal.path)) }
    return record.files.count
  }

  /// Goes on with what another process began, towards the new text. Returns how many files there are; none when a migration had not
  /// begun to write, and what it had left beside files was removed.
  @discardableResult package func resume() throws -> Int {
    guard let place = try lockedPlaceIfAny() else { throw SourceWritesError(.nothingToResume, at: folder) }
    guard let journal = try open(.current) else { return try resumePrepared() }
    let record = try journal.record(for: origin(in: place))
    guard !record.isFinished else { return try resumePrepared() }
    let survey = JournalSurvey(record, journal, to: .new)
    if let stranger = survey.strangers.first { throw stranger }
    let missing = survey.lost + record.gaps(kept: try oldTexts(of: journal))
    guard missing.isEmpty else { throw SourceWritesError(.damaged(missing), at: journal.path) }
    try walk(journal, record, to: .new, survey.waiting)
    try forgetDrafts(of: try journal.record(for: origin(in: place)), in: journal)
    return record.files.count
  }

  private func resumePrepared() throws -> Int {
    guard try dropPrepared() else { throw SourceWritesError(.nothingToResume, at: folder) }
    return 0
  }
}
