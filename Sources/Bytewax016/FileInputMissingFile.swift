import Connectors
import DataflowCore

/// Breaking changes: file-input-missing-file, connector-batch-size-added (0.16 → 0.17); rename-file-input, file-part-keys-fs-id (0.17 → 0.18).
///
/// Reads a text file line by line, one line at a time; in 0.16 the file must exist. Blank lines are items, as in 0.17: that they
/// ended the input was a defect (file-input-blank-lines).
@available(_PackageDescription, deprecated: 1, message: "rename-file-input: FileSource")
public struct FileInput: PartitionedInput {
  private let source: FileSource

  public init(_ path: String) { source = FileSource(path: path, batchSize: 1, mustExist: true) }

  public func listParts() throws -> Set<String> { Set(try source.listParts()) }

  public func buildPart(forPart: String, resumeState: Int?) throws -> LinesPartition? {
    try source.buildPart(stepID: "", forPart: forPart, resumeState: resumeState)
  }
}

/// Reads every file of a directory line by line, one line at a time; each file is a partition of its own.
///
/// Breaking changes: dir-connector-argument-renamed (0.16 → 0.17), rename-dir-input (0.17 → 0.18).
@available(_PackageDescription, deprecated: 1, message: "rename-dir-input: DirSource")
public struct DirInput: PartitionedInput {
  private let source: DirSource

  public init(_ dir: String, globPat: String = "*") { source = DirSource(namedByPath: dir, globPat: globPat, batchSize: 1) }

  public func listParts() throws -> Set<String> { Set(try source.listParts()) }

  public func buildPart(forPart: String, resumeState: Int?) throws -> LinesPartition? {
    try source.buildPart(stepID: "", forPart: forPart, resumeState: resumeState)
  }
}

extension LinesPartition: StatefulSource {
  public func next() throws -> String? { try nextLine() }
}
