import Connectors

/// Breaking changes: dir-output-sorted-files, dir-connector-argument-renamed (0.16 → 0.17), rename-dir-output (0.17 → 0.18).
///
/// Writes strings to several files of one directory; in 0.17 `assignFile(key)`, modulo the count, is an index into the sorted names,
/// and a file is made when its first item comes.
@available(_PackageDescription, deprecated: 1, message: "rename-dir-output: DirSink")
public typealias DirOutput = DirSink
