#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder into which nobody but this user can put anything: what is read or run from it was put there by this user.
///
/// That holds when the folder is this user's and no other may write to it, and nobody else can put another folder in its place, or in
/// the place of one above it. The superuser can do all that anyway, so what is root's counts as this user's above the folder.
package struct PrivateFolder: Sendable, Hashable {
  /// The folder's path, without links in it.
  package let path: String

  /// Makes the folder and those above it, each with mode 0700 whatever the umask is, or checks those that are there.
  ///
  /// - Parameters:
  ///   - path: from the root.
  ///   - base: a folder at or above `path` that a person has named: it may not even be shared as `/tmp` is.
  package init(making path: String, below base: String? = nil) throws(PrivateFolderError) {
    if let base {
      let real = try Self.made(base, isOwn: false)
      try Self.check(real, mayBeSticky: false)
    }
    self.path = try Self.made(path, isOwn: true)
  }

  /// A new folder for what is needed for a while, where such folders lie.
  package init(temporary name: String, in place: String) throws(PrivateFolderError) {
    var template = Array("\(place)/\(name)-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw PrivateFolderError(.cannotBeMade(errno), at: place) }
    let path = String(cString: made)
    guard chmod(path, 0o700) == 0 else { throw PrivateFolderError(.cannotBeMade(errno), at: path) }
    self.path = path
  }

  /// A folder that is there, by its path without links, as it is.
  package init(existing path: String) throws(PrivateFolderError) {
    try Self.checkAbove(path)
    try Self.check(path, mayBeSticky: false, isOwn: true)
    self.path = path
  }

  /// Makes a folder of this one's own inside, for this process alone.
  package func makeFolder(_ name: String) throws(PrivateFolderError) -> PrivateFolder {
    try PrivateFolder(making: "\(path)/\(name)")
  }

  /// The folder's path without links, made as far as it is missing, and checked as far as it is there.
  private static func made(_ path: String, isOwn: Bool) throws(PrivateFolderError) -> String {
    var missing: [Substring] = []
    var parts = path.split(separator: "/")
    var place = ""
    while true {
      let there = "/" + parts.joined(separator: "/")
      if let real = realpath(there, nil) {
        place = String(cString: real)
        free(real)
        break
      }
      // A link that leads nowhere would be followed by whoever makes something in its place.
      guard errno == ENOENT, !isLink(there), let last = parts.popLast() else {
        throw PrivateFolderError(.cannotBeMade(errno), at: there)
      }
      missing.insert(last, at: 0)
    }
    try checkAbove(place)
    for (number, part) in missing.enumerated() {
      if number == 0 { try check(place, mayBeSticky: true) }
      place += place == "/" ? "\(part)" : "/\(part)"
      guard mkdir(place, 0o700) == 0 || errno == EEXIST else { throw PrivateFolderError(.cannotBeMade(errno), at: place) }
      try check(place, mayBeSticky: false, isOwn: true)
      // The umask may have taken what its owner needs.
      guard chmod(place, 0o700) == 0 else { throw PrivateFolderError(.cannotBeMade(errno), at: place) }
    }
    guard isOwn, missing.isEmpty else { return place }
    try check(place, mayBeSticky: false, isOwn: true)
    // What was made before, for all to read.
    guard chmod(place, 0o700) == 0 else { throw PrivateFolderError(.cannotBeMade(errno), at: place) }
    return place
  }

  /// Nobody may be able to put another folder in the place of one above. Where all may make files and none may rename those of others,
  /// as in `/tmp`, nobody can.
  private static func checkAbove(_ path: String) throws(PrivateFolderError) {
    var parts = path.split(separator: "/")
    while !parts.isEmpty {
      parts.removeLast()
      try check("/" + parts.joined(separator: "/"), mayBeSticky: true)
    }
  }

  private static func check(_ path: String, mayBeSticky: Bool, isOwn: Bool = false) throws(PrivateFolderError) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { throw PrivateFolderError(.cannotBeMade(errno), at: path) }
    guard facts.st_mode & S_IFMT == S_IFDIR else { throw PrivateFolderError(.cannotBeMade(ENOTDIR), at: path) }
    guard facts.st_uid == geteuid() || (facts.st_uid == 0 && !isOwn) else {
      throw PrivateFolderError(.belongsToAnother(facts.st_uid), at: path)
    }
    let isShared = facts.st_mode & (S_IWGRP | S_IWOTH) != 0
    guard !isShared || (mayBeSticky && facts.st_mode & S_ISVTX != 0) else {
      throw PrivateFolderError(.canBeWrittenByOthers, at: path)
    }
  }

  private static func isLink(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK
  }
}
