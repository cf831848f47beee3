import Foundation

/// Reads regular files, and waits for nobody who may write to what is none.
package enum RegularFile {
  /// What a file holds; nil for one that cannot be read, and for a pipe, a device or a folder.
  package static func read(_ path: String) -> [UInt8]? {
    // A pipe with nobody at the other end is opened at once, and then found to be no file.
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return try? FileHandle(fileDescriptor: file, closeOnDealloc: false).readToEnd().map { [UInt8]($0) } ?? []
  }
}
