import DeploymentFiles
import Foundation

/// The files below some paths that a migration looks at.
package struct FileSelection: Sendable {
  let paths: [String]
  let excluded: PathPatterns

  package init(paths: [String], excluded: PathPatterns = PathPatterns([])) {
    self.paths = paths
    self.excluded = excluded
  }

  /// In order, each file once, however many paths and links lead to it. A path given by name is taken whatever it is called.
  ///
  /// Folders are gone through without following links; hidden ones, as build folders are, are left out, but for `.github`.
  package func files() -> [String] {
    var seen: Set<String> = []
    var files: [String] = []
    for path in paths {
      for file in self.files(at: path) where seen.insert(real(file)).inserted { files.append(file) }
    }
    return files
  }

  private func files(at path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return [path] }
    var found: [String] = []
    collect(path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path, into: &found)
    return found.sorted()
  }

  /// A folder at a time, so that what is left out is not even opened.
  private func collect(_ folder: String, into found: inout [String]) {
    // What cannot be looked into is told of, as a file that cannot be read is.
    guard let stream = opendir(folder) else { return found.append(folder) }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      let path = folder == "." ? name : folder == "/" ? "/\(name)" : "\(folder)/\(name)"
      guard !excluded.match(path) else { continue }
      switch kind(of: path, entry.pointee.d_type) {
      case S_IFDIR where !name.hasPrefix(".") || name == ".github": collect(path, into: &found)
      case S_IFREG where (!name.hasPrefix(".") && name.hasSuffix(".swift")) || DeploymentKind(path: path) != nil: found.append(path)
      default: continue
      }
    }
  }

  /// A link to a file counts as a file; a link to a folder as nothing, because it may lead back.
  private func kind(of path: String, _ type: UInt8) -> mode_t {
    switch Int32(type) {
    case Int32(DT_DIR): return S_IFDIR
    case Int32(DT_REG): return S_IFREG
    default:
      var facts = stat()
      guard lstat(path, &facts) == 0 else { return 0 }
      if facts.st_mode & S_IFMT == S_IFLNK {
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return 0 }
      }
      return facts.st_mode & S_IFMT
    }
  }

  private func real(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
