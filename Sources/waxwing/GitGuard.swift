import ArgumentParser
import Foundation
import ShownText
import SourceWrites

/// Keeps a migration out of git work trees in which it would mix with other changes.
///
/// Any uncommitted change of a tracked file counts, so that `git diff` afterwards shows the migration and nothing else; a
/// file that git does not track counts when it would be written.
struct GitGuard {
  let allowsDirty: Bool
  /// Whether git may run the hooks and filters of the trees.
  let isTrusted: Bool

  /// The work trees of some files, each with its files; those outside of git are left out.
  ///
  /// Throws exit code 1, after saying why, when git cannot say what a tree is.
  func trees(of paths: [String]) throws -> [GitTree: [String]] {
    var known: [String: GitTree?] = [:]
    var found: [GitTree: [String]] = [:]
    for path in paths {
      let real = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      guard let top = top(of: real.deletingLastPathComponent()) else { continue }
      let tree = try known[top] ?? tree(at: top)
      known[top] = tree
      if let tree { found[tree, default: []].append(real.path) }
    }
    return found
  }

  /// Throws exit code 1, after saying why, when one of the work trees is not clean.
  func check(_ paths: [String]) throws {
    guard !allowsDirty, !paths.isEmpty else { return }
    for (tree, files) in try trees(of: paths).sorted(by: { $0.key.root < $1.key.root }) {
      let root = URL(fileURLWithPath: tree.root).resolvingSymlinksInPath().path
      let written = Set(files)
      let dirty: [GitTree.Change]
      do { dirty = try tree.changes().filter { !$0.isUntracked || written.contains("\(root)/\($0.path)") } } catch {
        printError("error: \(error)")
        throw ExitCode(1)
      }
      guard !dirty.isEmpty else { continue }
      let named = dirty.prefix(3).map { $0.isUntracked ? "\($0.path.shown) (not tracked)" : $0.path.shown }.joined(separator: ", ")
      let more = dirty.count > 3 ? " and \(dirty.count - 3) more" : ""
      printError("error: \(tree.root): the git work tree has uncommitted changes: \(named)\(more); commit or stash them, or write all the same with --allow-dirty")
      throw ExitCode(1)
    }
  }

  private func tree(at top: String) throws -> GitTree? {
    do { return try GitTree.holding(top, isTrusted: isTrusted) } catch {
      printError("error: \(error); or write all the same with --allow-dirty")
      throw ExitCode(1)
    }
  }

  /// The folder at or above one that holds `.git`, which is a folder, or a file in submodules and further work trees.
  private func top(of folder: URL) -> String? {
    var folder = folder
    while true {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent(".git").path) { return folder.path }
      if folder.path == "/" { return nil }
      folder.deleteLastPathComponent()
    }
  }
}
