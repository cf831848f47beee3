import Connectors

/// Breaking changes: sink-partitions-lazy, sink-snapshot-only-if-written (0.16 → 0.17), rename-file-output (0.17 → 0.18).
///
/// Writes strings to one file, each followed by `end`; in 0.17 the file is opened, and emptied, when the first item comes.
@available(_PackageDescription, deprecated: 1, message: "rename-file-output: FileSink")
public typealias FileOutput = FileSink
