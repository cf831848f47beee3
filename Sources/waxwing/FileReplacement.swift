import Foundation

/// Replaces a file's contents all at once, keeping its permissions and what a link points to.
struct FileReplacement {
  let path: String

  /// Writes beside the file and renames, so that a crash leaves the old file or the new one.
  func write(_ bytes: [UInt8]) throws {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let manager = FileManager.default
    let permissions = try manager.attributesOfItem(atPath: target.path)[.posixPermissions]
    guard manager.isWritableFile(atPath: target.path) else {
      throw CocoaError(.fileWriteNoPermission, userInfo: [NSFilePathErrorKey: path])
    }
    let draft = target.deletingLastPathComponent().appendingPathComponent(".\(target.lastPathComponent).waxwing")
    do {
      try Data(bytes).write(to: draft)
      if let permissions { try manager.setAttributes([.posixPermissions: permissions], ofItemAtPath: draft.path) }
      guard rename(draft.path, target.path) == 0 else {
        throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
      }
    } catch {
      try? manager.removeItem(at: draft)
      throw error
    }
  }
}
