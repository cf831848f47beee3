extension WriteJournal {
  /// What an earlier process left. Throws `SourceWritesError` for a journal that cannot be read, or is not this user's.
  package var state: State {
    get throws {
      guard let place = try JournalFolder.existing(directory) else { return .none }
      // Between two renames the one before is the one that holds.
      let stages: [JournalFolder.Stage] = [.current, .former]
      guard let journal = try stages.lazy.compactMap({ try place.journal($0, isDurable: false, tell: { _ in }) }).first else {
        return .none
      }
      let record = try journal.record(for: origin(in: place))
      let total = record.fileCount ?? record.files.count
      let goal = record.goal ?? .new
      if record.isFinished { return goal == .new ? .finished(files: total) : .none }
      return .unfinished(goal: goal, reached: JournalSurvey(record, journal, to: goal).arrived.count, total: total)
    }
  }

  /// What an earlier process left half done and nobody is at work on, with the ways out.
  ///
  /// What is not this user's journal is not spoken of: nobody should be led to use it.
  package var abandoned: SourceWritesError? {
    do {
      guard let place = try JournalFolder.existing(directory) else { return nil }
      let current = try place.journal(.current, isDurable: false, tell: { _ in })
      let isPreparing = try place.holds(.preparing)
      // Whether a journal is finished is told from the end of its log, because the rest is as long as what was written.
      guard try current.map({ try !$0.isFinished() }) ?? false || isPreparing else { return nil }
      _ = try lockedPlaceIfAny()
      if let current, let obstacle = try obstacle(in: current) { return obstacle }
      guard isPreparing, let preparing = try open(.preparing), try preparing.hasLog() else { return nil }
      let record = try preparing.record(for: origin(in: place))
      return record.tags.isEmpty ? nil : SourceWritesError(.draftsAreLeft, at: folder)
    } catch let error as SourceWritesError {
      switch error.code {
      case .damaged, .unusable: return error
      default: return nil
      }
    } catch { return nil }
  }

  /// Why new changes have to wait for an earlier journal; nil when it is finished, or every file is as if it were or had never begun.
  func obstacle(in journal: JournalFiles) throws -> SourceWritesError? {
    guard let place = try lockedPlaceIfAny() else { return nil }
    let record = try journal.record(for: origin(in: place))
    guard !record.isFinished else { return nil }
    let goal = record.goal ?? .new
    let survey = JournalSurvey(record, journal, to: goal)
    let gaps = record.gaps(kept: try oldTexts(of: journal))
    guard gaps.isEmpty else { return SourceWritesError(.damaged(gaps + survey.lost), at: journal.path) }
    if survey.arrived.count == record.files.count { return nil }
    if JournalSurvey(record, journal, to: .old).arrived.count == record.files.count { return nil }
    return SourceWritesError(
      .isUnfinished(written: survey.arrived.count, of: record.files.count, isUndo: goal == .old), at: directory)
  }
}
