import Foundation

/// The file that a path leads to, and how it may be given other contents without losing anything else it has.
struct WriteTarget: Codable, Equatable {
  /// As the user wrote it.
  let path: String
  /// Where links lead in the end.
  let real: String
  /// Whether the contents are put into the file itself, because a new file in its place would lose other names it has,
  /// its owner, or could not be made in its folder.
  let isInPlace: Bool

  /// Throws `SourceWritesError` for what is not a file, or may not be written.
  init(path: String) throws {
    self.path = path
    guard let resolved = realpath(path, nil) else { throw SourceWritesError(.cannotBeRead(Disk.Failure().words), at: path) }
    real = String(cString: resolved)
    free(resolved)
    var facts = stat()
    guard stat(real, &facts) == 0 else { throw SourceWritesError(.cannotBeRead(Disk.Failure().words), at: path) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw SourceWritesError(.isNoFile, at: path) }
    // The mode decides, also for a user whom the system would let write all the same.
    guard facts.st_mode & 0o222 != 0, access(real, W_OK) == 0 else { throw SourceWritesError(.isReadOnly, at: path) }
    let isOthers = geteuid() != 0 && (facts.st_uid != geteuid() || facts.st_gid != getegid())
    isInPlace = facts.st_nlink > 1 || isOthers || access((real as NSString).deletingLastPathComponent, W_OK | X_OK) != 0
  }

  /// Where the new contents wait, beside the file, so that one rename puts them in its place.
  var draft: String {
    let name = (real as NSString).lastPathComponent
    return (real as NSString).deletingLastPathComponent + "/.\(name.utf8.count > 200 ? String(name.prefix(50)) : name).waxwing"
  }

  /// What is there now.
  func contents() throws -> [UInt8] {
    do { return try Disk.read(real) } catch { throw SourceWritesError(.cannotBeRead(error.words), at: path) }
  }

  /// Writes the contents where one rename can put them in place, with the mode and the owner of the file that is there.
  func prepare(_ bytes: [UInt8]) throws(Disk.Failure) {
    guard !isInPlace else { return }
    var facts = stat()
    guard stat(real, &facts) == 0 else { throw Disk.Failure() }
    try Disk.make(draft, bytes, mode: facts.st_mode & 0o7777, owner: geteuid() == 0 ? (facts.st_uid, facts.st_gid) : nil)
  }

  /// Whether these contents wait already.
  func isPrepared(_ bytes: [UInt8]) -> Bool {
    var (waiting, facts) = (stat(), stat())
    guard !isInPlace, stat(draft, &waiting) == 0, stat(real, &facts) == 0 else { return isInPlace }
    return waiting.st_mode == facts.st_mode && (try? Disk.read(draft)) == bytes
  }

  /// Gives the file what has been prepared.
  func replace(with bytes: [UInt8]) throws(Disk.Failure) {
    if isInPlace { try Disk.overwrite(real, bytes) } else { try Disk.move(draft, to: real) }
  }

  /// Removes what was prepared and is not wanted.
  func forget() { if !isInPlace { unlink(draft) } }
}
