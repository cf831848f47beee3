import Foundation

/// A copy of the folder that a flow works in, in which its runs may write what they like.
///
/// One copy serves many runs: after each, only what the run touched is brought back to how it was.
final class WorkingCopy {
  /// How much may be copied.
  struct Limits: Sendable {
    var bytes = 256 << 20
    var files = 20_000
  }

  /// Where the runs work.
  let path: String
  private let original: String
  /// Every file of the copy as it was made, by its path inside.
  private var states: [String: FileState] = [:]
  private var folders: Set<String> = []

  /// Copies what lies in a folder, links followed, hidden folders left out; or only what `names` say.
  ///
  /// Throws an `Obstacle` when that is more than the limits allow.
  init(of folder: String, only names: [String] = [], _ limits: Limits) throws {
    original = folder
    path =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appendingPathComponent("waxwing-copy-\(UUID().uuidString)")
      .path
    var walk = FolderWalk(root: folder, limits: limits, skipping: path)
    for name in names.isEmpty ? [""] : names { try walk.visit(name) }
    try RunningPrograms.makeFolder(path)
    folders = walk.folders
    for folder in folders.sorted() { try makeFolder(folder) }
    for file in walk.files { try restore(file) }
  }

  deinit { RunningPrograms.remove(folder: path) }

  /// Every file that a run made or changed, with its contents; stores of state are left out.
  func changes() throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for file in try files() where states[file] != FileState(of: "\(path)/\(file)") {
      let contents = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)")))
      if !Self.isStore(file, contents) { found[file] = contents }
    }
    return found
  }

  /// Brings the copy back to how it was made.
  func reset() throws {
    let manager = FileManager.default
    for file in try files() where states[file] == nil { try? manager.removeItem(atPath: "\(path)/\(file)") }
    for folder in try subfolders().sorted().reversed() where !folders.contains(folder) {
      try? manager.removeItem(atPath: "\(path)/\(folder)")
    }
    for folder in folders.sorted() { try makeFolder(folder) }
    for (file, state) in states where FileState(of: "\(path)/\(file)") != state { try restore(file) }
  }

  /// Makes a folder inside, unless it is there; the copy itself is not made again once it has been removed.
  private func makeFolder(_ name: String) throws {
    let folder = "\(path)/\(name)"
    if !FileManager.default.fileExists(atPath: folder) {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }
  }

  private func restore(_ file: String) throws {
    let place = "\(path)/\(file)"
    try? FileManager.default.removeItem(atPath: place)
    try FileManager.default.copyItem(
      atPath: URL(fileURLWithPath: "\(original)/\(file)").resolvingSymlinksInPath().path, toPath: place)
    states[file] = FileState(of: place)
  }

  private func files() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: path).filter { !isFolder($0) } }
  private func subfolders() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: path).filter(isFolder) }

  private func isFolder(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder) && isFolder.boolValue
  }

  /// A SQLite file, or what belongs to one.
  private static func isStore(_ name: String, _ contents: [UInt8]) -> Bool {
    contents.starts(with: Array("SQLite format 3\0".utf8)) || name.hasSuffix(".sqlite3-wal") || name.hasSuffix(".sqlite3-shm")
  }
}

/// Tells whether a file has been touched, without reading it.
struct FileState: Equatable {
  private let size: Int64
  private let written: [Int]
  private let number: UInt64

  /// nil for a file that is not there.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if os(Linux)
    let time = status.st_mtim
    #else
    let time = status.st_mtimespec
    #endif
    (size, written, number) = (Int64(status.st_size), [time.tv_sec, time.tv_nsec], UInt64(status.st_ino))
  }
}

/// Lists what is to be copied, before anything is.
private struct FolderWalk {
  let root: String
  let limits: WorkingCopy.Limits
  let skipping: String
  private(set) var files: [String] = []
  private(set) var folders: Set<String> = []
  private var bytes = 0
  private var visited: Set<String> = []

  init(root: String, limits: WorkingCopy.Limits, skipping: String) {
    (self.root, self.limits, self.skipping) = (root, limits, skipping)
  }

  /// Takes a folder, and those that it is in.
  private mutating func add(folder: Substring) {
    folders.insert(String(folder))
    if let slash = folder.lastIndex(of: "/") { add(folder: folder[..<slash]) }
  }

  /// Takes a file, or a folder with everything in it, by its path inside the root.
  mutating func visit(_ name: String) throws {
    let place = name.isEmpty ? root : "\(root)/\(name)"
    var status = stat()
    guard stat(place, &status) == 0 else { throw Obstacle("'\(name)' does not exist in \(root); correct --input") }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard access(place, R_OK) == 0 else { return }
      files.append(name)
      if let slash = name.lastIndex(of: "/") { add(folder: name[..<slash]) }
      bytes += Int(status.st_size)
      if bytes > limits.bytes || files.count > limits.files {
        throw Obstacle(
          "the folder holds more than \(limits.bytes >> 20) MB or \(limits.files) files, too much to copy; name what the flow reads with --input, or work in a smaller folder"
        )
      }
    case S_IFDIR:
      // A link that leads back up would never end.
      guard place != skipping, visited.insert("\(status.st_dev) \(status.st_ino)").inserted else { return }
      if !name.isEmpty { add(folder: name[...]) }
      for entry in try FileManager.default.contentsOfDirectory(atPath: place).sorted() {
        let inner = name.isEmpty ? entry : "\(name)/\(entry)"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: "\(root)/\(inner)", isDirectory: &isFolder) else { continue }
        if isFolder.boolValue, entry.hasPrefix(".") { continue }
        try visit(inner)
      }
    default: return
    }
  }
}
