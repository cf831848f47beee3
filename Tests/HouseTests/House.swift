import Foundation
import TestSupport
import Testing

/// The project as it lies on disk.
enum House {
  /// One file, with its path from the root.
  struct File: CustomTestStringConvertible {
    let path: String
    let text: String
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var name: String { (path as NSString).lastPathComponent }
    var testDescription: String { path }
  }

  /// The names of the targets that have sources.
  static func targets() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: packageFolder.appending(path: "Sources").path).filter { !$0.hasPrefix(".") }
      .sorted()
  }

  /// Every Swift file of a target, or of all targets and tests.
  static func swiftFiles(in folders: String...) throws -> [File] {
    try files(in: folders).filter { $0.path.hasSuffix(".swift") }
  }

  /// Every text file in these folders or at these paths; what is not there is left out.
  static func files(in folders: [String]) throws -> [File] {
    try folders.flatMap { folder -> [File] in
      let place = packageFolder.appending(path: folder)
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isDirectory) else { return [] }
      guard isDirectory.boolValue else { return try [file(folder)].compactMap(\.self) }
      return try FileManager.default.subpathsOfDirectory(atPath: place.path).sorted().compactMap { try file("\(folder)/\($0)") }
    }
  }

  private static func file(_ path: String) throws -> File? {
    let place = packageFolder.appending(path: path)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isDirectory), !isDirectory.boolValue else {
      return nil
    }
    guard let text = String(validating: try Data(contentsOf: place), as: UTF8.self) else { return nil }
    return File(path: path, text: text)
  }
}
