import Foundation

/// A git work tree, as far as rewriting its files needs to know it.
package struct GitTree: Hashable, Sendable {
  /// The folder at the top of the work tree.
  package let root: String
  /// Where git keeps what belongs to this work tree alone.
  package let gitDirectory: String

  /// Whether git may run what the tree names; see `GitCommand`.
  private let isTrusted: Bool

  /// The work tree that holds a folder; nil when there is none, or git cannot say.
  ///
  /// A submodule is a work tree of its own.
  package static func containing(_ folder: String) -> GitTree? { try? holding(folder) }

  /// The work tree that holds a folder; nil when there is none.
  ///
  /// Throws `SourceWritesError` when git cannot say: it is not there, or refuses a tree of another user.
  package static func holding(_ folder: String, isTrusted: Bool = false) throws -> GitTree? {
    let command = GitCommand(folder: folder, isTrusted: isTrusted)
    do {
      let lines = try command.answer(["rev-parse", "--show-toplevel", "--absolute-git-dir"]).split(separator: "\n").map(String.init)
      return lines.count == 2 ? GitTree(root: lines[0], gitDirectory: lines[1], isTrusted: isTrusted) : nil
    } catch let error as SourceWritesError {
      let words = "\(error)"
      guard words.contains("not a git repository") || words.contains("must be run in a work tree") || words.contains("cannot use bare repository") else {
        throw error
      }
      return nil
    }
  }

  private var git: GitCommand { GitCommand(folder: root, isTrusted: isTrusted) }

  /// Whether commits would run hooks, if the tree were trusted.
  package var hasHooks: Bool {
    guard let answer = try? git.answer(["rev-parse", "--git-path", "hooks"], withoutHooks: false), let path = answer.split(separator: "\n").first else {
      return false
    }
    let folder = path.hasPrefix("/") ? String(path) : "\(root)/\(path)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.contains { !$0.hasSuffix(".sample") && access("\(folder)/\($0)", X_OK) == 0 }
  }

  /// A path with something that no commit has.
  package struct Change: Equatable, Sendable {
    /// From the root.
    package let path: String
    package let isUntracked: Bool
  }

  /// What is changed, staged, or not tracked; a submodule's own files are its own affair.
  package func changes() throws -> [Change] {
    let answer = try git.answer(["status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignore-submodules=dirty"], readsFiles: true)
    var changes: [Change] = []
    var fields = answer.split(separator: "\0").makeIterator()
    while let field = fields.next() {
      let mark = field.prefix(2)
      changes.append(Change(path: String(field.dropFirst(3)), isUntracked: mark == "??"))
      // A rename is followed by the path it had.
      if mark.contains("R") || mark.contains("C") { _ = fields.next() }
    }
    return changes
  }

  /// The files below a folder that git has, told from there; none without git.
  package static func trackedFiles(below folder: String) -> [String] {
    guard let answer = try? GitCommand(folder: folder, isTrusted: false).answer(["ls-files", "-z", "--cached"]) else { return [] }
    return answer.split(separator: "\0").map(String.init)
  }

  /// The commit that is checked out; nil before the first.
  package var head: String? { (try? git.answer(["rev-parse", "--verify", "--quiet", "HEAD"]))?.split(separator: "\n").first.map(String.init) }

  /// Whether no branch would follow a new commit.
  package var isDetached: Bool { head != nil && (try? git.answer(["symbolic-ref", "--quiet", "HEAD"])) == nil }

  /// Commits these files as they are now, and nothing else, whatever is staged. Returns the commit.
  ///
  /// Throws `SourceWritesError` with git's own words, as when a hook of a trusted tree refuses; other trees' hooks are not run.
  @discardableResult package func commit(_ paths: [String], message: String) throws -> String {
    _ = try git.answer(["commit", "--quiet", "--only", "--message", message, "--"] + paths, readsFiles: true, isTold: true)
    return head ?? ""
  }
}
