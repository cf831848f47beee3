import Foundation

/// Writes many files as one: all get their new text, or all keep the old one.
///
/// Before any file is touched, the old and the new text of each lie in the journal's folder and the new text beside the
/// file. Then a rename a file puts them in place, which a finisher does, a second process: if this one dies, the finisher ends
/// the walk, or tidies up if it had not begun; if the finisher dies, this one does. If both die, a journal is left from which
/// another process goes on (`resume`) or back (`undo`); every single file holds its old or its new text at any moment, except that
/// a file with several names, or of another owner, is written in place, and may be torn until one of the two has run.
///
///     let journal = WriteJournal(directory: place)
///     try journal.begin()
///     for change in changes { try journal.add(change) }
///     try journal.commit()
package final class WriteJournal {
  /// How the journal's folder was found.
  package enum State: Equatable, Sendable {
    /// There is no journal, or one that had changed nothing yet.
    case none
    case unfinished(goal: JournalGoal, reached: Int, total: Int)
    /// Written, and kept so that it can be undone.
    case finished(files: Int)
  }

  package let directory: String
  private let isDurable: Bool
  private var finishing: [String]
  private let step: (String) -> Void
  private var finisher: WriteFinisher?
  private var lock: Int32 = -1
  private var targets: [WriteTarget] = []
  private var known: Set<String> = []
  /// How often new texts have taken the place of others, as the log said when it was last read.
  private var revision = 0

  /// `isDurable` waits for the disk before the first file is replaced; `finishing` is the command of a process that calls
  /// `finish` on a journal of the same directory, none for doing without; `step` is told of every step before it is made.
  package init(directory: String, isDurable: Bool = true, finishing: [String] = [], step: @escaping (String) -> Void = { _ in }) {
    self.directory = directory
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

  /// What an earlier process left.
  package var state: State {
    let log = readLog()
    guard let goal = log.goal else { return .none }
    let total = log.targets.count
    if log.isFinished { return goal == .new ? .finished(files: total) : .none }
    let reached = log.targets.indices.count { (try? log.targets[$0].contents()) == text($0, goal) }
    return .unfinished(goal: goal, reached: reached, total: total)
  }

  /// What an earlier process left half done and nobody is at work on, with the ways out.
  package var abandoned: SourceWritesError? {
    guard !JournalLog.isFinished(logBytes), leftover != nil, (try? takeLock()) != nil else { return nil }
    return leftover
  }

  /// Makes ready for new changes. An earlier journal is dropped if it is finished or has changed nothing.
  ///
  /// Throws `SourceWritesError` when an earlier one stopped halfway, or another process is at work.
  package func begin() throws {
    try takeLock()
    if let leftover { throw leftover }
    discard()
    targets = []
    known = []
    revision = 0
    do {
      for folder in ["old", "new"] { try Disk.makeFolder("\(directory)/\(folder)") }
    } catch {
      throw SourceWritesError(.cannotBeWritten(error.words), at: directory)
    }
    enlist()
  }

  /// Puts a change aside. Several paths to one file count once.
  ///
  /// Throws `SourceWritesError`, with everything as it was, when the file cannot be written or is no longer what it was.
  package func add(_ change: TextReplacement) throws {
    do {
      let target = try WriteTarget(path: change.path)
      guard known.insert(target.real).inserted else { return }
      guard try target.contents() == change.before else { throw SourceWritesError(.changedMeanwhile, at: change.path) }
      let number = targets.count
      targets.append(target)
      try note(.file(target, parts: change.parts))
      try tell("put the old text of \(number) aside") { () throws(Disk.Failure) in try Disk.make(path(number, .old), change.before) }
      try tell("put the new text of \(number) aside") { () throws(Disk.Failure) in try Disk.make(path(number, .new), change.after) }
      try tell("prepare \(number)") { () throws(Disk.Failure) in try target.prepare(change.after) }
    } catch {
      discard()
      throw (error as? Disk.Failure).map { SourceWritesError(.cannotBeWritten($0.words), at: change.path) } ?? error
    }
  }

  /// Gives every file its new text. Returns how many there were.
  ///
  /// When one cannot be replaced, those that were go back to their old text, and the error is thrown.
  @discardableResult package func commit() throws -> Int {
    guard !targets.isEmpty else {
      discard()
      return 0
    }
    do { try walk(to: .new) } catch {
      if !isUntouched {
        do { try walk(to: .old, isNoted: false) } catch let second {
          throw SourceWritesError(.stoppedHalfway("\(second)"), at: directory)
        }
      }
      discard()
      throw error
    }
    return targets.count
  }

  /// Goes on with what another process began, towards the new text. Returns how many files there are.
  @discardableResult package func resume() throws -> Int {
    try takeLock()
    guard case .unfinished = state else { throw SourceWritesError(.nothingToResume, at: directory) }
    return try bring(to: .new)
  }

  /// Gives every file its old text back and drops the journal. Returns how many files there are.
  ///
  /// Throws `SourceWritesError`, with everything as it was, when a file has been edited since.
  @discardableResult package func undo() throws -> Int {
    try takeLock()
    let found = state
    guard found != .none else { throw SourceWritesError(.nothingToUndo, at: directory) }
    // What stopped halfway would go on the other way until the new goal is noted.
    if case .finished = found { enlist() }
    let count = try bring(to: .old)
    discard()
    return count
  }

  /// What one rule changed, taken back: the files that it changed, each with its text now and its text without.
  ///
  /// Throws `SourceWritesError` when nothing was written or not to the end, when the rule changed nothing, or something together
  /// with other rules, and when one of the files has been edited since.
  package func withoutChanges(of rule: String) throws -> [TextReplacement] {
    try takeLock()
    guard case .finished = state else { throw leftover ?? SourceWritesError(.nothingToUndo, at: directory) }
    let log = readLog()
    let made = Set(log.parts.joined().flatMap(\.rules))
    guard made.contains(rule) else { throw SourceWritesError(.noEdits(of: rule, made: made.sorted()), at: directory) }
    return try zip(log.targets.indices, zip(log.targets, log.parts)).compactMap { number, file in
      let (target, parts) = file
      guard parts.contains(where: { $0.rules.contains(rule) }) else { return nil }
      let (old, new) = (text(number, .old), text(number, .new))
      guard try target.contents() == new else { throw SourceWritesError(.editedSince, at: target.path) }
      return try PartialUndo(path: target.path, old: old, new: new, parts: parts).without(rule)
    }
  }

  /// Gives files that were written another new text, all of them or none; `undo` goes back to the old ones still.
  package func revise(_ changes: [TextReplacement]) throws {
    try takeLock()
    let log = readLog()
    targets = log.targets
    enlist()
    let folder = "\(directory)/\(Self.newTexts(revision + 1))"
    try? FileManager.default.removeItem(atPath: folder)
    var parts: [Int: [TextPart]] = [:]
    do throws(Disk.Failure) {
      try Disk.makeFolder(folder)
      for change in changes {
        guard let number = targets.firstIndex(where: { $0.path == change.path }) else { continue }
        try tell("put the new text of \(number) aside") { () throws(Disk.Failure) in try Disk.make("\(folder)/\(number)", change.after) }
        try tell("prepare \(number)") { () throws(Disk.Failure) in try targets[number].prepare(change.after) }
        parts[number] = change.parts
      }
    } catch {
      for target in targets { target.forget() }
      throw SourceWritesError(.cannotBeWritten(error.words), at: directory)
    }
    try note(.revised(parts))
    revision += 1
    try walk(to: .new)
  }

  /// Ends what another process leaves to this one: goes on to its goal, or drops what it had not begun.
  ///
  /// Returns only when that process has handed its work over or died. Its lock holds for this process too.
  package func finish() throws {
    guard flock(WriteFinisher.lock, LOCK_EX | LOCK_NB) == 0 else { throw SourceWritesError(.isBusy, at: directory) }
    WriteFinisher.awaitWork()
    switch state {
    case .unfinished(let goal, _, _): try bring(to: goal)
    case .finished: for target in readLog().targets { target.forget() }
    case .none: discard()
    }
  }

  /// Drops the journal and all that waits beside files; the files stay as they are.
  package func discard() {
    for target in readLog().targets { target.forget() }
    for target in targets { target.forget() }
    // The log goes first: without it the texts mean nothing.
    unlink("\(directory)/log")
    for folder in ["old"] + (0...revision).map(Self.newTexts) { try? FileManager.default.removeItem(atPath: "\(directory)/\(folder)") }
  }

  @discardableResult private func bring(to goal: JournalGoal) throws -> Int {
    targets = readLog().targets
    for number in targets.indices {
      let now = try targets[number].contents()
      guard now == text(number, .old) || newTexts(number).contains(now) || isTorn(now, number) else {
        throw SourceWritesError(.editedSince, at: targets[number].path)
      }
    }
    try walk(to: goal)
    return targets.count
  }

  private var leftover: SourceWritesError? {
    guard case .unfinished(let goal, let reached, let total) = state, reached < total, !isUntouched else { return nil }
    return SourceWritesError(.isUnfinished(written: reached, of: total, isUndo: goal == .old), at: directory)
  }

  /// Whether every file still has its old text.
  private var isUntouched: Bool {
    let targets = readLog().targets
    return targets.indices.allSatisfy { (try? targets[$0].contents()) == text($0, .old) }
  }

  /// A way back that is not noted needs no space; another process then takes it for a way forward that stopped.
  private func walk(to goal: JournalGoal, isNoted: Bool = true) throws {
    let waiting = try targets.indices.filter { try targets[$0].contents() != text($0, goal) }
    for number in waiting where !targets[number].isPrepared(text(number, goal)) {
      do { try tell("prepare \(number)") { () throws(Disk.Failure) in try targets[number].prepare(text(number, goal)) } } catch {
        for target in targets { target.forget() }
        throw SourceWritesError(.cannotBeWritten(error.words), at: targets[number].path)
      }
    }
    settle()
    if isNoted {
      enlist()
      try note(.goal(goal))
    }
    if isDurable { Disk.settle("\(directory)/log") }
    if let finisher {
      self.finisher = nil
      step("hand over")
      if finisher.handOver() { return }
      // Killed, or stopped by what will stop this process too, which says so.
      finishing = []
      return try walk(to: goal)
    }
    for number in waiting {
      do { try tell("replace \(number)") { () throws(Disk.Failure) in try targets[number].replace(with: text(number, goal)) } } catch {
        throw SourceWritesError(.cannotBeWritten(error.words), at: targets[number].path)
      }
    }
    // What an interrupted walk the other way had prepared.
    for target in targets { target.forget() }
    if isNoted { try note(.reached(goal)) }
  }

  /// Whether a file that is written in place was caught in the middle: new at the front, old from there on.
  private func isTorn(_ now: [UInt8], _ number: Int) -> Bool {
    guard targets[number].isInPlace else { return false }
    let texts = [text(number, .old)] + newTexts(number)
    return texts.flatMap { one in texts.map { (one, $0) } }.contains { before, after in
      let written = zip(now, after).prefix { $0 == $1 }.count
      return now.dropFirst(written) == before.dropFirst(written)
    }
  }

  private func enlist() {
    if finisher == nil, !finishing.isEmpty { finisher = WriteFinisher(finishing, sharing: lock) }
  }

  private static func newTexts(_ revision: Int) -> String { revision == 0 ? "new" : "new-\(revision)" }

  private func path(_ number: Int, _ goal: JournalGoal) -> String {
    let folder = goal == .old ? "old" : (0...revision).reversed().map(Self.newTexts).first { access("\(directory)/\($0)/\(number)", F_OK) == 0 }
    return "\(directory)/\(folder ?? "new")/\(number)"
  }
  private func text(_ number: Int, _ goal: JournalGoal) -> [UInt8] { (try? Disk.read(path(number, goal))) ?? [] }
  /// Every new text that a file ever had.
  private func newTexts(_ number: Int) -> [[UInt8]] {
    (0...revision).compactMap { try? Disk.read("\(directory)/\(Self.newTexts($0))/\(number)") }
  }
  private var logBytes: [UInt8] { (try? Disk.read("\(directory)/log")) ?? [] }
  private func readLog() -> JournalLog {
    let log = JournalLog(logBytes)
    revision = log.revisions
    return log
  }

  private func note(_ line: JournalLog.Line) throws {
    let bytes = try JournalLog.bytes(of: line)
    do { try tell("note") { () throws(Disk.Failure) in try Disk.append("\(directory)/log", bytes) } } catch {
      throw SourceWritesError(.cannotBeWritten(error.words), at: directory)
    }
  }

  private func tell<Result>(_ name: String, _ work: () throws(Disk.Failure) -> Result) throws(Disk.Failure) -> Result {
    step(name)
    return try work()
  }

  private func settle() {
    guard isDurable else { return }
    for number in targets.indices {
      Disk.settle(path(number, .old))
      Disk.settle(path(number, .new))
      if !targets[number].isInPlace { Disk.settle(targets[number].draft) }
    }
    Disk.settle("\(directory)/log")
    for folder in Set(targets.map { ($0.real as NSString).deletingLastPathComponent }) { Disk.settle(folder) }
  }

  private func takeLock() throws {
    guard lock < 0 else { return }
    do { try Disk.makeFolder(directory) } catch { throw SourceWritesError(.cannotBeWritten(error.words), at: directory) }
    let file = open("\(directory)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SourceWritesError(.cannotBeWritten(Disk.Failure().words), at: directory) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw SourceWritesError(.isBusy, at: directory)
    }
    lock = file
  }
}
