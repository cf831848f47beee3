import DataflowCore
import TestSupport
import Testing

@testable import Connectors

/// Every line of a random text is found whatever the size of the buffer it passes through.
@Suite struct LineReaderTests {
  /// Words, letters of one to four bytes, all line ends, lines longer than the buffer, and no end or any.
  static func randomText(_ seed: UInt64) -> String {
    var generator = SeededRandom(seed)
    let pieces = ["\n", "\r\n", "\r", "a", "word", "é", "€", "😀", " ", "\n\n", String(repeating: "long", count: 20)]
    return (0..<Int.random(in: 0..<60, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  /// The lines of a text, found one character at a time, and the offset behind each.
  static func lines(_ text: String) -> [(line: String, end: Int)] {
    var lines: [(String, Int)] = []
    var line: [UInt8] = []
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == 13 || byte == 10 {
        if byte == 13 && place < bytes.count && bytes[place] == 10 { place += 1 }
        lines.append((String(decoding: line, as: UTF8.self), place))
        line = []
      } else {
        line.append(byte)
      }
    }
    if !line.isEmpty { lines.append((String(decoding: line, as: UTF8.self), place)) }
    return lines
  }

  @Test(arguments: [2, 3, 7, 64, 4096])
  func aLineIsTheSameHoweverSmallTheBuffer(_ bufferSize: Int) throws {
    let directory = try Scratch()
    for seed in 0..<200 {
      let text = Self.randomText(UInt64(seed))
      let path = try directory.write("text", text)
      let reader = try LineReader(path, bufferSize: bufferSize)
      var found: [(line: String, end: Int)] = []
      while let line = try reader.next() { found.append((try reader.text(line), reader.offset)) }
      let expected = Self.lines(text)
      #expect(found.map(\.line) == expected.map(\.line), "seed \(seed)")
      #expect(found.map(\.end) == expected.map(\.end), "seed \(seed)")
    }
  }

  @Test func resumingAtAnySnapshotGivesTheSameLines() throws {
    let directory = try Scratch()
    for seed in 1000..<1060 {
      let text = Self.randomText(UInt64(seed))
      let source = FileSource(try directory.write("text", text), batchSize: 1 + seed % 3)
      let whole = try items(open(source))
      let first = try open(source)
      var before: [String] = []
      while let batch = try? first.nextBatch() {
        before += batch
        #expect(before + (try items(open(source, resumeState: first.snapshot()))) == whole, "seed \(seed)")
      }
      #expect(before == whole)
    }
  }

  @Test func aFileThatHasGrownGoesOnBehindTheSnapshot() throws {
    let directory = try Scratch()
    let source = FileSource(try directory.write("text", "a\nb\n"))
    let first = try open(source)
    #expect(try items(first) == ["a", "b"])
    try directory.write("text", "a\nb\nc\n")
    #expect(try items(open(source, resumeState: first.snapshot())) == ["c"])
  }
}
