import Foundation

/// The files the workloads read, made once with fixed seeds and kept in the temporary directory.
enum Text {
  private static let directory = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-benchmarks-2")

  /// 100 MB of words, distributed as Zipf found them, 50,000 of them different, ten or so a line.
  static func path() throws -> String {
    try made("words.txt") { write in
      var random = Xorshift(seed: 7)
      let words = (0..<50_000).map { rank -> [UInt8] in
        let length = 2 + Int(random.next() % 9)
        var word = (0..<length).map { _ in UInt8(97 + random.next() % 26) }
        if rank % 7 == 0 { word[0] -= 32 }
        return word + Array("\(rank % 10 == 0 ? "\(rank)" : "")".utf8)
      }
      var cumulative: [Double] = []
      var sum = 0.0
      for rank in words.indices {
        sum += 1 / Double(rank + 1)
        cumulative.append(sum)
      }
      var written = 0
      while written < 100_000_000 {
        var line: [UInt8] = []
        for position in 0..<10 {
          let target = Double(random.next() >> 11) / Double(1 << 53) * sum
          var (low, high) = (0, words.count - 1)
          while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] < target { low = middle + 1 } else { high = middle }
          }
          if position > 0 { line.append(0x20) }
          line += words[low]
        }
        line.append(0x0A)
        written += line.count
        write(line)
      }
    }
  }

  /// The same text as two files in a directory of their own, so that two workers can read.
  static func halves() throws -> String { try split(path(), into: "words-halves") }

  /// Ten million rows `station;temperature`, of 413 stations.
  static func measurements() throws -> String {
    try made("measurements.txt") { write in
      var random = Xorshift(seed: 11)
      let stations = (0..<413).map { number in
        "St" + String(number, radix: 36) + String(repeating: "a", count: Int(random.next() % 12))
      }
      for _ in 0..<10_000_000 {
        let tenths = Int(random.next() % 1999) - 999
        let sign = tenths < 0 ? "-" : ""
        write(Array("\(stations[Int(random.next() % 413)]);\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)\n".utf8))
      }
    }
  }

  static func measurementHalves() throws -> String { try split(measurements(), into: "measurement-halves") }

  /// Calls `body` with the bytes of each line, without the line's end.
  @inline(__always)
  static func forEachLine(of path: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    try data.withUnsafeBytes { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      guard let base = bytes.baseAddress else { return }
      var start = 0
      while start < bytes.count {
        let found = memchr(base + start, 0x0A, bytes.count - start)
        let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
        try body(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        start = end + 1
      }
    }
  }

  private static func made(_ name: String, _ fill: (([UInt8]) -> Void) -> Void) throws -> String {
    let file = directory.appendingPathComponent(name)
    if FileManager.default.fileExists(atPath: file.path) { return file.path }
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    var content: [UInt8] = []
    content.reserveCapacity(150_000_000)
    fill { content += $0 }
    try Data(content).write(to: file, options: .atomic)
    return file.path
  }

  private static func split(_ path: String, into name: String) throws -> String {
    let folder = directory.appendingPathComponent(name)
    if FileManager.default.fileExists(atPath: folder.path) { return folder.path }
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    let middle = (data[(data.count / 2)...].firstIndex(of: 0x0A) ?? data.count - 1) + 1
    let unfinished = directory.appendingPathComponent(name + ".unfinished")
    try? FileManager.default.removeItem(at: unfinished)
    try FileManager.default.createDirectory(at: unfinished, withIntermediateDirectories: true)
    try data[..<middle].write(to: unfinished.appendingPathComponent("1.txt"))
    try data[middle...].write(to: unfinished.appendingPathComponent("2.txt"))
    try FileManager.default.moveItem(at: unfinished, to: folder)
    return folder.path
  }
}
