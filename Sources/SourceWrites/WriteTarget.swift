import Foundation

/// The file that a path leads to, and how it may be given other contents without losing anything else it has.
struct WriteTarget: Codable, Equatable {
  /// As the user wrote it.
  let path: String
  /// Where links lead in the end.
  let real: String
  /// Whether the file lies outside of the folder that is written, because its path was given by name.
  let isOutside: Bool

  /// By what two names of one file are known.
  struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  /// Throws `SourceWritesError` for what is not a file, or may not be written.
  init(path: String, below folder: String) throws {
    self.path = path
    guard let resolved = realpath(path, nil) else { throw SourceWritesError(.cannotBeRead(DiskFailure().words), at: path) }
    real = String(cString: resolved)
    free(resolved)
    isOutside = !Self.lies(real, below: folder)
    let facts = try facts()
    guard facts.st_mode & S_IFMT == S_IFREG else { throw SourceWritesError(.isNoFile, at: path) }
    // The mode decides, also for a user whom the system would let write all the same.
    guard facts.st_mode & 0o222 != 0, access(real, W_OK) == 0 else { throw SourceWritesError(.isReadOnly, at: path) }
  }

  /// Whether this is a place that a journal for a folder may speak of.
  func isAllowed(below folder: String) -> Bool { real.hasPrefix("/") && (isOutside || Self.lies(real, below: folder)) }

  private static func lies(_ path: String, below folder: String) -> Bool {
    path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  var name: String { (real as NSString).lastPathComponent }

  var folderPath: String { (real as NSString).deletingLastPathComponent }

  /// The folder of the file; what is done to the file is done there.
  func folder() throws(DiskFailure) -> OpenFolder { try OpenFolder(folderPath) }

  func identity() throws -> Identity {
    let facts = try facts()
    return Identity(device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino))
  }

  /// What is there now.
  func contents() throws -> [UInt8] {
    do { return try folder().read(name) } catch { throw SourceWritesError(.cannotBeRead(error.words), at: path) }
  }

  /// Whether contents have to be put into the file itself, because a new file in its place would lose other names it has,
  /// its owner, or could not be made in its folder.
  func isInPlace() throws(DiskFailure) -> Bool {
    let facts = try folder().facts(of: name)
    let isOthers = geteuid() != 0 && (facts.st_uid != geteuid() || facts.st_gid != getegid())
    return facts.st_nlink > 1 || isOthers || access(folderPath, W_OK | X_OK) != 0
  }

  private func facts() throws -> stat {
    do { return try folder().facts(of: name) } catch { throw SourceWritesError(.cannotBeRead(error.words), at: path) }
  }
}
