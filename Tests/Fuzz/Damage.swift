import Foundation
import TestSupport

/// What is done to the files of a folder, in few bytes, so that it can be kept and made again.
struct Damage {
  /// A cut, zeros, turned bits, other bytes, a file taken away or exchanged for another.
  private enum Act: UInt8, CaseIterable { case cut, zeros, turn, other, remove, exchange, double }

  /// Some acts, each of eight bytes: what, which file, where in 65536ths, how long, with what.
  static func recipe(_ random: inout SeededRandom) -> [UInt8] {
    (0..<Int.random(in: 1...3, using: &random)).flatMap { _ in
      (0..<8).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
  }

  /// Does what a recipe says to the files of a folder, in the order of their names.
  static func apply(_ recipe: [UInt8], in folder: String) throws {
    for start in stride(from: 0, to: recipe.count - 7, by: 8) {
      let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted().map { "\(folder)/\($0)" }
      let files = names.filter { (try? FileManager.default.attributesOfItem(atPath: $0)[.type] as? FileAttributeType) == .typeRegular }
      guard !files.isEmpty else { return }
      try apply(Array(recipe[start..<start + 8]), to: files)
    }
  }

  private static func apply(_ act: [UInt8], to files: [String]) throws {
    let file = files[Int(act[1]) % files.count]
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
    let place = bytes.count * (Int(act[2]) << 8 | Int(act[3])) >> 16
    let end = min(bytes.count, place + (act[4] < 128 ? Int(act[5]) : Int(act[5]) << 6) + 1)
    switch Act.allCases[Int(act[0]) % Act.allCases.count] {
    case .cut: bytes.removeSubrange(place...)
    case .zeros: for index in place..<max(place, end) { bytes[index] = 0 }
    case .turn: for index in place..<min(bytes.count, place + 1) { bytes[index] ^= 1 << (act[6] & 7) }
    case .other: for index in place..<max(place, end) { bytes[index] = act[6] &+ UInt8(truncatingIfNeeded: index) &* act[7] }
    case .remove: return try FileManager.default.removeItem(atPath: file)
    case .exchange: bytes = Array(try Data(contentsOf: URL(fileURLWithPath: files[Int(act[6]) % files.count])))
    case .double: bytes.insert(contentsOf: bytes[place..<max(place, end)], at: place)
    }
    // The same file, as a disk damages it; not a new one in its place.
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }
}
