import DeploymentFiles
import Foundation

/// The files below some paths that a migration looks at.
package struct FileSelection: Sendable {
  let paths: [String]
  let excluded: PathPatterns
  let ignores: Bool
  let followsLinks: Bool
  let tracked: @Sendable (_ folder: String) -> [String]

  /// With `ignores`, what `.gitignore` leaves out is left out, unless `tracked` names it: the files that git has below a folder, told from
  /// there. With `followsLinks`, files count to which links in a folder lead, wherever they are.
  package init(
    paths: [String], excluded: PathPatterns = PathPatterns([]), ignores: Bool = true, followsLinks: Bool = false,
    tracked: @escaping @Sendable (_ folder: String) -> [String] = { _ in [] }
  ) {
    self.paths = paths
    self.excluded = excluded
    self.ignores = ignores
    self.followsLinks = followsLinks
    self.tracked = tracked
  }

  /// What is looked at, and what somebody may miss.
  package struct Found: Sendable, Equatable {
    package var files: [String] = []
    /// Files, and folders, that `.gitignore` leaves out.
    package var ignored: [String] = []
    /// Links to files outside of the folder that was named.
    package var linksOut: [String] = []

    /// What somebody should know who misses a file.
    package var notes: [String] {
      func names(_ paths: [String]) -> String {
        paths.prefix(3).joined(separator: ", ") + (paths.count > 3 ? " and \(paths.count - 3) more" : "")
      }
      var notes: [String] = []
      if !ignored.isEmpty { notes.append("left out, as .gitignore says: \(names(ignored)); --no-ignore looks at them too") }
      if !linksOut.isEmpty {
        notes.append(
          "left out, as links that lead out of their folder: \(names(linksOut)); name them, or follow all with --follow-links")
      }
      return notes
    }
  }

  package func files() -> [String] { found().files }

  /// In order, each file once, however many paths, links and names it has. A path given by name is taken whatever it is called.
  ///
  /// Folders are gone through without following links; hidden ones, as build folders are, are left out, but for `.github`.
  package func found() -> Found {
    var seen: Set<Identity> = []
    var found = Found()
    for path in paths {
      let below = self.found(at: path)
      for file in below.files where seen.insert(Identity(file)).inserted { found.files.append(file) }
      found.ignored += below.ignored
      found.linksOut += below.linksOut
    }
    return found
  }

  private func found(at path: String) -> Found {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      return Found(files: [path])
    }
    let root = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
    var scan = FolderScan(selection: self, root: root)
    scan.run(ignores ? IgnoredPaths(in: root) : .none)
    if !scan.found.ignored.isEmpty { scan.addTracked(tracked(root)) }
    scan.found.files.sort()
    scan.found.ignored.sort()
    scan.found.linksOut.sort()
    return scan.found
  }

  /// By what a file is known, whatever names it has.
  private enum Identity: Hashable {
    case file(device: UInt64, inode: UInt64)
    case missing(String)

    init(_ path: String) {
      var facts = stat()
      self = stat(path, &facts) == 0 ? .file(device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino)) : .missing(path)
    }
  }
}
