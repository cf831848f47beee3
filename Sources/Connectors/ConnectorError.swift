#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What went wrong between a connector and the world: which file or setting, why, and what to do about it.
public struct ConnectorError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure; more may come.
  public struct Code: Hashable, Sendable {
    let name: String

    /// The operating system refused; `systemError` says why.
    public static let refused = Code(name: "refused")
    /// The directory to read does not exist.
    public static let directoryMissing = Code(name: "directoryMissing")
    /// What should be a directory is something else.
    public static let notDirectory = Code(name: "notDirectory")
    /// The file to read does not exist; only 0.16 complains.
    public static let fileMissing = Code(name: "fileMissing")
    /// A file system's id holds "::", which parts it from the path in a partition's name.
    public static let badFileSystemID = Code(name: "badFileSystemID")
    /// A constructor was given a value it cannot work with.
    public static let badSetting = Code(name: "badSetting")
    /// The bytes at `offset` are not UTF-8.
    public static let notUTF8 = Code(name: "notUTF8")
    /// The record at `offset` breaks the rules of CSV.
    public static let badRecord = Code(name: "badRecord")
    /// A partition was asked for that belongs to another file.
    public static let otherFile = Code(name: "otherFile")
    /// The file to resume writing is shorter than what had been written to it.
    public static let fileTooShort = Code(name: "fileTooShort")
  }

  public let code: Code
  /// The file, directory or setting, as the user wrote it.
  public let subject: String
  /// What was being done, or what was found there.
  public let detail: String
  /// A position in bytes.
  public let offset: Int?
  /// The operating system's error number.
  public let systemError: Int32?

  init(_ code: Code, _ subject: String, _ detail: String = "", offset: Int? = nil, systemError: Int32? = nil) {
    self.code = code
    self.subject = subject
    self.detail = detail
    self.offset = offset
    self.systemError = systemError
  }

  /// The operating system's refusal that the calling thread has just met.
  static func refused(_ detail: String, _ subject: String) -> ConnectorError {
    ConnectorError(.refused, subject, detail, systemError: errno)
  }

  public var description: String {
    let place = offset ?? 0
    return switch code {
    case .refused: "cannot \(detail) '\(subject)': \(systemErrorText); \(advice)"
    case .directoryMissing: "input directory '\(subject)' does not exist; create it or correct the path"
    case .notDirectory: "input directory '\(subject)' is not a directory; name the directory that holds the files"
    case .fileMissing: "input file '\(subject)' does not exist; create it or correct the path"
    case .badFileSystemID: "file system id '\(detail)' of '\(subject)' contains '::'; have getFsID return an id without it"
    case .badSetting: "\(subject) \(detail)"
    case .notUTF8: "file '\(subject)' is not UTF-8 text at byte \(place); convert it to UTF-8 or read it with a source of your own"
    case .badRecord: "file '\(subject)' has a bad CSV record at byte \(place): \(detail); correct the record or the format options"
    case .otherFile: "partition '\(detail)' is not of file '\(subject)'; resume with the file the flow was started with"
    case .fileTooShort:
      "file '\(subject)' is \(detail) bytes long but \(place) had been written to it; put the file back or start without its recovery store"
    default: "\(code.name): \(subject) \(detail)"
    }
  }

  private var systemErrorText: String { systemError.map { String(cString: strerror($0)) } ?? "unknown error" }

  private var advice: String {
    switch systemError {
    case ENOENT, ENOTDIR: "check that the path is right and its directory exists"
    case EACCES, EPERM, EROFS: "check who may read and write it"
    case ENOSPC, EDQUOT: "free some space and run the flow again"
    case EISDIR: "name a file, not a directory"
    case EMFILE, ENFILE: "raise the limit of open files (ulimit -n)"
    default: "check the file and its disk, then run the flow again"
    }
  }
}
