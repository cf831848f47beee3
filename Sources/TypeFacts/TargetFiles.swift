import FlowCompiler
import Foundation

/// The files that a package compiles together with one of its files.
package enum TargetFiles {
  /// The folder of the target that a file belongs to; nil for a file that stands alone.
  package static func folder(of path: String) -> String? { folder(of: URL(fileURLWithPath: path).standardizedFileURL)?.path }

  /// The Swift files of a file's target in `Sources` or `Tests` of a package, but for some; none for a file that stands alone.
  static func beside(_ path: String, except known: Set<String>) -> [ProgramFile] {
    let known = Set(known.map { URL(fileURLWithPath: $0).standardizedFileURL })
    guard let target = folder(of: URL(fileURLWithPath: path).standardizedFileURL), let walk = FileManager.default.enumerator(atPath: target.path)
    else { return [] }
    var found: [ProgramFile] = []
    for case let name as String in walk where name.hasSuffix(".swift") {
      let other = target.appendingPathComponent(name).standardizedFileURL
      guard !known.contains(other), let bytes = FileManager.default.contents(atPath: other.path) else { continue }
      found.append(ProgramFile(name: other.lastPathComponent, bytes: [UInt8](bytes)))
    }
    return found
  }

  /// The target's folder: the one in `Sources` or `Tests`, where these stand beside a `Package.swift`.
  private static func folder(of file: URL) -> URL? {
    var folder = file.deletingLastPathComponent()
    while folder.pathComponents.count > 2 {
      let parent = folder.deletingLastPathComponent()
      let package = parent.deletingLastPathComponent().appendingPathComponent("Package.swift").path
      if ["Sources", "Tests"].contains(parent.lastPathComponent), FileManager.default.fileExists(atPath: package) { return folder }
      folder = parent
    }
    return nil
  }
}
