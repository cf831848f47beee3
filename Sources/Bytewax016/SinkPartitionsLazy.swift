import Connectors
import DataflowCore

/// Breaking changes: sink-partitions-lazy, sink-snapshot-only-if-written (0.16 → 0.17), rename-file-output (0.17 → 0.18).
///
/// Writes strings to one file, each followed by `end`; in 0.16 the file is opened, and emptied, when the flow starts.
@available(_PackageDescription, deprecated: 1, message: "rename-file-output: FileSink")
public struct FileOutput: Sink {
  private let sink: FileSink

  public init(_ path: String, end: String = "\n") { sink = FileSink(path, end: end) }

  public var sinkRecipe: SinkRecipe<(String, String)> { sink.sinkRecipe.openedAtStart }
}

extension SinkRecipe {
  /// The same sink with all partitions opened when the flow starts, and snapshotted whether written to or not.
  var openedAtStart: SinkRecipe {
    switch self {
    case .partitioned(let list, let number, let open, _): .partitioned(list: list, number: number, open: open, eager: true)
    case .dynamic, .step: self
    }
  }
}
