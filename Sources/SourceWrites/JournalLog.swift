import Foundation

/// The log of a journal as bytes: a line that names the format, then an entry a line, behind its number and its hash.
///
///     waxwing-journal 2
///     0 9f86d0… {"began":…}
struct JournalLog {
  static let heading = "waxwing-journal 2"

  /// The entries that are what was written, in the order in which they were.
  private(set) var entries: [JournalEntry] = []
  /// What is wrong with the others.
  private(set) var damage: [String] = []
  /// How many entries were written.
  private(set) var count = 0
  /// How long the log is without an entry that was cut off while it was written.
  private(set) var length = 0

  /// A log that is about to be written.
  init() {}

  /// Throws `SourceWritesError` for what is no log, or one of another format. `path` is what the message calls it.
  init(_ bytes: [UInt8], path: String) throws {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // A process that dies leaves a line without an end; then that entry was not written.
    let cutOff = lines.removeLast()
    length = bytes.count - cutOff.count
    let firstLine = lines.isEmpty ? [] : lines.removeFirst()
    let first = String(decoding: firstLine, as: UTF8.self)
    if first != Self.heading {
      let version = first.hasPrefix("waxwing-journal ") ? first.dropFirst(16).prefix(20) : nil
      if let version { throw SourceWritesError(.otherFormat(String(version)), at: path) }
      // Lines that have their hashes are this format's, whatever has become of the one that names it.
      if Self.entry(firstLine) != nil { lines.insert(firstLine, at: 0) }
      guard lines.contains(where: { Self.entry($0) != nil }) else {
        throw SourceWritesError(.unusable(["its first line is not '\(Self.heading)'"], copies: []), at: path)
      }
    }
    var numbered: [Int: JournalEntry] = [:]
    for (position, line) in lines.enumerated() {
      guard let (number, entry) = Self.entry(line), numbered[number].map({ $0 == entry }) ?? true else {
        damage.append("line \(position + 2) of the log is damaged")
        continue
      }
      numbered[number] = entry
    }
    count = max(numbered.count + damage.count, (numbered.keys.max() ?? -1) + 1)
    let missing = (0..<count).count { numbered[$0] == nil } - damage.count
    if missing > 0 {
      damage.append("\(missing) line\(missing == 1 ? "" : "s") of the log \(missing == 1 ? "is" : "are") missing")
    }
    entries = numbered.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Takes an entry up, and returns the bytes that it adds to the log.
  mutating func add(_ entry: JournalEntry) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(entry), as: UTF8.self)
    let line = "\(count) \(Self.hash(count, text)) \(text)\n"
    let bytes = Array((length == 0 ? "\(Self.heading)\n" + line : line).utf8)
    entries.append(entry)
    count += 1
    length += bytes.count
    return bytes
  }

  /// Whether the last entry says that all files have arrived; the rest, as long as what was written, is not read.
  static func isFinished(_ bytes: [UInt8]) -> Bool {
    let line = UInt8(ascii: "\n")
    guard let end = bytes.lastIndex(of: line) else { return false }
    let start = bytes[..<end].lastIndex(of: line).map { $0 + 1 } ?? 0
    if case .reached? = entry(bytes[start..<end])?.1 { return true }
    return false
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> (Int, JournalEntry)? {
    let parts = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 2)
    guard parts.count == 3, let number = Int(parts[0]), number >= 0, hash(number, String(parts[2])) == parts[1] else {
      return nil
    }
    // What cannot be read in spite of its hash was written by another version.
    do { return (number, try JSONDecoder().decode(JournalEntry.self, from: Data(parts[2].utf8))) } catch { return nil }
  }

  private static func hash(_ number: Int, _ text: String) -> String { SHA256.hex(of: Array("\(number) \(text)".utf8)) }
}
