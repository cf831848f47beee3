#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// System calls on whole files; a failure is the system's own words.
enum Disk {
  /// What a system call said.
  struct Failure: Error {
    let number: Int32
    init(_ number: Int32 = errno) { self.number = number }
    var words: String { String(cString: strerror(number)).lowercased() }
  }

  /// The file's contents.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure() }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw Failure() }
    // One more than there should be, so that the end is met without growing.
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size) + 1)
    var count = 0
    while true {
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
      #if canImport(Glibc)
      let got = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress.map { $0 + count }, $0.count - count) }
      #else
      let got = bytes.withUnsafeMutableBytes { Darwin.read(file, $0.baseAddress.map { $0 + count }, $0.count - count) }
      #endif
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw Failure()
      }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Makes or overwrites a file; what was begun is removed when it fails.
  static func make(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o600, owner: (uid_t, gid_t)? = nil) throws(Failure) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Failure() }
    do throws(Failure) {
      try writeAll(bytes, to: file)
      if let (user, group) = owner, fchown(file, user, group) != 0 { throw Failure() }
      guard fchmod(file, mode) == 0 else { throw Failure() }
      guard close(file) == 0 else { throw Failure() }
    } catch {
      close(file)
      unlink(path)
      throw error
    }
  }

  /// Puts other contents into an existing file, which keeps its number and all its names.
  static func overwrite(_ path: String, _ bytes: [UInt8]) throws(Failure) {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure() }
    defer { close(file) }
    try writeAll(bytes, to: file)
    guard ftruncate(file, off_t(bytes.count)) == 0, fsync(file) == 0 else { throw Failure() }
  }

  /// Adds bytes at the end of a file, in one call.
  static func append(_ path: String, _ bytes: [UInt8]) throws(Failure) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Failure() }
    defer { close(file) }
    try writeAll(bytes, to: file)
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(Failure) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else { throw Failure() }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Failure() }
  }

  /// Puts one file in another's place.
  static func move(_ source: String, to target: String) throws(Failure) {
    guard rename(source, target) == 0 else { throw Failure() }
  }

  /// Waits until a file, or the names in a folder, would survive a loss of power.
  static func settle(_ path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    fsync(file)
    close(file)
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32) throws(Failure) {
    var start = 0
    while start < bytes.count {
      #if canImport(Glibc)
      let put = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + start }, $0.count - start) }
      #else
      let put = bytes.withUnsafeBytes { Darwin.write(file, $0.baseAddress.map { $0 + start }, $0.count - start) }
      #endif
      if put < 0 {
        if errno == EINTR { continue }
        throw Failure()
      }
      start += put
    }
  }
}
