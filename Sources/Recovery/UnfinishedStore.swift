import Foundation

/// The files of a store that is being filled. They have names that no store has, and get their own when all of them are whole.
struct UnfinishedStore {
  private let directory: String
  private let count: Int
  /// In order of their numbers.
  let paths: [String]

  init(in directory: String, count: Int) {
    (self.directory, self.count) = (directory, count)
    paths = (0..<count).map { Partition.path($0, in: directory) + Self.suffix }
  }

  private static let suffix = ".unfinished"

  /// Makes the files, empty, where those of another store are not; what a killed process left is taken away.
  func make() throws {
    try removeLeftovers()
    try expectRoom(in: [directory], for: count)
    try Partition.create(paths)
  }

  /// Gives the files their names, the first one last: without it no execution can have begun.
  func finish() throws {
    for index in (0..<count).reversed() {
      let name = Partition.path(index, in: directory)
      guard link(paths[index], name) == 0 else {
        let why = String(cString: strerror(errno))
        for named in index + 1..<count { Partition.remove(Partition.path(named, in: directory)) }
        throw RecoveryError(.failed, name, "the file cannot be made (\(why)); choose an empty directory")
      }
      unlink(paths[index])
    }
    // The names too have to outlast a power failure.
    let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// Takes away what was made.
  func remove() { paths.forEach(Partition.remove) }

  private func removeLeftovers() throws {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
      throw RecoveryError(.directoryMissing, directory, "the directory is not there or cannot be read; make it first")
    }
    let left = names.filter { $0.hasPrefix("part-") && $0.contains(".sqlite3" + Self.suffix) }
    let first = Partition.path(0, in: directory)
    if left.contains("part-0.sqlite3" + Self.suffix), access(first, F_OK) != 0 {
      try PartitionSet.files(in: directory).forEach(Partition.remove)
    }
    for name in left { unlink("\(directory)/\(name)") }
  }
}
