import Foundation
import PrivateFolders
import Rewriting

/// Keeps what became of files, so that a file that has not changed is not looked at again.
///
/// An entry counts when it was made of the same bytes under the same circumstances: rules, options, version. Entries appear
/// by a rename and never change, so any number of processes may use the cache at once.
package struct OutcomeCache: Sendable {
  private let directory: String
  private let circumstances: UInt64

  /// `circumstances` are everything that an outcome depends on besides the file. What stands in a cache is written into files, so it lies
  /// where nobody else can write.
  package init(_ folder: PrivateFolder, circumstances: String) {
    directory = folder.path
    self.circumstances = Self.hash(Array(circumstances.utf8))
  }

  /// The outcome for a file, if it is known.
  package func outcome(path: String, bytes: [UInt8]) -> FileOutcome? {
    guard let entry = OwnFile.read(file(path, bytes)) else { return nil }
    var reader = EntryReader(entry)
    // The name is only a hash; the bytes decide.
    guard reader.next() == bytes[...], let after = reader.next(), let facts = reader.next(),
      let stored = StoredOutcome(bytes: facts)
    else { return nil }
    let outcome = stored.outcome(before: bytes, after: after.isEmpty ? bytes : Array(after))
    return outcome.path == path ? outcome : nil
  }

  /// Keeps an outcome; a cache that cannot be written forgets it.
  package func keep(_ outcome: FileOutcome) {
    var entry: [UInt8] = []
    for part in [outcome.before, outcome.isChanged ? outcome.after : [], StoredOutcome(outcome).bytes] {
      withUnsafeBytes(of: UInt32(part.count).littleEndian) { entry += $0 }
      entry += part
    }
    _ = OwnFile.write(entry, to: file(outcome.path, outcome.before))
  }

  /// Sweeps, unless that was done less than a day ago.
  package func sweepDaily(now: Date) {
    let mark = "\(directory)/.swept"
    let last = (try? FileManager.default.attributesOfItem(atPath: mark))?[.modificationDate] as? Date
    if let last, now.timeIntervalSince(last) < 86_400 { return }
    guard FileManager.default.createFile(atPath: mark, contents: nil) else { return }
    sweep(now: now)
  }

  /// Removes the entries that are oldest, until the rest is no larger than `limit` bytes, and those older than 30 days.
  package func sweep(now: Date, limit: Int = 64 << 20) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let entries = names.filter { $0 != ".swept" }.compactMap { name -> (path: String, made: Double, size: Int)? in
      var facts = stat()
      guard stat("\(directory)/\(name)", &facts) == 0 else { return nil }
      #if os(Linux)
      return ("\(directory)/\(name)", Double(facts.st_mtim.tv_sec), Int(facts.st_size))
      #else
      return ("\(directory)/\(name)", Double(facts.st_mtimespec.tv_sec), Int(facts.st_size))
      #endif
    }
    var size = 0
    for entry in entries.sorted(by: { $0.made > $1.made }) {
      size += entry.size
      if size > limit || now.timeIntervalSince1970 - entry.made > 30 * 86_400 { unlink(entry.path) }
    }
  }

  /// The path is part of the key, because a flow without an id is named after its file.
  private func file(_ path: String, _ bytes: [UInt8]) -> String {
    let key = Self.hash(bytes, Self.hash(Array(path.utf8), circumstances))
    return "\(directory)/\(String(key, radix: 16))"
  }

  /// FNV-1a over words of eight bytes: quick, and the same in every process. Equal hashes of different bytes do no harm.
  private static func hash(_ bytes: [UInt8], _ start: UInt64 = 0xcbf2_9ce4_8422_2325) -> UInt64 {
    var hash = start ^ UInt64(bytes.count)
    bytes.withUnsafeBytes { buffer in
      let words = buffer.count / 8
      for word in 0..<words { hash = mixed(hash, buffer.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)) }
      for byte in buffer[(words * 8)...] { hash = mixed(hash, UInt64(byte)) }
    }
    return hash
  }

  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x100_0000_01b3
    return product ^ (product >> 29)
  }

  /// Takes an entry apart.
  private struct EntryReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> ArraySlice<UInt8>? {
      guard position + 4 <= bytes.count else { return nil }
      let size = Int(UInt32(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: UInt32.self) }))
      let start = position + 4
      guard start + size <= bytes.count else { return nil }
      position = start + size
      return bytes[start..<position]
    }
  }
}
