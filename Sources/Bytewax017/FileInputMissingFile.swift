import Connectors
import DataflowCore

/// Breaking changes: file-input-missing-file, connector-batch-size-added (0.16 → 0.17); rename-file-input, file-part-keys-fs-id,
/// file-source-parent-must-exist (0.17 → 0.18).
///
/// Reads a text file line by line; in 0.17 a file that is missing has no items, and neither has one whose directory is missing.
@available(_PackageDescription, deprecated: 1, message: "rename-file-input: FileSource")
public struct FileInput: PartitionedInput {
  private let source: FileSource

  /// Reads `batchSize` lines at a time.
  public init(_ path: String, batchSize: Int = 1000) {
    source = FileSource(path: path, batchSize: batchSize, mustExist: false)
  }

  public func listParts() throws -> [String] { try source.listParts() }

  public func buildPart(forPart: String, resumeState: Int?) throws -> LinesPartition {
    try source.buildPart(stepID: "", forPart: forPart, resumeState: resumeState)
  }
}

/// Reads every file of a directory line by line; each file is a partition of its own.
///
/// Breaking changes: dir-connector-argument-renamed (0.16 → 0.17), rename-dir-input (0.17 → 0.18).
@available(_PackageDescription, deprecated: 1, message: "rename-dir-input: DirSource")
public struct DirInput: PartitionedInput {
  private let source: DirSource

  /// Reads `batchSize` lines at a time from each file.
  public init(_ dirPath: String, globPat: String = "*", batchSize: Int = 1000) {
    source = DirSource(namedByPath: dirPath, globPat: globPat, batchSize: batchSize)
  }

  public func listParts() throws -> [String] { try source.listParts() }

  public func buildPart(forPart: String, resumeState: Int?) throws -> LinesPartition {
    try source.buildPart(stepID: "", forPart: forPart, resumeState: resumeState)
  }
}

extension LinesPartition: StatefulSource {
  public func nextAwake() -> Date? { nil }
}
