import Foundation
import SourceWrites
import TestSupport

/// A tree of one test, and a place beside it for its journal.
final class ScratchTree {
  private let scratch: Scratch
  let tree: String

  init() throws {
    scratch = try Scratch()
    tree = try scratch.directory("tree")
  }

  var journal: String { scratch.path + "/journal" }

  func path(_ name: String) -> String { "\(tree)/\(name)" }

  @discardableResult func write(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
    try scratch.write("tree/\(name)", text)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
    return path(name)
  }

  func read(_ name: String) throws -> String { try scratch.read("tree/\(name)") }

  func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
  }

  /// Every name below the tree with what is in it.
  func contents() throws -> [String: String] {
    try FileManager.default.contentsOfDirectory(atPath: tree).reduce(into: [:]) { $0[$1] = try read($1) }
  }

  /// A journal that does not wait for the disk.
  func newJournal() -> WriteJournal { WriteJournal(directory: journal, folder: tree, isDurable: false) }

  /// What the last migration left.
  var state: WriteJournal.State { get throws { try newJournal().state } }

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
