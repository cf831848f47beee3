import Bytewax019
import Foundation

/// W2: the words of a 100 MB text, counted; with a tokenizer that makes strings by splitting, and with one that walks the bytes.
enum W2 {
  static func workloads() -> [Workload] {
    [
      Workload(
        id: "W2/a", budget: 0.30, engine: { try throughEngine(split) }, baseline: { try byHand(split) }),
      Workload(
        id: "W2/b", budget: 0.25, engine: { try throughEngine(words) }, baseline: { try tunedBytes() }),
    ]
  }

  static let lower: @Sendable (String) throws -> String = { $0.lowercased() }
  static let split: @Sendable (String) throws -> [String] = { try lower($0).split(separator: " ").map(String.init) }

  static let words: @Sendable (String) throws -> Words = { Words($0) }

  static func throughEngine<Tokens: Sequence<String> & SendableMetatype>(
    _ tokenize: @escaping @Sendable (String) throws -> Tokens, inHalves: Bool = false, workers: Int = 1
  ) throws -> Int {
    let sink = SummingSink<(String, Int)> { checksum($0.0, $0.1) }
    let flow = Dataflow("w2")
    let lines = inHalves
      ? op.input("lines", flow, DirSource(try Text.halves()))
      : op.input("lines", flow, FileSource(try Text.path()))
    let words = op.flatMap("tokenize", lines, tokenize)
    let counts = op.countFinal("count", words) { $0 }
    op.output("sum", counts, sink)
    try run(flow, workers: workers)
    return sink.sum.value
  }

  /// The same callbacks in a bare loop over the lines of the file.
  @inline(never)
  static func byHand(_ tokenize: (String) throws -> [String]) throws -> Int {
    var counts: [String: Int] = [:]
    try Text.forEachLine(of: Text.path()) { line in
      for word in try tokenize(String(decoding: line, as: UTF8.self)) { counts[word, default: 0] += 1 }
    }
    return counts.reduce(0) { $0 &+ checksum($1.key, $1.value) }
  }

  /// No strings at all until the end: an open table over byte slices.
  @inline(never)
  static func tunedBytes() throws -> Int {
    var table = ByteTable()
    try Text.forEachLine(of: Text.path()) { line in
      var start = 0
      while start < line.count {
        var end = start
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        while end < line.count && line[end] != 0x20 {
          hash = (hash ^ UInt64(lowered(line[end]))) &* 0x100_0000_01B3
          end += 1
        }
        if end > start { table.count(line, start, end, hash) }
        start = end + 1
      }
    }
    return table.checksum()
  }

  static func checksum(_ word: String, _ count: Int) -> Int {
    var sum = 0
    for byte in word.utf8 { sum = sum &* 31 &+ Int(byte) }
    return sum &* count
  }
}

/// The words of a line in lower case, cut at blanks byte by byte, one at a time as they are asked for.
struct Words: Sequence, IteratorProtocol {
  private let line: String
  private var position = 0

  init(_ line: String) { self.line = line }

  mutating func next() -> String? {
    var start = position
    let word: String?? = line.utf8.withContiguousStorageIfAvailable { bytes in
      while start < bytes.count && bytes[start] == 0x20 { start += 1 }
      position = start
      if start == bytes.count { return nil }
      let word = Self.word(bytes, &position, most: 15)
      if position == bytes.count || bytes[position] == 0x20 { return word }
      position = start
      return Self.word(bytes, &position, most: bytes.count - start)
    }
    return word ?? nil
  }

  /// Lowers the letters of a word straight into a string; one of up to 15 bytes needs no memory of its own.
  @inline(__always)
  private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, most: Int) -> String {
    String(unsafeUninitializedCapacity: most) { word in
      var count = 0
      while position < bytes.count && count < most && bytes[position] != 0x20 {
        word[count] = lowered(bytes[position])
        count += 1
        position += 1
      }
      return count
    }
  }
}

/// An ASCII letter in lower case.
@inline(__always)
func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

/// Counts words that are slices of bytes, lowering letters as it goes.
struct ByteTable {
  private struct Entry {
    var hash: UInt64
    var offset: Int
    var length: Int
    var count: Int
  }
  private var entries = [Entry](repeating: Entry(hash: 0, offset: 0, length: 0, count: 0), count: 1 << 18)
  private var bytes: [UInt8] = []

  @inline(__always)
  mutating func count(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (entries.count - 1)
    while entries[slot].count > 0 {
      if entries[slot].hash == hash && entries[slot].length == end - start {
        var same = true
        for position in start..<end where bytes[entries[slot].offset + position - start] != lowered(line[position]) { same = false }
        if same {
          entries[slot].count += 1
          return
        }
      }
      slot = (slot + 1) & (entries.count - 1)
    }
    entries[slot] = Entry(hash: hash, offset: bytes.count, length: end - start, count: 1)
    for position in start..<end { bytes.append(lowered(line[position])) }
  }

  func checksum() -> Int {
    entries.reduce(0) { sum, entry in
      entry.count == 0
        ? sum
        : sum &+ W2.checksum(String(decoding: bytes[entry.offset..<entry.offset + entry.length], as: UTF8.self), entry.count)
    }
  }
}
