import Foundation

/// Tells one build of a file from another without reading it: its path, its size and when it was written.
enum FileMark {
  /// The mark in one line; a file that is not there has a mark of its own.
  static func of(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "\(path) missing" }
    #if os(Linux)
    let written = status.st_mtim
    #else
    let written = status.st_mtimespec
    #endif
    return "\(path) \(status.st_size) \(written.tv_sec).\(written.tv_nsec) \(status.st_ino)"
  }
}
