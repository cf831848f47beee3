import ArgumentParser
import Foundation

/// A file that a report is written to.
struct ReportFile {
  let path: String

  /// Writes beside the file and renames, so that a crash leaves the old report or the new one; what is no plain file, such as a pipe,
  /// is written to. Throws a `ValidationError` naming the file.
  func write(_ text: String) throws {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let type = try? FileManager.default.attributesOfItem(atPath: target.path)[.type] as? FileAttributeType
    do {
      if type == nil || type == .typeRegular {
        try Data(text.utf8).write(to: target, options: .atomic)
      } else {
        let file = try FileHandle(forWritingTo: target)
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
      }
    } catch {
      printError("error: \(path): the report cannot be written (\(reason(error))); check that its folder exists and may be written to")
      throw ExitCode(1)
    }
  }

  private func reason(_ error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
    let known = cause as NSError
    return (known.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(known.code))) : known.localizedDescription).lowercased()
  }
}
