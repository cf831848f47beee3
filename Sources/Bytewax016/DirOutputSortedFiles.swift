import Connectors
import DataflowCore

/// Breaking changes: dir-output-sorted-files, dir-connector-argument-renamed (0.16 → 0.17), rename-dir-output (0.17 → 0.18).
///
/// Writes strings to several files of one directory; in 0.16 `assignFile(key)`, modulo the count, is the number `fileNamer` was given,
/// and all files are made when the flow starts.
@available(_PackageDescription, deprecated: 1, message: "rename-dir-output: DirSink")
public struct DirOutput: Sink {
  private let sink: DirSink

  /// Names file `i` of `n` by `fileNamer(i, n)`.
  public init(
    _ dir: String, fileCount: Int, fileNamer: (Int, Int) -> String = { i, _ in "part_\(i)" },
    assignFile: @escaping @Sendable (String) -> Int = { Int(adler32($0)) }, end: String = "\n"
  ) {
    sink = DirSink(inOrderOfNumbers: dir, fileCount: fileCount, fileNamer: fileNamer, assignFile: assignFile, end: end)
  }

  public var sinkRecipe: SinkRecipe<(String, String)> { sink.sinkRecipe.openedAtStart }
}
