import Connectors
import DataflowCore
import TestSupport
import Testing

/// Line ends, batches and offsets are those the 0.19.1 wheel gave for the same bytes.
@Suite struct FileSourceTests {
  let directory: Scratch
  init() throws { directory = try Scratch() }

  func source(_ text: String, batchSize: Int = 1000) throws -> FileSource {
    FileSource(try directory.write("text", text), batchSize: batchSize)
  }

  @Test func linesEndAtEveryKindOfLineEndAndBlankOnesStay() throws {
    let lines = try items(open(source("a\r\nb\rc\n\r\nd\n\n\nlast")))
    #expect(lines == ["a", "b", "c", "", "d", "", "", "last"])
  }

  @Test func aBlankLineDoesNotEndTheFile() throws {
    #expect(try items(open(source("a\n\nb\n"))) == ["a", "", "b"])
  }

  @Test func theSnapshotIsTheOffsetBehindTheLastLine() throws {
    let partition = try open(source("a\r\nb\rc\n\r\nd\n\n\nlast", batchSize: 1))
    var offsets: [Int] = []
    while (try? partition.nextBatch()) != nil { offsets.append(partition.snapshot()) }
    #expect(offsets == [3, 5, 7, 9, 11, 12, 13, 17])
  }

  @Test func batchesHaveTheAskedSizeButTheLast() throws {
    #expect(try batches(open(source("1\n2\n3\n4\n5\n", batchSize: 2))) == [["1", "2"], ["3", "4"], ["5"]])
  }

  @Test func anEmptyFileHasNoLinesAndOneLineEndHasOne() throws {
    #expect(try items(open(source(""))) == [])
    #expect(try items(open(source("\n"))) == [""])
    #expect(try items(open(source("\r"))) == [""])
  }

  @Test func aByteOrderMarkStays() throws {
    #expect(try items(open(source("\u{FEFF}a\nb"))) == ["\u{FEFF}a", "b"])
  }

  @Test func anOffsetBehindTheEndHasNoLines() throws {
    #expect(try items(open(source("abc\n"), resumeState: 100)) == [])
  }

  /// Bytes, and the offset of the first one that is wrong.
  static let brokenTexts: [(bytes: [UInt8], offset: Int)] = [
    ([97, 10, 98, 0xFF, 99, 10], 3),
    ([97, 10, 0xC3], 2),
    ([0xF0, 0x9F, 0x98, 0x80, 10, 120, 0xF0, 0x9F, 0x98, 10], 6),
    ([111, 107, 10, 0xC3, 0xA9, 0xED, 0xA0, 0x80], 5),
  ]

  @Test("bytes that are not UTF-8 are an error that names file and offset", arguments: brokenTexts)
  func badBytes(_ bytes: [UInt8], _ offset: Int) throws {
    let path = try directory.write("bad", bytes)
    let error = #expect(throws: ConnectorError.self) { try items(open(FileSource(path))) }
    #expect(error?.code == .notUTF8)
    #expect(error?.offset == offset)
    #expect(error.map { "\($0)" }?.contains("'\(path)'") == true)
  }

  @Test func thePartitionIsNamedByFileSystemAndPath() throws {
    let path = try directory.write("text", "a\n")
    #expect(try FileSource(path, getFsID: { _ in "SHARED" }).listParts() == ["SHARED::\(path)"])
    #expect(try FileSource(path).listParts() == ["\(deviceID(ofDirectory: directory.path))::\(path)"])
    #expect(try deviceID(ofDirectory: directory.path).hasPrefix("0x"))
    let roundabout = FileSource("\(directory.path)/.//text", getFsID: { _ in "SHARED" })
    #expect(try roundabout.listParts() == ["SHARED::\(path)"])
  }

  @Test func theFileSystemIsThatOfTheFilesDirectory() throws {
    var asked: [String] = []
    for path in ["/a/b.txt", "/b.txt", "b.txt", "a/../b.txt"] {
      _ = FileSource(path) {
        asked.append($0)
        return ""
      }
    }
    #expect(asked == ["/a", "/", ".", "a/.."])
  }

  @Test func aMissingFileHasNoPartitions() throws {
    #expect(try FileSource("\(directory.path)/missing").listParts() == [])
  }

  @Test func aMissingFileIsAnErrorIn016() throws {
    let error = #expect(throws: ConnectorError.self) {
      try FileSource(path: "\(directory.path)/missing", batchSize: 1, mustExist: true).listParts()
    }
    #expect(error?.code == .fileMissing)
    #expect(try FileSource(path: "\(directory.path)/missing", batchSize: 1, mustExist: false).listParts() == [])
  }

  @Test func olderErasNameThePartitionByItsPath() throws {
    let path = try directory.write("text", "a\n")
    let source = FileSource(path: path, batchSize: 1, mustExist: true)
    #expect(try source.listParts() == [path])
    #expect(try items(open(source)) == ["a"])
  }

  @Test func whatIsWrongIsSaidWhenTheFlowRunsNotWhenItIsBuilt() throws {
    let lost = FileSource("\(directory.path)/missing/text")
    #expect(
      message { _ = try lost.listParts() }
        == "cannot examine directory '\(directory.path)/missing': No such file or directory; check that the path is right and its directory exists")
    let ambiguous = FileSource("\(directory.path)/text", getFsID: { _ in "a::b" })
    #expect(
      message { _ = try ambiguous.listParts() }
        == "file system id 'a::b' of '\(directory.path)' contains '::'; have getFsID return an id without it")
    #expect(message { _ = try source("", batchSize: 0).listParts() } == "batchSize is 0; make it at least 1")
  }

  @Test func aPartitionOfAnotherFileIsRefused() throws {
    let source = FileSource(try directory.write("text", "a\n"), getFsID: { _ in "d" })
    let error = #expect(throws: ConnectorError.self) {
      try source.buildPart(stepID: "flow.inp", forPart: "d::/elsewhere", resumeState: nil)
    }
    #expect(error?.code == .otherFile)
  }

  @Test func aDirectoryIsNotAFile() throws {
    #expect(message { _ = try items(open(FileSource(directory.path))) }.hasSuffix("Is a directory; name a file, not a directory"))
  }
}
