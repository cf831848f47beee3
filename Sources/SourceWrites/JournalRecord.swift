/// What a journal's log says, all its entries together.
struct JournalRecord {
  let origin: JournalOrigin
  /// By number.
  private(set) var files: [Int: JournalFile] = [:]
  /// The new texts that files had before they got another one, by number.
  private(set) var formerTexts: [Int: [KeptText]] = [:]
  /// How many files there are, where it is known.
  private(set) var fileCount: Int?
  /// Where the files were last on their way to; nil before anything was written.
  private(set) var goal: JournalGoal?
  /// Whether they have arrived.
  private(set) var isFinished = false
  /// What is in the names of all drafts that were ever made, the latest last.
  private(set) var tags: [String] = []
  /// How often new texts were put in the place of others.
  private(set) var revisions = 0
  /// What is wrong with the log.
  private(set) var damage: [String]

  /// Throws `SourceWritesError` when the log does not say who wrote it. `path` is what the message calls it.
  init(_ log: JournalLog, path: String) throws {
    damage = log.damage
    guard case .began(let origin)? = log.entries.first else {
      throw SourceWritesError(.unusable(["its log does not say who wrote it"] + damage, copies: []), at: path)
    }
    self.origin = origin
    for entry in log.entries { take(entry) }
  }

  private mutating func take(_ entry: JournalEntry) {
    switch entry {
    case .began: break
    case .drafts(let tag): tags.append(tag)
    case .file(let file): files[file.number] = file
    case .goal(let goal, let count): (self.goal, fileCount, isFinished) = (goal, count, false)
    case .reached(let goal, let count): (self.goal, fileCount, isFinished) = (goal, count, true)
    case .revised(let revised):
      (goal, isFinished) = (.new, false)
      revisions += 1
      for one in revised {
        guard let before = files[one.number]?.new else { continue }
        formerTexts[one.number, default: []].append(before)
        files[one.number]?.new = one.new
        files[one.number]?.parts = one.parts
      }
    }
  }

  /// The files in the order in which they were taken up.
  var ordered: [JournalFile] { files.values.sorted { $0.number < $1.number } }

  /// How many files there must have been. `kept` are the names of the old texts that are there.
  func expectedCount(kept: [String]) -> Int { max(fileCount ?? 0, (kept.compactMap { Int($0) }.max() ?? -1) + 1, files.count) }

  /// What the log should say of the files and does not; a damaged line that spoke of none is no gap.
  func gaps(kept: [String]) -> [String] {
    var gaps = (0..<expectedCount(kept: kept)).filter { files[$0] == nil }.map {
      "the log does not say whose text 'old/\($0)' is"
    }
    // The goal was in the log before any file was written.
    if fileCount == nil { gaps.append("the end of the log is missing") }
    return gaps.isEmpty ? [] : damage + gaps
  }

  /// Every text of a file that it may be found with, beside its old and its new one.
  func formerTexts(of file: JournalFile) -> [KeptText] { formerTexts[file.number] ?? [] }
}
