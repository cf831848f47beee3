import DataflowCore
import Foundation

/// A snapshot and the epoch it belongs to.
struct SnapshotRow: Sendable {
  let epoch: Int
  let snapshot: Snapshot
  /// The epoch of the one row that this makes superfluous, where that is known; otherwise the partition is asked.
  var superseded: Int?
}

extension SnapshotRow {
  /// Where a row stands: most comparisons end at the number of the step or the first bytes of the key.
  private struct Place {
    let step: Int
    let start: UInt64
    let position: Int
  }

  /// Puts rows into the order of their step, their key, both by their bytes, and their epoch: that of the tree they go into.
  static func sorted(_ rows: [SnapshotRow]) -> [SnapshotRow] {
    let steps = Dictionary(uniqueKeysWithValues: Set(rows.lazy.map(\.snapshot.step)).sorted(by: bytesPrecede).enumerated().map { ($1, $0) })
    var last: (step: String, number: Int)?
    var places = rows.indices.map { position in
      let snapshot = rows[position].snapshot
      let number: Int
      if let last, last.step == snapshot.step {
        number = last.number
      } else {
        number = steps[snapshot.step] ?? 0
        last = (snapshot.step, number)
      }
      var start: UInt64 = 0
      for (offset, byte) in snapshot.key.utf8.prefix(8).enumerated() { start |= UInt64(byte) << UInt64(56 - 8 * offset) }
      return Place(step: number, start: start, position: position)
    }
    places.sort { a, b in
      if a.step != b.step { return a.step < b.step }
      if a.start != b.start { return a.start < b.start }
      let byKey = order(of: rows[a.position].snapshot.key, rows[b.position].snapshot.key)
      return byKey != 0 ? byKey < 0 : rows[a.position].epoch < rows[b.position].epoch
    }
    return places.map { rows[$0.position] }
  }

  func hasKey(of other: SnapshotRow) -> Bool { Self.order(of: snapshot, other.snapshot) == 0 }

  /// Below, at or above zero as `a`'s step and key stand before, with or behind those of `b`.
  static func order(of a: Snapshot, _ b: Snapshot) -> Int {
    let byStep = order(of: a.step, b.step)
    return byStep != 0 ? byStep : order(of: a.key, b.key)
  }

  /// Below, at or above zero as `a` stands before, with or behind `b` in order of bytes, which is SQLite's.
  private static func order(of a: String, _ b: String) -> Int {
    var (a, b) = (a, b)
    return a.withUTF8 { a in
      b.withUTF8 { b in
        guard let start = a.baseAddress, let other = b.baseAddress else { return a.count - b.count }
        let byBytes = Int(memcmp(start, other, min(a.count, b.count)))
        return byBytes != 0 ? byBytes : a.count - b.count
      }
    }
  }
}

/// What the last group of epochs wrote into a partition, so that the next one knows what it makes superfluous without looking it up.
///
/// A partition without history keeps two rows of a key: the new one, and the one that a resume needs until the new one is safe.
/// So a key in two groups running leaves exactly one row to be taken away; to know its epoch saves a quarter of the writing.
struct WrittenRows {
  /// Without their states; in the order of the tree. `superseded` is here the epoch of the key's row before.
  private var rows: [SnapshotRow] = []

  /// Larger groups are forgotten, to save memory.
  private static let limit = 100_000

  /// Tells each of the new rows what it makes superfluous; they are in order, and one to a key.
  mutating func follow(with new: inout [SnapshotRow]) {
    var kept: [SnapshotRow] = []
    let keeps = new.count <= Self.limit
    if keeps { kept.reserveCapacity(new.count) }
    var position = 0
    for index in new.indices {
      while position < rows.count, SnapshotRow.order(of: rows[position].snapshot, new[index].snapshot) < 0 { position += 1 }
      let isKnown = position < rows.count && rows[position].hasKey(of: new[index])
      if isKnown { new[index].superseded = rows[position].superseded }
      if keeps {
        let key = Snapshot(step: new[index].snapshot.step, key: new[index].snapshot.key, state: nil)
        kept.append(SnapshotRow(epoch: new[index].epoch, snapshot: key, superseded: isKnown ? rows[position].epoch : nil))
      }
    }
    rows = kept
  }
}
