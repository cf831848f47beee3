public import DataflowCore

/// Writes strings to one file, each followed by `end`; takes `(key, value)` items and writes the values.
///
///     op.output("out", lines, FileSink("out.txt"))
///
/// The file is opened when the first item comes. It is emptied, or, when the flow resumes, cut back to the position
/// of the last snapshot, so that what is written again stands there once.
public struct FileSink: FixedPartitionedSink {
  private let path: String
  private let end: String

  public init(_ path: String, end: String = "\n") {
    self.path = plainPath(path)
    self.end = end
  }

  public func listParts() throws -> [String] { [path] }

  public func partFn(_ itemKey: String) -> Int { 0 }

  public func buildPart(stepID: String, forPart: String, resumeState: Int?) throws -> FileSinkPartition {
    if forPart != path { throw ConnectorError(.otherFile, path, forPart) }
    return try FileSinkPartition(path, end: end, resumeState: resumeState)
  }

  public var sinkRecipe: SinkRecipe<(String, String)> { .files(self) }
}

extension SinkRecipe where Item == (String, String) {
  /// As for any partitioned sink, but a disk that fails when a position is taken fails the flow before the position is stored.
  ///
  /// Not a `sinkRecipe` in an extension of the protocol: from one with a concrete partition Swift would infer that the items of
  /// every partitioned sink are strings.
  static func files<Files: FixedPartitionedSink>(_ sink: Files) -> Self where Files.Partition == FileSinkPartition {
    .partitioned(
      list: { try sink.listParts() },
      number: { sink.partFn($0.0) },
      open: { id, part, resume in
        let codec = StateCodec<Int>()
        let partition = try sink.buildPart(stepID: id.qualified, forPart: part, resumeState: codec.resume(resume))
        return PartitionWriter(
          write: { try partition.write($0.lazy.map(\.1)) },
          snapshot: {
            try partition.synchronize()
            return try codec.encoding(partition.snapshot())
          },
          close: { try partition.close() })
      })
  }
}

/// A file being written; its position is its length in bytes.
///
/// Bytewax waits for the disk after every batch. Here that happens before a position is handed out and when the file is closed,
/// which is as safe: lines behind the last stored position are cut off and written again by a flow that resumes,
/// and without a recovery store nothing ever continues the file.
public final class FileSinkPartition: StatefulSinkPartition {
  private let file: OpenFile
  private let end: String
  private var position: Int
  private var text: [UInt8] = []
  private var isOnDisk = true
  /// What went wrong in a snapshot, which cannot throw; the next call does.
  private var failure: (any Error)?

  init(_ path: String, end: String, resumeState: Int?) throws {
    file = try OpenFile(writing: path)
    self.end = end
    position = resumeState ?? 0
    // Pipes and devices have no length: what was written to them cannot be taken back.
    if let length = try file.length {
      if length < position { throw ConnectorError(.fileTooShort, path, "\(length)", offset: position) }
      try file.truncate(to: position)
      try file.seek(to: position)
    }
  }

  public func writeBatch(_ values: [String]) throws { try write(values) }

  /// Writes all values in one system call, or a few when they are many.
  func write(_ values: some Sequence<String>) throws {
    if let failure { throw failure }
    for value in values {
      text.append(contentsOf: value.utf8)
      text.append(contentsOf: end.utf8)
      if text.count >= Self.largestWrite { try writeText() }
    }
    try writeText()
  }

  private func writeText() throws {
    isOnDisk = false
    try text.withUnsafeBytes { try file.write($0) }
    position += text.count
    text.removeAll(keepingCapacity: true)
  }

  /// Keeps the memory of huge batches bounded.
  private static let largestWrite = 1 << 20

  /// The file's length, once all of it is on the disk.
  public func snapshot() -> Int {
    do { try synchronize() } catch { failure = error }
    return position
  }

  /// Waits until everything written is on the disk.
  func synchronize() throws {
    if isOnDisk { return }
    try file.synchronize()
    isOnDisk = true
  }

  public func close() throws {
    guard file.isOpen else { return }
    do {
      if let failure { throw failure }
      try synchronize()
    } catch {
      try? file.close()
      throw error
    }
    try file.close()
  }
}
