public import DataflowCore

/// Reads a text file line by line, without line ends.
///
///     let lines = op.input("lines", flow, FileSource("poem.txt"))
///
/// The position is a byte offset. A line ends with "\n", "\r\n" or "\r"; blank lines are items, and so is a last line without an end.
/// Text that is not UTF-8 is an error that says where. A file that is missing when the flow starts has no partitions, so
/// the flow ends without items; its directory must exist.
public struct FileSource: FixedPartitionedSource {
  private let file: SourceFile
  private let batchSize: Int

  /// Reads `batchSize` lines at a time.
  ///
  /// `getFsID` is called with the file's directory and gives an id of its file system: of workers that see the same id only
  /// one reads the file. Return a constant when all workers see equal files on different disks.
  public init(
    _ path: String, batchSize: Int = 1000, getFsID: (String) throws -> String = deviceID(ofDirectory:)
  ) {
    self.init(path, batchSize: batchSize, .fileSystemAndPath, getFsID)
  }

  /// As older eras name the partition: by its path alone (file-part-keys-fs-id, file-input-missing-file).
  package init(path: String, batchSize: Int, mustExist: Bool) {
    self.init(path, batchSize: batchSize, mustExist ? .pathOfExistingFile : .path, deviceID(ofDirectory:))
  }

  private init(_ path: String, batchSize: Int, _ naming: SourceFile.Naming, _ getFsID: (String) throws -> String) {
    file = SourceFile(path, batchSize: batchSize, naming, getFsID)
    self.batchSize = batchSize
  }

  public func listParts() throws -> [String] { try file.listParts() }

  public func buildPart(stepID: String, forPart: String, resumeState: Int?) throws -> LinesPartition {
    try file.check(forPart)
    return try LinesPartition(file.path, batchSize: batchSize, resumeState: resumeState)
  }
}

/// The lines of one file.
public final class LinesPartition: StatefulSourcePartition {
  private let reader: LineReader
  private let batchSize: Int

  init(_ path: String, batchSize: Int, resumeState: Int?) throws {
    reader = try LineReader(path, from: resumeState ?? 0)
    self.batchSize = batchSize
  }

  public func nextBatch() throws -> [String] {
    var lines: [String] = []
    lines.reserveCapacity(min(batchSize, 65_536))
    while lines.count < batchSize, let line = try reader.next() {
      lines.append(try reader.text(line))
    }
    if lines.isEmpty { throw StopIteration() }
    return lines
  }

  /// One line, as 0.16 reads; throws `StopIteration` at the end.
  package func nextLine() throws -> String {
    guard let line = try reader.next() else { throw StopIteration() }
    return try reader.text(line)
  }

  public func snapshot() -> Int { reader.offset }

  public func close() throws { try reader.close() }
}
