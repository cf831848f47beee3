import DataflowCore
import Foundation
import GRDB

/// A recovery store that cannot be used; says which file and what to do.
public struct RecoveryError: Error, Equatable, CustomStringConvertible {
  /// What went wrong.
  public struct Code: Hashable, Sendable {
    let name: String
    public static let directoryMissing = Code(name: "directoryMissing")
    public static let partitionsExist = Code(name: "partitionsExist")
    public static let badCount = Code(name: "badCount")
    /// Partition files of stores of different sizes, or two files with one number.
    public static let inconsistentCounts = Code(name: "inconsistentCounts")
    public static let wrongVersion = Code(name: "wrongVersion")
    /// The states in it are not in the form that this program writes.
    public static let wrongEncoding = Code(name: "wrongEncoding")
    public static let readOnly = Code(name: "readOnly")
    public static let diskFull = Code(name: "diskFull")
    /// Another process holds a lock on a partition file, or another execution uses the directory.
    public static let locked = Code(name: "locked")
    public static let corrupted = Code(name: "corrupted")
    /// A store that was made for a fixed number of workers is resumed with another.
    public static let workerCountChanged = Code(name: "workerCountChanged")
    /// Rows that a new store cannot take over.
    public static let unmappable = Code(name: "unmappable")
    /// Anything else the file system or SQLite refused.
    public static let failed = Code(name: "failed")
  }

  public let code: Code
  /// The directory or file.
  public let path: String
  let detail: String

  init(_ code: Code, _ path: String, _ detail: String) {
    self.code = code
    self.path = path
    self.detail = detail
  }

  /// One line, for what it repeats of a store may hold anything.
  public var description: String { "recovery store '\(path)': \(detail)".visible }

  /// A partition file that is not as SQLite wrote it.
  static func damaged(_ path: String, _ said: String) -> RecoveryError {
    let onOneLine = said.split(whereSeparator: \.isNewline).joined(separator: ", ")
    return RecoveryError(
      .corrupted, path,
      "it is damaged (\(onOneLine)); put back a backup of it, at most one backup interval older than the other partitions")
  }

  /// What SQLite, or the reading of its rows, said about a partition file.
  static func refused(_ error: any Error, _ path: String) -> any Error {
    if let error = error as? UnreadableValue { return damaged(path, "\(error.column) is \(error.value.prefix(40))") }
    if let error = error as? RowDecodingError { return damaged(path, "a value is not of its column's type: \(error)") }
    guard let error = error as? DatabaseError else { return error }
    let said = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    return switch error.resultCode {
    // The file beside the log that processes share is the one thing whose growing SQLite does not tell from other failures.
    case .SQLITE_FULL,
      .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
      RecoveryError(
        .diskFull, path, "the disk is full; make room and run the flow again, it resumes from the last finished epoch")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      RecoveryError(
        .locked, path, "another program has locked it for more than 5 seconds; end that program and run the flow again")
    // Every statement here is one that a whole file understands, so what SQLite finds wrong with one is wrong with the file.
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_FORMAT,
      .SQLITE_RANGE,
      .SQLITE_IOERR
    where [.SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_CORRUPTFS, .SQLITE_IOERR_DATA].contains(error.extendedResultCode):
      damaged(path, said)
    case .SQLITE_READONLY where isWritable(path):
      damaged(path, "its header says that nobody may write it")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
      RecoveryError(
        .readOnly, path, "it cannot be written (\(said)); give this user the right to write the file and its directory")
    default:
      RecoveryError(.failed, path, "\(said); see to the disk and run the flow again, it resumes from the last finished epoch")
    }
  }

  /// Whether this user may write a file and beside it.
  private static func isWritable(_ path: String) -> Bool {
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    return access(path, W_OK) == 0 && access(directory, W_OK) == 0
  }
}

/// Thrown for a directory without any recovery partition.
public struct NoPartitionsError: Error, Equatable, CustomStringConvertible {
  public let directory: String

  public var description: String {
    "recovery store '\(directory)': no partitions (part-*.sqlite3) found; make them with waxwing recovery init \(directory) COUNT"
  }
}

/// Thrown when some files of a store are not there.
public struct MissingPartitionsError: Error, Equatable, CustomStringConvertible {
  public let directory: String
  /// How many files the store has.
  public let expected: Int
  /// The numbers of those that are not there.
  public let missing: [Int]

  public var description: String {
    let names = missing.prefix(8).map { "part-\($0).sqlite3" }.joined(separator: ", ")
    let others = missing.count > 8 ? " and \(missing.count - 8) more" : ""
    return
      "recovery store '\(directory)': expected \(expected) partitions, found \(expected - missing.count); copy \(names)\(others) here"
  }
}

/// Thrown when a file has forgotten history that the others still need: they come from backups of too different age.
public struct InconsistentPartitionsError: Error, Equatable, CustomStringConvertible {
  public let path: String
  /// Before this epoch the file's history may be gone.
  public let commitEpoch: Int
  /// The epoch all files together would resume from.
  public let resumeEpoch: Int

  public var description: String {
    "recovery store '\(path)': its history before epoch \(commitEpoch) is gone, but the partitions together resume from epoch "
      + "\(resumeEpoch); put back backups of all partitions that are at most one backup interval apart"
  }
}
