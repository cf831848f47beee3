import DeploymentFiles
import Foundation

/// Goes through a folder that was named.
struct FolderScan {
  let selection: FileSelection
  let root: String
  private let realRoot: String
  var found = FileSelection.Found()

  init(selection: FileSelection, root: String) {
    self.selection = selection
    self.root = root
    realRoot = Self.real(root) ?? root
  }

  mutating func run(_ ignored: IgnoredPaths) { collect(root, ignored) }

  /// Takes files after all that git has, though they lie where it would not take new ones.
  mutating func addTracked(_ files: [String]) {
    let left = Set(found.ignored)
    guard !files.isEmpty else { return }
    var taken: Set<String> = []
    for file in files {
      let names = file.split(separator: "/").map(String.init)
      let path = place(file, in: root)
      let ways = names.indices.map { place(names[...$0].joined(separator: "/"), in: root) }
      guard let name = names.last, ways.contains(where: left.contains), isWanted(name, at: path), !selection.excluded.match(path),
        names.dropLast().allSatisfy(isLookedInto), kind(of: path, UInt8(DT_UNKNOWN)) == S_IFREG
      else { continue }
      found.files.append(path)
      if left.contains(path) { taken.insert(path) }
    }
    found.ignored.removeAll(where: taken.contains)
  }

  /// A folder at a time, so that what is left out is not even opened.
  private mutating func collect(_ folder: String, _ ignored: IgnoredPaths) {
    // What cannot be looked into is told of, as a file that cannot be read is.
    guard let stream = opendir(folder) else { return found.files.append(folder) }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
          String(cString: $0)
        }
      }
      guard name != ".", name != ".." else { continue }
      let path = place(name, in: folder)
      guard !selection.excluded.match(path) else { continue }
      switch kind(of: path, entry.pointee.d_type) {
      case S_IFDIR where isLookedInto(name):
        if ignored.leaveOut(name, isFolder: true) {
          found.ignored.append(path)
        } else {
          collect(path, selection.ignores ? ignored.entering(name, at: path) : ignored)
        }
      case S_IFREG where isWanted(name, at: path):
        if ignored.leaveOut(name, isFolder: false) { found.ignored.append(path) } else { found.files.append(path) }
      case S_IFLNK where isWanted(name, at: path): found.linksOut.append(path)
      default: continue
      }
    }
  }

  private func place(_ name: String, in folder: String) -> String {
    folder == "." ? name : folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  private func isLookedInto(_ folder: String) -> Bool { !folder.hasPrefix(".") || folder == ".github" }

  private func isWanted(_ name: String, at path: String) -> Bool {
    (!name.hasPrefix(".") && name.hasSuffix(".swift")) || DeploymentKind(path: path) != nil
      || !name.contains(".") && isScript(path)
  }

  /// Whether a file without an ending calls a shell in its first line.
  private func isScript(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 80)
    let count = read(file, &bytes, bytes.count)
    return count > 2 && DeploymentKind(path: path, bytes: Array(bytes[..<count])) != nil
  }

  /// A link to a file counts as a file, and as a link when the file lies elsewhere; a link to a folder as nothing, because it may lead back.
  private func kind(of path: String, _ type: UInt8) -> mode_t {
    switch Int32(type) {
    case Int32(DT_DIR): return S_IFDIR
    case Int32(DT_REG): return S_IFREG
    default:
      var facts = stat()
      guard lstat(path, &facts) == 0 else { return 0 }
      guard facts.st_mode & S_IFMT == S_IFLNK else { return facts.st_mode & S_IFMT }
      guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return 0 }
      let isInside = Self.real(path).map { $0.hasPrefix(realRoot == "/" ? "/" : realRoot + "/") } ?? false
      return isInside || selection.followsLinks ? S_IFREG : S_IFLNK
    }
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
