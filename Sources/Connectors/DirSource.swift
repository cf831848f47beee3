public import DataflowCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Reads every file of a directory line by line, as `FileSource` reads one; each file is a partition of its own.
///
///     let lines = op.input("logs", flow, DirSource("logs", globPat: "*.log"))
///
/// The pattern is matched against names: `*`, `?` and `[a-z]`; `a/*.log` looks into directories and `**/*.log` into all below.
/// Directories that match are not files and are passed over.
public struct DirSource: FixedPartitionedSource {
  private let directory: String
  private let pattern: Result<[Level], any Error>
  /// What stands before a file's path in its partition's name.
  private let prefix: Result<String, any Error>
  private let batchSize: Int

  /// Reads `batchSize` lines at a time from each file.
  ///
  /// `getFsID` is called with the directory and gives an id of its file system: of workers that see the same id only one reads
  /// a file. Return a constant when all workers see equal files on different disks.
  public init(
    _ dirPath: String, globPat: String = "*", batchSize: Int = 1000,
    getFsID: (String) throws -> String = deviceID(ofDirectory:)
  ) {
    self.init(dirPath, globPat, batchSize) { "\(try fileSystemID($0, getFsID))::" }
  }

  /// As eras before 0.18 name partitions: by the path below the directory alone (file-part-keys-fs-id).
  package init(namedByPath dirPath: String, globPat: String, batchSize: Int) {
    self.init(dirPath, globPat, batchSize) { _ in "" }
  }

  private init(_ dirPath: String, _ globPat: String, _ batchSize: Int, _ makePrefix: (String) throws -> String) {
    let directory = plainPath(dirPath)
    self.directory = directory
    self.batchSize = batchSize
    pattern = Result { try levels(of: globPat) }
    prefix = Result {
      try checkBatchSize(batchSize)
      if try !exists(directory) { throw ConnectorError(.directoryMissing, directory) }
      if try !isDirectory(directory) { throw ConnectorError(.notDirectory, directory) }
      return try makePrefix(directory)
    }
  }

  public func listParts() throws -> [String] {
    let (prefix, levels) = (try prefix.get(), try pattern.get())
    guard try isDirectory(directory) else { return [] }
    return Set(try files(below: "", levels[...])).sorted(by: bytesPrecede).map { prefix + $0 }
  }

  public func buildPart(stepID: String, forPart: String, resumeState: Int?) throws -> LinesPartition {
    let prefix = try prefix.get()
    guard forPart.hasPrefix(prefix) else { throw ConnectorError(.otherFile, directory, forPart) }
    let path = join(directory, String(forPart.dropFirst(prefix.count)))
    return try LinesPartition(path, batchSize: batchSize, resumeState: resumeState)
  }

  /// The paths of files that match, relative to the directory.
  private func files(below place: String, _ levels: ArraySlice<Level>) throws -> [String] {
    guard let level = levels.first else { return [] }
    let rest = levels.dropFirst()
    var found: [String] = []
    switch level {
    case .name(let name):
      let path = relative(place, name)
      if rest.isEmpty {
        if try isFile(path) { found.append(path) }
      } else if try isDirectory(join(directory, path)) {
        found += try files(below: path, rest)
      }
    case .pattern(let pattern):
      for name in try names(in: join(directory, place)) where pattern.matches(name) {
        let path = relative(place, name)
        if rest.isEmpty {
          if try isFile(path) { found.append(path) }
        } else if try isDirectory(join(directory, path)) {
          found += try files(below: path, rest)
        }
      }
    case .anyDepth:
      found += try files(below: place, rest)
      for name in try names(in: join(directory, place)) {
        let path = relative(place, name)
        // A link to a directory is not followed, as it may lead back up.
        if try isDirectory(join(directory, path)), !isLink(join(directory, path)) { found += try files(below: path, levels) }
      }
    }
    return found
  }

  private func isFile(_ path: String) throws -> Bool {
    guard let facts = try factsOfFile(join(directory, path)) else { return false }
    return facts.st_mode & S_IFMT != S_IFDIR
  }
}

/// What one part of a pattern, between slashes, asks for.
private enum Level: Hashable, Sendable {
  case name(String)
  case pattern(GlobPattern)
  case anyDepth
}

private func levels(of pattern: String) throws -> [Level] {
  let parts = pattern.split(separator: "/").filter { $0 != "." }
  if parts.isEmpty || pattern.hasPrefix("/") {
    throw ConnectorError(.badSetting, "globPat", "'\(pattern)' names no files of the directory; give a relative pattern like '*.txt'")
  }
  return parts.map { part in
    if part == "**" { return .anyDepth }
    let pattern = GlobPattern(part)
    return pattern.isPlain ? .name(String(part)) : .pattern(pattern)
  }
}

private func join(_ directory: String, _ path: String) -> String {
  path.isEmpty ? directory : directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
}

private func relative(_ place: String, _ name: String) -> String { place.isEmpty ? name : "\(place)/\(name)" }

private func isLink(_ path: String) -> Bool {
  var facts = stat()
  return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK
}

/// What a directory holds, in no order.
private func names(in directory: String) throws -> [String] {
  guard let stream = opendir(directory) else { throw ConnectorError.refused("list directory", directory) }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}
