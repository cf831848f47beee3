/// Which of its two texts every file of a journal is to have.
package enum JournalGoal: String, Codable, Sendable { case old, new }

/// A line of a journal's log; each says what begins or has ended, so that a process that finds the log knows what may have been done.
enum JournalEntry: Codable, Equatable {
  case began(JournalOrigin)
  /// Drafts are made from here on, under names with this tag in them.
  case drafts(tag: String)
  /// A file whose texts are about to be put aside.
  case file(JournalFile)
  /// All texts are put aside; from here on every file goes to this goal.
  case goal(JournalGoal, files: Int)
  /// Every file has reached this goal.
  case reached(JournalGoal, files: Int)
  /// Some files have another new text from here on.
  case revised([JournalRevision])
}

/// Who wrote a journal, and for what.
struct JournalOrigin: Codable, Equatable {
  /// The real path of the folder whose files are written.
  let folder: String
  let user: UInt32
  /// The number that the file system gave to the journal's folder: a copy, as out of an archive, has another.
  let inode: UInt64
}

/// A file that is written, with its two texts.
struct JournalFile: Codable, Equatable {
  /// Counted from 0 in the order of the log.
  let number: Int
  let target: WriteTarget
  let old: KeptText
  var new: KeptText
  /// What is changed in it.
  var parts: [TextPart]
}

/// The other new text that a file has got.
struct JournalRevision: Codable, Equatable {
  let number: Int
  let new: KeptText
  let parts: [TextPart]
}

extension JournalFile {
  func text(_ goal: JournalGoal) -> KeptText { goal == .old ? old : new }
}
