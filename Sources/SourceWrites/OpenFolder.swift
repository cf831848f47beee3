import Foundation

/// A folder held open: whatever becomes of the path that led to it, what is done here is done in this folder, and no link is followed.
final class OpenFolder {
  private let descriptor: Int32

  /// Opens a folder by its real path; throws when a link, or what is no folder, is on the way.
  init(_ path: String) throws(DiskFailure) {
    let parts = path.split(separator: "/")
    // Folders on the way need not be readable, only to be gone through.
    var place = open("/", (parts.isEmpty ? O_RDONLY : Self.passing) | O_DIRECTORY | O_CLOEXEC)
    guard place >= 0 else { throw DiskFailure() }
    for (number, part) in parts.enumerated() {
      let isLast = number == parts.count - 1
      let isStep = part == "." || part == ".."
      let next = isStep ? -1 : openat(place, String(part), (isLast ? O_RDONLY : Self.passing) | Self.folder)
      let failure = isStep ? DiskFailure(EINVAL) : DiskFailure()
      close(place)
      guard next >= 0 else { throw failure }
      place = next
    }
    descriptor = place
  }

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  #if os(Linux)
  /// `O_PATH`, which glibc's headers hide from Swift.
  private static let passing: Int32 = 0x20_0000
  #else
  /// `O_EXEC`, which makes `O_SEARCH` of `O_DIRECTORY`.
  private static let passing: Int32 = 0x4000_0000
  #endif
  private static let folder = O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
  // A pipe with nobody at the other end is opened at once, and then found to be no file.
  private static let file = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC

  /// A folder in this one.
  func folder(_ name: String) throws(DiskFailure) -> OpenFolder {
    let found = openat(descriptor, name, O_RDONLY | Self.folder)
    guard found >= 0 else { throw DiskFailure() }
    return OpenFolder(descriptor: found)
  }

  /// Makes a folder that only this user can look into.
  func makeFolder(_ name: String) throws(DiskFailure) {
    guard mkdirat(descriptor, name, 0o700) == 0, fchmodat(descriptor, name, 0o700, 0) == 0 else { throw DiskFailure() }
  }

  /// What is known of this folder itself.
  func facts() throws(DiskFailure) -> stat {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw DiskFailure() }
    return facts
  }

  /// What is known of a name; of a link, not of where it leads.
  func facts(of name: String) throws(DiskFailure) -> stat {
    var facts = stat()
    guard fstatat(descriptor, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { throw DiskFailure() }
    return facts
  }

  /// Whether a name is taken, by whatever it may be.
  func holds(_ name: String) throws(DiskFailure) -> Bool {
    do throws(DiskFailure) { _ = try facts(of: name) } catch {
      guard error.isMissing else { throw error }
      return false
    }
    return true
  }

  /// The contents of a regular file.
  func read(_ name: String) throws(DiskFailure) -> [UInt8] {
    let file = openat(descriptor, name, O_RDONLY | Self.file)
    guard file >= 0 else { throw DiskFailure() }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw DiskFailure() }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .isNoFile }
    // One more than there should be, so that the end is met without growing.
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size) + 1)
    var count = 0
    while true {
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
      let got = bytes.withUnsafeMutableBytes { Foundation.read(file, $0.baseAddress.map { $0 + count }, $0.count - count) }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw DiskFailure()
      }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Makes a file under a name that nothing has; what was begun is removed when it fails.
  func make(
    _ name: String, _ bytes: [UInt8], mode: mode_t = 0o600, owner: (uid_t, gid_t)? = nil, isDurable: Bool
  ) throws(DiskFailure) {
    let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | Self.file, 0o600)
    guard file >= 0 else { throw DiskFailure() }
    do throws(DiskFailure) {
      defer { close(file) }
      try Self.write(bytes, to: file)
      if let (user, group) = owner, fchown(file, user, group) != 0 { throw DiskFailure() }
      guard fchmod(file, mode) == 0, !isDurable || fsync(file) == 0 else { throw DiskFailure() }
    } catch {
      unlinkat(descriptor, name, 0)
      throw error
    }
  }

  /// Puts other contents into a file, which keeps its number and all its names.
  ///
  /// What is longer than before goes first, so that a full disk is met while the file can still be made what it was.
  func overwrite(_ name: String, _ bytes: [UInt8]) throws(DiskFailure) {
    let file = openat(descriptor, name, O_WRONLY | Self.file)
    guard file >= 0 else { throw DiskFailure() }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw DiskFailure() }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .isNoFile }
    let size = Int(facts.st_size)
    if bytes.count > size {
      do throws(DiskFailure) {
        try Self.write(bytes[size...], to: file, at: size)
        guard fsync(file) == 0 else { throw DiskFailure() }
      } catch {
        ftruncate(file, facts.st_size)
        throw error
      }
    }
    try Self.write(bytes.prefix(size), to: file, at: 0)
    guard ftruncate(file, off_t(bytes.count)) == 0, fsync(file) == 0 else { throw DiskFailure() }
  }

  /// Adds bytes to a file behind its first `length`; all of them, or none.
  func append(_ bytes: [UInt8], to name: String, behind length: Int, isDurable: Bool) throws(DiskFailure) {
    let file = openat(descriptor, name, O_WRONLY | O_CREAT | Self.file, 0o600)
    guard file >= 0 else { throw DiskFailure() }
    defer { close(file) }
    do throws(DiskFailure) {
      // What a process that died had begun to add is no part of the file.
      guard ftruncate(file, off_t(length)) == 0, fchmod(file, 0o600) == 0 else { throw DiskFailure() }
      try Self.write(bytes[...], to: file, at: length)
      guard !isDurable || fsync(file) == 0 else { throw DiskFailure() }
    } catch {
      ftruncate(file, off_t(length))
      throw error
    }
  }

  /// Opens a file for a lock, and makes it if need be.
  func openLock(_ name: String) throws(DiskFailure) -> Int32 {
    let file = openat(descriptor, name, O_RDWR | O_CREAT | Self.file, 0o600)
    guard file >= 0 else { throw DiskFailure() }
    return file
  }

  /// Gives a file or a folder in this folder another name; a file of that name goes.
  func rename(_ name: String, to newName: String) throws(DiskFailure) {
    guard renameat(descriptor, name, descriptor, newName) == 0 else { throw DiskFailure() }
  }

  func remove(_ name: String) throws(DiskFailure) {
    guard unlinkat(descriptor, name, 0) == 0 else { throw DiskFailure() }
  }

  /// Removes a folder that is empty.
  func removeFolder(_ name: String) throws(DiskFailure) {
    guard unlinkat(descriptor, name, AT_REMOVEDIR) == 0 else { throw DiskFailure() }
  }

  /// Waits until the names in this folder would survive a loss of power.
  func sync() throws(DiskFailure) { guard fsync(descriptor) == 0 else { throw DiskFailure() } }

  /// The names in this folder, in order.
  func names() throws(DiskFailure) -> [String] {
    let copy = openat(descriptor, ".", O_RDONLY | Self.folder)
    guard copy >= 0, let stream = fdopendir(copy) else { throw DiskFailure() }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        // The system ends a name with a zero within the field.
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func write(_ bytes: [UInt8], to file: Int32) throws(DiskFailure) { try write(bytes[...], to: file, at: 0) }

  private static func write(_ bytes: ArraySlice<UInt8>, to file: Int32, at offset: Int) throws(DiskFailure) {
    var done = 0
    while done < bytes.count {
      let put = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(offset + done)) }
      if put < 0 {
        if errno == EINTR { continue }
        throw DiskFailure()
      }
      done += put
    }
  }
}
