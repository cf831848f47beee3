import Foundation
import ShownText

/// The files of one journal: its log, and the texts that it keeps.
///
/// Everything is told of before it is done (`tell`), and with `isDurable` is on the disk when a call returns.
final class JournalFiles {
  let path: String
  private let folder: OpenFolder
  private let isDurable: Bool
  private let tell: (String) -> Void
  private var log = JournalLog()

  /// Opens a journal that is there, or one that is about to be written.
  init(_ path: String, _ folder: OpenFolder, isDurable: Bool, tell: @escaping (String) -> Void) {
    (self.path, self.folder, self.isDurable, self.tell) = (path, folder, isDurable, tell)
  }

  /// Makes the folders that texts are put into.
  func makeFolders() throws(DiskFailure) {
    for name in ["old", "new"] { try folder.makeFolder(name) }
  }

  /// Reads the log anew. Throws `SourceWritesError` for one that is none, or that this user did not write for this folder.
  func record(for origin: JournalOrigin) throws -> JournalRecord {
    let bytes: [UInt8]
    do {
      let facts = try folder.facts(of: "log")
      guard facts.st_uid == geteuid(), facts.st_mode & 0o077 == 0 else {
        throw SourceWritesError(.foreign("others can write its log"), at: path)
      }
      bytes = try folder.read("log")
    } catch let error as DiskFailure {
      throw SourceWritesError(
        .unusable([error.isMissing ? "its log is missing" : "its log cannot be read: \(error.words)"], copies: []), at: path)
    }
    log = try JournalLog(bytes, path: path)
    let record: JournalRecord
    do { record = try JournalRecord(log, path: path) } catch let error as SourceWritesError {
      guard case .unusable(let reasons, _) = error.code else { throw error }
      throw SourceWritesError(.unusable(reasons, copies: copies), at: path)
    }
    let found = record.origin
    if found.user != origin.user { throw SourceWritesError(.foreign("another user wrote it"), at: path) }
    if found.folder != origin.folder { throw SourceWritesError(.foreign("it was written for \(found.folder)"), at: path) }
    if found.inode != origin.inode { throw SourceWritesError(.foreign("it is a copy, as out of an archive"), at: path) }
    if let file = record.ordered.first(where: { !$0.target.isAllowed(below: origin.folder) }) {
      throw SourceWritesError(.foreign("\(file.target.path) lies outside of \(origin.folder)"), at: path)
    }
    return record
  }

  /// The commands that bring the old texts back whose files the log still names, as far as they are what was put aside.
  private var copies: [String] {
    let files = log.entries.compactMap { entry -> JournalFile? in if case .file(let file) = entry { file } else { nil } }
    let whole = files.filter { file in
      do { return try !text(file.old).isEmpty } catch { return false }
    }
    let shown = whole.prefix(20).map { "cp \("\(path)/\($0.old.name)".quoted) \($0.target.path.quoted)" }
    return shown + (whole.count > 20 ? ["the other \(whole.count - 20) are named in '\(path)/log'"] : [])
  }

  /// Whether the log's last entry says that all files have arrived.
  func isFinished() throws -> Bool {
    do { return JournalLog.isFinished(try folder.read("log")) } catch {
      throw SourceWritesError(.damaged(["its log cannot be read: \(error.words)"]), at: path)
    }
  }

  /// Whether the log has been begun.
  func hasLog() throws(DiskFailure) -> Bool { try folder.holds("log") }

  /// Adds an entry to the log.
  func note(_ entry: JournalEntry, isDurable: Bool = false) throws {
    tell("note")
    var next = log
    let bytes = try next.add(entry)
    do { try folder.append(bytes, to: "log", behind: log.length, isDurable: isDurable && self.isDurable) } catch {
      throw SourceWritesError(.cannotBeWritten(error.words), at: path)
    }
    log = next
  }

  /// Puts a text aside.
  func keep(_ bytes: [UInt8], as text: KeptText) throws(DiskFailure) {
    tell("put \(text.name) aside")
    try folder.make(text.name, bytes, isDurable: isDurable)
  }

  /// A text as it was put aside; throws why it is not there any more.
  func text(_ text: KeptText) throws(KeptText.Loss) -> [UInt8] {
    let bytes: [UInt8]
    do { bytes = try folder.read(text.name) } catch {
      throw KeptText.Loss(words: "'\(text.name)' " + (error.isMissing ? "is missing" : "cannot be read: \(error.words)"))
    }
    try text.check(bytes)
    return bytes
  }

  /// The names of the old texts that are there.
  func oldTexts() throws(DiskFailure) -> [String] {
    guard try folder.holds("old") else { return [] }
    return try folder.folder("old").names()
  }

  /// Waits until all this would survive a loss of power.
  func sync() throws(DiskFailure) {
    guard isDurable else { return }
    // The way back needs the old texts only, so that the others may be gone.
    for name in ["old", "new"] where try folder.holds(name) { try folder.folder(name).sync() }
    try folder.sync()
  }

  /// Removes everything, the log last, because it says what may still have to be done.
  func removeAll() throws(DiskFailure) {
    for name in ["old", "new"] where try folder.holds(name) {
      let texts = try folder.folder(name)
      for text in try texts.names() { try texts.remove(text) }
      try folder.removeFolder(name)
    }
    for name in try folder.names() { try folder.remove(name) }
  }
}

extension String {
  /// As a word of a shell's command.
  fileprivate var quoted: String { "'" + shownPath.replacing("'", with: "'\\''") + "'" }
}
