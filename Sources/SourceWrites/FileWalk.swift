import Foundation

/// Files on their way to one of their texts: first all that may fail, then one rename a file.
struct FileWalk {
  let journal: JournalFiles
  let record: JournalRecord
  let goal: JournalGoal
  /// What is in the names of the drafts.
  let tag: String
  let files: [JournalFile]
  let isDurable: Bool
  let tell: (String) -> Void

  /// Writes the texts beside the files, as far as they are not written in place.
  func prepare() throws {
    for file in files {
      try writing(file) {
        guard try !file.target.isInPlace() else { return }
        let text = try journal.text(file.text(goal))
        tell("prepare \(file.number)")
        try draft(file).make(text, isDurable: isDurable)
      }
    }
  }

  /// Gives every file its text, and sees that it has it.
  ///
  /// Throws `SourceWritesError` for the first that cannot be written or holds what nobody expected.
  func replace() throws {
    for file in files {
      let now = try file.target.contents()
      guard TextMark(now) != file.text(goal).mark else { continue }
      guard JournalSurvey.isKnown(now, file, record, journal) else {
        throw SourceWritesError(.changedMeanwhile, at: file.target.path)
      }
      try writing(file) {
        tell("replace \(file.number)")
        guard try !file.target.isInPlace() else {
          return try file.target.folder().overwrite(file.target.name, try journal.text(file.text(goal)))
        }
        if try draft(file).take(file.text(goal)) { return }
        // Somebody has tidied it away; what stands there instead is not touched.
        try draft(file).make(try journal.text(file.text(goal)), isDurable: isDurable)
        guard try draft(file).take(file.text(goal)) else { throw DiskFailure(EEXIST) }
      }
    }
    if isDurable {
      let folders = Dictionary(files.map { ($0.target.folderPath, $0) }) { first, _ in first }
      for file in folders.values { try writing(file) { try file.target.folder().sync() } }
    }
    for file in files where try TextMark(file.target.contents()) != file.text(goal).mark {
      throw SourceWritesError(.changedMeanwhile, at: file.target.path)
    }
  }

  private func draft(_ file: JournalFile) -> Draft { Draft(file.target, number: file.number, tag: tag) }

  private func writing(_ file: JournalFile, _ work: () throws -> Void) throws {
    do { try work() } catch let error as DiskFailure {
      throw SourceWritesError(.cannotBeWritten(error.words), at: file.target.path)
    } catch let loss as KeptText.Loss {
      throw SourceWritesError(.cannotBeWritten("its \(goal) text \(loss.words)"), at: file.target.path)
    }
  }
}
