import Foundation

/// Reads files whole.
enum FileText {
  /// Why a file could not be read, and what to do.
  struct Unreadable: Error {
    let reason: String
  }

  static func read(_ path: String) throws(Unreadable) -> [UInt8] {
    // A pipe with nobody at the other end is opened at once, and then found to be no file.
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      guard errno == ENOENT else { throw Unreadable(reason: "cannot be read; check its permissions") }
      // A name that is no text comes with this sign in the place of what cannot be read of it.
      throw Unreadable(
        reason: path.contains("\u{FFFD}")
          ? "its name is not UTF-8 text, so that nothing can be done with it; give it another name"
          : "no such file; check the path")
    }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw Unreadable(reason: "not a regular file; name a file or a folder")
    }
    let size = Int(facts.st_size)
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Foundation.read(file, buffer.baseAddress.map { $0 + count }, size - count)
        if got == 0 { break }
        if got < 0 {
          if errno == EINTR { continue }
          failed = true
          break
        }
        count += got
      }
    }
    guard !failed else { throw Unreadable(reason: "cannot be read; check its permissions") }
    return bytes
  }
}
