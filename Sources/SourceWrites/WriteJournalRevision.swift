extension WriteJournal {
  /// What one rule changed, taken back: the files that it changed, each with its text now and its text without.
  ///
  /// Throws `SourceWritesError` when nothing was written or not to the end, when the rule changed nothing, or something together
  /// with other rules, when one of the files has been edited since, and when one of their texts is not what was kept.
  package func withoutChanges(of rule: String) throws -> [TextReplacement] {
    let (journal, record) = try finishedJournal()
    let made = Set(record.ordered.flatMap(\.parts).flatMap(\.rules))
    guard made.contains(rule) else { throw SourceWritesError(.noEdits(of: rule, made: made.sorted()), at: directory) }
    return try record.ordered.compactMap { file in
      guard file.parts.contains(where: { $0.rules.contains(rule) }) else { return nil }
      guard try TextMark(file.target.contents()) == file.new.mark else {
        throw SourceWritesError(.editedSince, at: file.target.path)
      }
      do {
        let (old, new) = (try journal.text(file.old), try journal.text(file.new))
        return try PartialUndo(path: file.target.path, old: old, new: new, parts: file.parts).without(rule)
      } catch let loss as KeptText.Loss {
        throw SourceWritesError(.damaged(["\(file.target.path): its text \(loss.words)"]), at: journal.path)
      }
    }
  }

  /// Gives files that were written another new text, all of them or none; `undo` goes back to the old ones still.
  package func revise(_ changes: [TextReplacement]) throws {
    let (journal, record) = try finishedJournal()
    enlist()
    let tag = Draft.newTag()
    var files: [JournalFile] = []
    for change in changes {
      guard var file = record.ordered.first(where: { $0.target.path == change.path }) else { continue }
      file.new = KeptText("new/\(file.number)-\(tag)", change.after)
      file.parts = change.parts
      do { try journal.keep(change.after, as: file.new) } catch {
        throw SourceWritesError(.cannotBeWritten(error.words), at: directory)
      }
      files.append(file)
    }
    let revisions = files.map { JournalRevision(number: $0.number, new: $0.new, parts: $0.parts) }
    try walk(journal, record, to: .new, files, tag: tag) { try journal.note(.revised(revisions)) }
  }

  private func finishedJournal() throws -> (JournalFiles, JournalRecord) {
    guard let place = try lockedPlaceIfAny(), let journal = try open(.current) else {
      throw SourceWritesError(.nothingToUndo, at: folder)
    }
    if let obstacle = try obstacle(in: journal) { throw obstacle }
    let record = try journal.record(for: origin(in: place))
    let gaps = record.gaps(kept: try oldTexts(of: journal))
    guard gaps.isEmpty else { throw SourceWritesError(.damaged(gaps), at: journal.path) }
    return (journal, record)
  }
}
