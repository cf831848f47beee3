// What is put aside and beside files, and goes again.
extension WriteJournal {
  /// Drops changes that have not been begun. Returns whether there were any.
  @discardableResult func dropPrepared() throws -> Bool {
    prepared = nil
    guard let place, let journal = try open(.preparing) else { return false }
    do {
      if try journal.hasLog() { try forgetDrafts(of: try journal.record(for: origin(in: place)), in: journal) }
    } catch let error as SourceWritesError {
      // No source was changed by it, but where its drafts are, nobody knows.
      remarks.append(SourceWritesError(.draftsUnknown("\(error)"), at: folder))
    } catch let error as DiskFailure {
      throw SourceWritesError(.noPlace(error.words), at: directory)
    }
    try place.drop(.preparing, tell: step)
    return true
  }

  /// Removes what waits beside files and is not wanted.
  func forgetDrafts(of record: JournalRecord, in journal: JournalFiles) throws {
    for tag in record.tags {
      for file in record.ordered {
        let draft = Draft(file.target, number: file.number, tag: tag)
        func texts() -> [[UInt8]] {
          ([file.old, file.new] + record.formerTexts(of: file)).compactMap { text in
            // Of a text that is damaged nothing can be known to be a beginning.
            do { return try journal.text(text) } catch { return nil }
          }
        }
        do {
          if try draft.remove(ifBeginningOf: texts) == .isNotOurs {
            remarks.append(SourceWritesError(.foreignDraft, at: draft.path))
          }
        } catch {
          if !error.isMissing { remarks.append(SourceWritesError(.draftStays(error.words), at: draft.path)) }
        }
      }
    }
  }
}
