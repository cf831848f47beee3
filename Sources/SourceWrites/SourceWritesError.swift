import ShownText

/// Says why files could not be written, brought back or committed.
package struct SourceWritesError: Error, Equatable, CustomStringConvertible {
  /// What went wrong; new cases may come.
  package enum Code: Sendable, Equatable {
    case cannotBeRead(String)
    case cannotBeWritten(String)
    case isReadOnly
    case isNoFile
    case changedMeanwhile
    case editedSince
    case isBusy
    case isUnfinished(written: Int, of: Int, isUndo: Bool)
    case nothingToResume
    case nothingToUndo
    case stoppedHalfway(String)
    case noEdits(of: String, made: [String])
    case sharedPlace(rule: String, others: [String], line: Int)
    case git(String)
    /// A journal that this user did not write, or not for this folder.
    case foreign(String)
    case otherFormat(String)
    case damaged([String])
    /// A journal whose log does not say enough to go by it; what brings texts back by hand.
    case unusable([String], copies: [String])
    /// A journal cannot be kept.
    case noPlace(String)
    case notAllUndone(Int, [String])
    case foreignDraft
    case draftStays(String)
    case journalStays(String)
    case draftsUnknown(String)
    case draftsAreLeft
  }

  package let code: Code
  package let path: String

  package init(_ code: Code, at path: String) {
    self.code = code
    self.path = path
  }

  package var description: String {
    let path = path.shownPath
    return switch code {
    case .cannotBeRead(let reason): "\(path): cannot be read: \(reason); check its permissions"
    case .cannotBeWritten(let reason):
      "\(path): cannot be written: \(reason); nothing was changed, check the permissions of the file and its folder, and the free space"
    case .isReadOnly: "\(path): is read-only; nothing was changed, allow writing with chmod u+w or leave it out with --exclude"
    case .isNoFile: "\(path): is not a regular file; nothing was changed, leave it out with --exclude"
    case .changedMeanwhile: "\(path): has changed while it was looked at; nothing was changed, run again"
    case .editedSince: "\(path): has been edited since it was written; nothing was changed, put your edits aside and run again"
    case .isBusy: "\(path): another waxwing is writing files here; wait for it to end and run again"
    case .isUnfinished(let written, let total, false):
      "\(path): an earlier migration stopped after \(written) of \(total) files; finish it with 'waxwing migrate --resume' or go back with 'waxwing undo'"
    case .isUnfinished(let written, let total, true):
      "\(path): an earlier undo stopped after \(written) of \(total) files; finish it with 'waxwing undo' or go forward with 'waxwing migrate --resume'"
    case .nothingToResume:
      "\(path): no unfinished migration was started here; run the command in the folder in which it was started"
    case .nothingToUndo:
      "\(path): no migration was written here; run the command in the folder in which it was started, or take commits of --commit-per-rule back with git revert"
    case .stoppedHalfway(let reason):
      "\(path): cannot be written: \(reason); correct that, then 'waxwing undo' brings all files back"
    case .noEdits(let rule, let made):
      "\(path): the last migration made no change for '\(rule)'; name one of \(made.joined(separator: ", "))"
    case .sharedPlace(let rule, let others, let line):
      "\(path):\(line): '\(rule)' changed this place together with \(others.map { "'\($0)'" }.joined(separator: ", ")), which depend\(others.count == 1 ? "s" : "") on it; nothing was changed, take everything back with 'waxwing undo' or edit by hand"
    case .foreign(let reason):
      "\(path): is no journal that you wrote for this folder: \(reason); nothing was changed, remove it if you did not put it there"
    case .otherFormat(let version):
      "\(path): its log has the format '\(version)', which this waxwing does not know; use the waxwing that wrote it, or put the old texts in '\(path)/old' back by hand and remove it"
    case .damaged(let reasons):
      "\(path): the journal is damaged: \(reasons.joined(separator: "; ")); 'waxwing undo' takes back what can be, the rest lies in '\(path)/old'; remove the folder when nobody needs it any more"
    case .unusable(let reasons, let copies):
      "\(path): the journal is damaged: \(reasons.joined(separator: "; ")); nothing was changed, put the old texts in '\(path)/old' back by hand\(copies.isEmpty ? "" : ": \(copies.joined(separator: "; "))"), and remove \(path) then"
    case .noPlace(let reason):
      "\(path): no journal can be kept here: \(reason); nothing was changed, set XDG_STATE_HOME to a folder of your own"
    case .notAllUndone(let count, let reasons):
      "\(path): took back \(count == 0 ? "nothing" : "\(count) file\(count == 1 ? "" : "s"), but not all"): \(reasons.joined(separator: "; ")); the journal is kept, look for these texts in '\(path)/old', in git or a backup, and remove the folder then"
    case .foreignDraft:
      "\(path): has the name of a draft and is not what was written there; it is left alone, remove it if nobody needs it"
    case .draftStays(let reason): "\(path): cannot be removed: \(reason); remove it by hand, nothing needs it any more"
    case .journalStays(let reason):
      "\(path): every file has its old text, but the journal cannot be removed: \(reason); remove that folder by hand"
    case .draftsUnknown(let reason):
      "\(path): drafts named .waxwing-… may be left beside files, because the journal of what was prepared is gone (\(reason)); remove them by hand"
    case .draftsAreLeft:
      "\(path): an earlier migration stopped before it changed a file, and drafts named .waxwing-… may be left; 'waxwing migrate --resume' removes them"
    case .git(let reason): "\(path): git says: \(reason); correct that and run again"
    }
  }
}
