#if canImport(Glibc)
@preconcurrency import Glibc
#elseif canImport(Darwin)
@preconcurrency import Darwin
#endif
import Synchronization

/// A file to read as its source's only partition, or what was wrong with it when the source was made.
///
/// Constructors of sources cannot throw, because flows are built without `try`; what they find is reported when the flow is run.
struct SourceFile: Sendable {
  /// How a partition is named, and what becomes of a flow whose file is not there.
  enum Naming: Sendable {
    /// By file system and path; a missing file has no partitions (since 0.18).
    case fileSystemAndPath
    /// By path; a missing file has no partitions (0.17).
    case path
    /// By path; a missing file is an error (0.16).
    case pathOfExistingFile
  }

  let path: String
  private let partition: Result<String, any Error>
  private let mustExist: Bool
  private let absence = Absence()

  init(_ path: String, batchSize: Int, _ naming: Naming, _ getFsID: (String) throws -> String) {
    let path = plainPath(path)
    self.path = path
    mustExist = naming == .pathOfExistingFile
    partition = Result {
      try checkBatchSize(batchSize)
      return naming == .fileSystemAndPath ? try partitionName(path, on: parent(of: path), getFsID) : path
    }
  }

  /// The partition's name, if the file is there.
  func listParts() throws -> [String] {
    let name = try partition.get()
    if try exists(path) { return [name] }
    if mustExist { throw ConnectorError(.fileMissing, path) }
    absence.tell(path)
    return []
  }

  /// Refuses partitions of other files, which a recovery store of another flow may name.
  func check(_ part: String) throws {
    let name = try partition.get()
    if part != name { throw ConnectorError(.otherFile, path, part) }
  }
}

/// Tells once, however many workers ask, that a file is not there: real Bytewax ends such a flow as if the file had been empty.
private final class Absence: Sendable {
  private let isTold = Atomic(false)

  func tell(_ path: String) {
    guard !isTold.exchange(true, ordering: .relaxed) else { return }
    fputs("waxwing: input file '\(path)' does not exist and is read as an empty one; create it or correct the path\n", stderr)
  }
}

/// A partition's name, unique among workers that see different disks: the id of the file system and the path.
func partitionName(_ path: String, on directory: String, _ getFsID: (String) throws -> String) throws -> String {
  "\(try fileSystemID(directory, getFsID))::\(path)"
}

/// The name that a file's partition has had since 0.18, for positions that older eras stored under its path (file-part-keys-fs-id).
///
/// The files of a `DirSource` are named by their paths below its `directory`. Throws when there is no such directory.
public func partitionName(ofFile path: String, below directory: String? = nil) throws -> String {
  try partitionName(path, on: directory ?? parent(of: path), deviceID(ofDirectory:))
}

/// The id of a directory's file system; throws when it could not be told from the path behind it.
func fileSystemID(_ directory: String, _ getFsID: (String) throws -> String) throws -> String {
  let id = try getFsID(directory)
  if id.contains("::") { throw ConnectorError(.badFileSystemID, directory, id) }
  return id
}

/// The device number of a directory's file system, in hexadecimal; throws when there is no such directory.
public func deviceID(ofDirectory path: String) throws -> String {
  guard let facts = try factsOfFile(path) else {
    throw ConnectorError(.refused, path, "examine directory", systemError: ENOENT)
  }
  return "0x" + String(facts.st_dev, radix: 16)
}

func checkBatchSize(_ batchSize: Int) throws {
  if batchSize < 1 { throw ConnectorError(.badSetting, "batchSize", "is \(batchSize); make it at least 1") }
}

/// A path without what says nothing, "." and doubled slashes, so that one file has one partition name.
func plainPath(_ path: String) -> String {
  let parts = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  if path.hasPrefix("/") { return (path.hasPrefix("//") && !path.hasPrefix("///") ? "//" : "/") + parts }
  return parts.isEmpty ? "." : parts
}

private func parent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
