#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Plain files that this user owns and nobody else can write to. Everything else, a link included, is as good as not there.
package enum OwnFile {
  /// Whether there is such a file.
  package static func exists(_ path: String, isProgram: Bool = false) -> Bool {
    var facts = stat()
    guard lstat(path, &facts) == 0, isOwn(facts) else { return false }
    return !isProgram || facts.st_mode & S_IXUSR != 0
  }

  /// Whether there is such a folder.
  package static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && isOwn(facts, kind: S_IFDIR)
  }

  /// What such a file holds; nil when there is none.
  package static func read(_ path: String) -> [UInt8]? {
    // Without waiting for whoever writes to what is no plain file.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, isOwn(facts) else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress.map { $0 + count }, $0.count - count, off_t(count)) }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return nil }
      count += got
    }
    return bytes
  }

  /// Puts a new file in place at once, readable by this user alone. Whether it could be done.
  package static func write(_ bytes: [UInt8], to path: String) -> Bool {
    let draft = "\(path)-\(UInt64.random(in: 0 ... .max))"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return false }
    var count = 0
    while count < bytes.count {
      let put = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress.map { $0 + count }, $0.count - count, off_t(count)) }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { break }
      count += put
    }
    // The umask may have taken the right to read.
    let isWhole = count == bytes.count && fchmod(file, 0o600) == 0
    guard close(file) == 0, isWhole, rename(draft, path) == 0 else {
      unlink(draft)
      return false
    }
    return true
  }

  private static func isOwn(_ facts: stat, kind: mode_t = S_IFREG) -> Bool {
    facts.st_mode & S_IFMT == kind && facts.st_uid == geteuid() && facts.st_mode & (S_IWGRP | S_IWOTH) == 0
  }
}
