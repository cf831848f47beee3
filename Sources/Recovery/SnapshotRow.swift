import DataflowCore
import Foundation

/// Where a snapshot stands among those that one transaction writes; sorting moves these numbers about and not the texts.
struct SnapshotRow: Sendable {
  /// The step's number, in the order of the steps' bytes.
  let step: Int
  /// The first bytes of the key, at which most comparisons end.
  let start: UInt64
  /// Which of the snapshots it is.
  let position: Int
  let epoch: Int
  /// The epoch of the one row that this makes superfluous, where that is known; otherwise the partition is asked.
  var superseded: Int?

  init(step: Int, _ snapshot: Snapshot, position: Int, epoch: Int) {
    self.step = step
    var start: UInt64 = 0
    for (offset, byte) in snapshot.key.utf8.prefix(8).enumerated() { start |= UInt64(byte) << UInt64(56 - 8 * offset) }
    self.start = start
    self.position = position
    self.epoch = epoch
  }

  /// Below, at or above zero as the step and `key` of this row stand before, with or behind those of another, whatever their epochs.
  func order(_ key: @autoclosure () -> String, to other: SnapshotRow, _ otherKey: @autoclosure () -> String) -> Int {
    if step != other.step { return step < other.step ? -1 : 1 }
    if start != other.start { return start < other.start ? -1 : 1 }
    return bytesOrder(key(), otherKey())
  }
}

/// What goes into one partition: rows in the order of the tree they go into, by step, key and epoch, and the snapshots they stand for.
struct SnapshotRows: Sendable {
  let snapshots: [Snapshot]
  var rows: [SnapshotRow]

  static let none = SnapshotRows(snapshots: [], rows: [])

  /// Puts rows into order; with `onlyLast` of each key only the row of its last epoch stays.
  mutating func sort(onlyLast: Bool) {
    snapshots.withUnsafeBufferPointer { snapshots in
      func order(_ a: SnapshotRow, _ b: SnapshotRow) -> Int { a.order(snapshots[a.position].key, to: b, snapshots[b.position].key) }
      rows.sort { a, b in
        let byKey = order(a, b)
        return byKey != 0 ? byKey < 0 : a.epoch < b.epoch
      }
      guard onlyLast else { return }
      rows = rows.indices.filter { $0 + 1 == rows.count || order(rows[$0], rows[$0 + 1]) != 0 }.map { rows[$0] }
    }
  }
}

extension SnapshotRows {
  /// Snapshots of one step and epoch, in the order they have.
  init(_ snapshots: [Snapshot], epoch: Int) {
    self.snapshots = snapshots
    rows = snapshots.enumerated().map { SnapshotRow(step: 0, $1, position: $0, epoch: epoch) }
  }
}

/// Below, at or above zero as `a` stands before, with or behind `b` in order of bytes, which is SQLite's.
func bytesOrder(_ a: String, _ b: String) -> Int {
  var (a, b) = (a, b)
  return a.withUTF8 { a in
    b.withUTF8 { b in
      guard let start = a.baseAddress, let other = b.baseAddress else { return a.count - b.count }
      let byBytes = Int(memcmp(start, other, min(a.count, b.count)))
      return byBytes != 0 ? byBytes : a.count - b.count
    }
  }
}

/// The numbers of all steps met so far, in the order of their bytes.
struct StepNumbers {
  /// By bytes, because two texts of different bytes may be equal.
  private var numbers: [[UInt8]: Int] = [:]

  subscript(step: String) -> Int { numbers[Array(step.utf8)] ?? 0 }

  /// Takes in the steps of these snapshots; true when one was new, for then the others' numbers have changed.
  mutating func learn(_ snapshots: [Snapshot]) -> Bool {
    var new: Set<[UInt8]> = []
    var last: String?
    for snapshot in snapshots {
      if let last, bytesOrder(last, snapshot.step) == 0 { continue }
      last = snapshot.step
      let bytes = Array(snapshot.step.utf8)
      if numbers[bytes] == nil { new.insert(bytes) }
    }
    if new.isEmpty { return false }
    let all = (Array(numbers.keys) + new).sorted { $0.lexicographicallyPrecedes($1) }
    numbers = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
    return true
  }
}

/// What the last group of epochs wrote into a partition, so that the next one knows what it makes superfluous without looking it up.
///
/// A partition without history keeps two rows of a key: the new one, and the one that a resume needs until the new one is safe.
/// So a key in two groups running leaves exactly one row to be taken away; to know its epoch saves a quarter of the writing.
struct WrittenRows {
  /// A row, its key, and the epoch of the key's row before.
  private typealias Written = (row: SnapshotRow, key: String, before: Int?)

  /// In the order of the tree.
  private var rows: [Written] = []

  /// Larger groups are forgotten, to save memory.
  private static let limit = 100_000

  /// Tells each of the new rows what it makes superfluous; there is one to a key.
  mutating func follow(with new: inout SnapshotRows) {
    var kept: [Written] = []
    let keeps = new.rows.count <= Self.limit
    if keeps { kept.reserveCapacity(new.rows.count) }
    var position = 0
    new.snapshots.withUnsafeBufferPointer { snapshots in
      for index in new.rows.indices {
        let row = new.rows[index]
        var order = -1
        while position < rows.count {
          order = rows[position].row.order(rows[position].key, to: row, snapshots[row.position].key)
          if order >= 0 { break }
          position += 1
        }
        let isKnown = position < rows.count && order == 0
        if isKnown { new.rows[index].superseded = rows[position].before }
        if keeps { kept.append((row, snapshots[row.position].key, isKnown ? rows[position].row.epoch : nil)) }
      }
    }
    rows = kept
  }
}
