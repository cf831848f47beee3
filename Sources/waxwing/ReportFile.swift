import ArgumentParser
import Foundation

/// A file that a report is written to.
struct ReportFile {
  let path: String

  /// Writes beside the file and renames, so that a crash leaves the old report or the new one; what is no plain file, such as a pipe,
  /// is written to. Throws a `ValidationError` naming the file.
  func write(_ pieces: ((String) throws -> Void) throws -> Void) throws {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let type = try? FileManager.default.attributesOfItem(atPath: target.path)[.type] as? FileAttributeType
    do {
      guard type == nil || type == .typeRegular else { return try write(pieces, to: target) }
      let draft = target.deletingLastPathComponent().appendingPathComponent(".\(target.lastPathComponent)-\(getpid())")
      try Data().write(to: draft, options: .withoutOverwriting)
      do {
        if let mode = try? FileManager.default.attributesOfItem(atPath: target.path)[.posixPermissions] {
          try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: draft.path)
        }
        try write(pieces, to: draft)
        guard rename(draft.path, target.path) == 0 else { throw NSError(domain: NSPOSIXErrorDomain, code: Int(errno)) }
      } catch {
        unlink(draft.path)
        throw error
      }
    } catch {
      printError("error: \(path): the report cannot be written (\(reason(error))); check that its folder exists and may be written to")
      throw ExitCode(1)
    }
  }

  /// Writes a mebibyte at a time.
  private func write(_ pieces: ((String) throws -> Void) throws -> Void, to place: URL) throws {
    let file = try FileHandle(forWritingTo: place)
    defer { try? file.close() }
    var waiting = Data()
    try pieces { piece in
      waiting += Data(piece.utf8)
      guard waiting.count > 1 << 20 else { return }
      try file.write(contentsOf: waiting)
      waiting.removeAll(keepingCapacity: true)
    }
    try file.write(contentsOf: waiting)
  }

  private func reason(_ error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
    let known = cause as NSError
    return (known.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(known.code))) : known.localizedDescription).lowercased()
  }
}
