import Foundation
import SourceWrites

/// A folder of its own for one test, removed with it.
final class Scratch {
  let root: String

  init() throws {
    root = NSTemporaryDirectory() + "waxwing-writes-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  var tree: String { root + "/tree" }
  var journal: String { root + "/journal" }

  func path(_ name: String) -> String { "\(tree)/\(name)" }

  @discardableResult func write(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
    return path(name)
  }

  func read(_ name: String) throws -> String { String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self) }

  func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
  }

  /// Every name below the tree with what is in it.
  func contents() throws -> [String: String] {
    try FileManager.default.contentsOfDirectory(atPath: tree).reduce(into: [:]) { $0[$1] = try read($1) }
  }

  /// A journal that does not wait for the disk.
  func newJournal() -> WriteJournal { WriteJournal(directory: journal, isDurable: false) }

  /// Changes files in one journal, each from what is there.
  func migrate(_ changes: [(name: String, after: String)]) throws {
    let journal = newJournal()
    try journal.begin()
    for (name, after) in changes {
      try journal.add(TextReplacement(path: path(name), before: Array(try read(name).utf8), after: Array(after.utf8)))
    }
    try journal.commit()
  }
}

/// What a process printed, and how it ended.
struct Ended {
  let output: String
  let wasKilled: Bool
  let code: Int32

  /// Runs a program of this package's build folder, or one on the PATH.
  init(_ program: String, _ arguments: [String], in folder: String? = nil) throws {
    let process = Process()
    if program.contains("/") {
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = arguments
    } else {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [program] + arguments
    }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    wasKilled = process.terminationReason == .uncaughtSignal
    code = process.terminationStatus
  }
}
