import DataflowCore
import TestSupport
import Testing

@testable import Connectors

@Suite struct FileSinkTests {
  let directory: Scratch
  init() throws { directory = try Scratch() }

  func partition(_ name: String, end: String = "\n", resumeState: Int? = nil) throws -> FileSinkPartition {
    let sink = FileSink("\(directory.path)/\(name)", end: end)
    return try sink.buildPart(stepID: "flow.out", forPart: sink.listParts()[0], resumeState: resumeState)
  }

  @Test func everyValueIsFollowedByTheEnd() throws {
    let part = try partition("out", end: ";")
    try part.writeBatch(["a", "", "é😀"])
    try part.writeBatch(["b"])
    try part.close()
    #expect(try directory.read("out") == "a;;é😀;b;")
  }

  @Test func aFileIsEmptiedWithoutAResumeState() throws {
    try directory.write("out", "old old old\n")
    let part = try partition("out")
    try part.writeBatch(["new"])
    try part.close()
    #expect(try directory.read("out") == "new\n")
  }

  @Test func aResumedFileIsCutBackToItsPosition() throws {
    let first = try partition("out")
    try first.writeBatch(["kept", "kep"])
    let position = first.snapshot()
    try first.writeBatch(["written again"])
    try first.close()
    #expect(position == 9)
    let second = try partition("out", resumeState: position)
    #expect(second.snapshot() == 9)
    try second.writeBatch(["written again"])
    try second.close()
    #expect(try directory.read("out") == "kept\nkep\nwritten again\n")
  }

  @Test func batchesLargerThanTheBufferArriveWhole() throws {
    let part = try partition("out")
    let long = String(repeating: "x", count: 700_000)
    try part.writeBatch([long, long, "end"])
    #expect(part.snapshot() == 1_400_006)
    try part.close()
    #expect(try directory.read("out") == "\(long)\n\(long)\nend\n")
  }

  @Test func aFileShorterThanItsPositionIsAnError() throws {
    try directory.write("out", "abc")
    let error = #expect(throws: ConnectorError.self) { try partition("out", resumeState: 10) }
    #expect(error?.code == .fileTooShort)
    #expect(try directory.read("out") == "abc")
  }

  @Test func aMissingDirectoryIsNamed() throws {
    #expect(
      message { _ = try partition("none/out") }
        == "cannot open file '\(directory.path)/none/out': No such file or directory; check that the path is right and its directory exists")
  }

  @Test func aFullDiskIsNamed() throws {
    let sink = FileSink("/dev/full")
    let part = try sink.buildPart(stepID: "flow.out", forPart: "/dev/full", resumeState: nil)
    #expect(
      message { try part.writeBatch(["a"]) }
        == "cannot write '/dev/full': No space left on device; free some space and run the flow again")
  }

  @Test func aDeviceTakesValuesThoughItHasNoLength() throws {
    let part = try FileSink("/dev/null").buildPart(stepID: "flow.out", forPart: "/dev/null", resumeState: nil)
    try part.writeBatch(["a"])
    #expect(part.snapshot() == 2)
    try part.close()
  }

  @Test func theOnePartitionIsThePathAndTakesEveryKey() throws {
    let sink = FileSink("./out//file")
    #expect(try sink.listParts() == ["out/file"])
    #expect(sink.partFn("anything") == 0)
  }
}

@Suite struct DirSinkTests {
  @Test func theKeysChecksumIsAnIndexIntoTheSortedNames() throws {
    let sink = DirSink("out", fileCount: 11)
    #expect(try sink.listParts() == (0..<11).map { "part_\($0)" })
    #expect(sink.partFn("a") == 0x0062_0062)
  }

  /// dir-output-sorted-files: eleven files, a key with number 2.
  @Test func in016TheNumberIsTheFileNamersOwn() throws {
    let names: (Int, Int) -> String = { i, _ in "part_\(i)" }
    let new = DirSink("out", fileCount: 11, fileNamer: names, assignFile: { _ in 2 })
    let old = DirSink(inOrderOfNumbers: "out", fileCount: 11, fileNamer: names, assignFile: { _ in 2 }, end: "\n")
    let sorted = try new.listParts().sorted()
    #expect(sorted[new.partFn("k") % 11] == "part_10")
    #expect(sorted[old.partFn("k") % 11] == "part_2")
    let wrapping = DirSink(inOrderOfNumbers: "out", fileCount: 11, fileNamer: names, assignFile: { _ in -1 }, end: "\n")
    #expect(sorted[wrapping.partFn("k") % 11] == "part_10")
  }

  @Test func theNamerSeesNumberAndCount() throws {
    #expect(try DirSink("out", fileCount: 2, fileNamer: { "\($0)-of-\($1)" }).listParts() == ["0-of-2", "1-of-2"])
  }

  @Test func aPartitionIsAFileOfTheDirectory() throws {
    let directory = try Scratch()
    let part = try DirSink(directory.path, fileCount: 2, end: "!").buildPart(stepID: "f.o", forPart: "part_1", resumeState: nil)
    try part.writeBatch(["a"])
    try part.close()
    #expect(try directory.read("part_1") == "a!")
    #expect(!directory.holds("part_0"))
  }
}
