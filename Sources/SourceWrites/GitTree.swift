import Foundation

/// A git work tree, as far as rewriting its files needs to know it.
package struct GitTree: Hashable, Sendable {
  /// The folder at the top of the work tree.
  package let root: String
  /// Where git keeps what belongs to this work tree alone.
  package let gitDirectory: String

  /// The work tree that holds a folder; nil when there is none, or no git.
  ///
  /// A submodule is a work tree of its own.
  package static func containing(_ folder: String) -> GitTree? {
    guard let answer = try? git(["rev-parse", "--show-toplevel", "--absolute-git-dir"], in: folder) else { return nil }
    let lines = answer.split(separator: "\n").map(String.init)
    return lines.count == 2 ? GitTree(root: lines[0], gitDirectory: lines[1]) : nil
  }

  /// A path with something that no commit has.
  package struct Change: Equatable, Sendable {
    /// From the root.
    package let path: String
    package let isUntracked: Bool
  }

  /// What is changed, staged, or not tracked; a submodule's own files are its own affair.
  package func changes() throws -> [Change] {
    let answer = try Self.git(["status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignore-submodules=dirty"], in: root)
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

  /// The commit that is checked out; nil before the first.
  package var head: String? { (try? Self.git(["rev-parse", "--verify", "--quiet", "HEAD"], in: root))?.split(separator: "\n").first.map(String.init) }

  /// Whether no branch would follow a new commit.
  package var isDetached: Bool { head != nil && (try? Self.git(["symbolic-ref", "--quiet", "HEAD"], in: root)) == nil }

  /// Commits these files as they are now, and nothing else, whatever is staged. Returns the commit.
  ///
  /// Throws `SourceWritesError` with git's own words, as when a hook refuses.
  @discardableResult package func commit(_ paths: [String], message: String) throws -> String {
    _ = try Self.git(["commit", "--quiet", "--only", "--message", message, "--"] + paths, in: root, isTold: true)
    return head ?? ""
  }

  private static func git(_ arguments: [String], in folder: String, isTold: Bool = false) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder] + arguments
    // What a hook or an editor was told about its own work tree would be wrong for this one.
    process.environment = ProcessInfo.processInfo.environment.filter { !["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"].contains($0.key) }
      .merging(["LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"]) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    // What hooks print may be long; in the same pipe it cannot fill one that nobody reads.
    process.standardError = isTold ? output : errors
    do { try process.run() } catch { throw SourceWritesError(.git("it cannot be started"), at: folder) }
    let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = isTold ? answer : String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let reason = complaint.split(separator: "\n").joined(separator: "; ")
      throw SourceWritesError(.git(reason.isEmpty ? "exit code \(process.terminationStatus)" : reason), at: folder)
    }
    return answer
  }
}
