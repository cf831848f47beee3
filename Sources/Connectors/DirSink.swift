public import DataflowCore

/// Writes strings to several files of one directory; takes `(key, value)` items, and the key chooses the file.
///
///     op.output("out", keyed, DirSink("out", fileCount: 3))
///
/// Each file is written as `FileSink` writes its one, and is made when its first item comes. The directory must exist.
public struct DirSink: FixedPartitionedSink {
  private let directory: String
  private let names: [String]
  private let assignFile: @Sendable (String) -> Int
  private let end: String
  /// Where the name of each number stands among the sorted names, if the number is to mean the name itself.
  private let sortedPlaces: [Int]?

  /// Names file `i` of `n` by `fileNamer(i, n)`; `assignFile(key)`, modulo the count, is an index into the *sorted* names.
  public init(
    _ dirPath: String, fileCount: Int, fileNamer: (Int, Int) -> String = { i, _ in "part_\(i)" },
    assignFile: @escaping @Sendable (String) -> Int = { Int(adler32($0)) }, end: String = "\n"
  ) {
    self.init(dirPath, fileCount, fileNamer, assignFile, end, inOrderOfNumbers: false)
  }

  /// As 0.16 chose: `assignFile(key)`, modulo the count, is the number `fileNamer` was given (dir-output-sorted-files).
  package init(
    inOrderOfNumbers dirPath: String, fileCount: Int, fileNamer: (Int, Int) -> String,
    assignFile: @escaping @Sendable (String) -> Int, end: String
  ) {
    self.init(dirPath, fileCount, fileNamer, assignFile, end, inOrderOfNumbers: true)
  }

  private init(
    _ dirPath: String, _ fileCount: Int, _ fileNamer: (Int, Int) -> String,
    _ assignFile: @escaping @Sendable (String) -> Int, _ end: String, inOrderOfNumbers: Bool
  ) {
    directory = plainPath(dirPath)
    let names = (0..<max(0, fileCount)).map { fileNamer($0, fileCount) }
    self.names = names
    self.assignFile = assignFile
    self.end = end
    let sorted = Set(names).sorted(by: bytesPrecede)
    sortedPlaces = inOrderOfNumbers ? names.map { sorted.firstIndex(of: $0) ?? 0 } : nil
  }

  public func listParts() throws -> [String] { names }

  public func partFn(_ itemKey: String) -> Int {
    let number = assignFile(itemKey)
    guard let sortedPlaces, !sortedPlaces.isEmpty else { return number }
    let count = sortedPlaces.count
    return sortedPlaces[(number % count + count) % count]
  }

  public func buildPart(stepID: String, forPart: String, resumeState: Int?) throws -> FileSinkPartition {
    try FileSinkPartition("\(directory)/\(forPart)", end: end, resumeState: resumeState)
  }

  public var sinkRecipe: SinkRecipe<(String, String)> { .files(self) }
}
