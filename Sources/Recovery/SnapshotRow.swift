import DataflowCore
import Foundation

/// One row that a transaction writes: where its texts lie among those of `SnapshotRows`. Sorting moves these numbers about and not the texts.
struct SnapshotRow: Sendable {
  /// The first bytes of the key, at which most comparisons end.
  let start: UInt64
  let epoch: Int
  let key: TextPlace
  /// `nil` where the state was discarded.
  let state: TextPlace?
  /// The step's number, in the order of the steps' bytes.
  let step: Int32
  /// Whether the partition has to be asked what history this makes superfluous.
  var trims = true
  /// Whether the key's row before, if there is one, is known.
  var isFollowing = false
}

/// Where a text lies among many in one buffer.
struct TextPlace: Sendable {
  let offset: Int
  let count: Int32

  func text(in bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[offset..<offset + Int(count)])
  }
}

/// What goes into one partition, in the end in the order of the tree it goes into, by step, key and epoch.
///
/// All keys lie in one buffer and all states in another, for a row of objects of its own costs more than it does in SQLite.
struct SnapshotRows: Sendable {
  /// The ids of the steps, by their numbers.
  let steps: [[UInt8]]
  private(set) var rows: [SnapshotRow] = []
  private(set) var keys: [UInt8] = []
  private(set) var states: [UInt8] = []
  /// About how much room the rows take in a file.
  private(set) var size = 0

  static let none = SnapshotRows(steps: [])

  init(steps: [[UInt8]]) { self.steps = steps }

  /// Snapshots of one step and epoch, in the order they have.
  init(_ snapshots: [Snapshot], epoch: Int) {
    self.init(steps: snapshots.first.map { [Array($0.step.utf8)] } ?? [])
    for snapshot in snapshots { append(snapshot, step: 0, epoch: epoch) }
  }

  mutating func reserve(_ count: Int) { rows.reserveCapacity(count) }

  mutating func append(_ snapshot: Snapshot, step: Int, epoch: Int) {
    var text = snapshot.key
    let start = text.withUTF8 { text in
      keys.append(contentsOf: text)
      var start: UInt64 = 0
      for offset in 0..<min(8, text.count) { start |= UInt64(text[offset]) << UInt64(56 - 8 * offset) }
      return start
    }
    let key = TextPlace(offset: keys.count - text.utf8.count, count: Int32(text.utf8.count))
    let state = snapshot.state.map { TextPlace(offset: states.count, count: Int32($0.count)) }
    if let bytes = snapshot.state { states.append(contentsOf: bytes) }
    rows.append(SnapshotRow(start: start, epoch: epoch, key: key, state: state, step: Int32(step)))
    size += 30 + steps[step].count + Int(key.count) + Int(state?.count ?? 0)
  }

  /// Puts rows into order; with `onlyLast` of each key only the row of its last epoch stays.
  mutating func sort(onlyLast: Bool) {
    keys.withUnsafeBufferPointer { keys in
      rows.sort { a, b in
        let byKey = Self.order(a, keys, b, keys)
        return byKey != 0 ? byKey < 0 : a.epoch < b.epoch
      }
      guard onlyLast else { return }
      rows = rows.indices.filter { $0 + 1 == rows.count || Self.order(rows[$0], keys, rows[$0 + 1], keys) != 0 }.map { rows[$0] }
    }
  }

  /// Says of each row what is known of its key's row before.
  mutating func mark(_ index: Int, trims: Bool, isFollowing: Bool) {
    rows[index].trims = trims
    rows[index].isFollowing = isFollowing
  }

  /// The same rows without their states.
  var withoutStates: SnapshotRows {
    var copy = self
    copy.states = []
    return copy
  }

  /// Below, at or above zero as the step and key of row `a` stand before, with or behind those of row `b`, whatever their epochs.
  static func order(_ a: SnapshotRow, _ aKeys: UnsafeBufferPointer<UInt8>, _ b: SnapshotRow, _ bKeys: UnsafeBufferPointer<UInt8>) -> Int {
    if a.step != b.step { return a.step < b.step ? -1 : 1 }
    if a.start != b.start { return a.start < b.start ? -1 : 1 }
    if a.key.count > 8 && b.key.count > 8, let first = aKeys.baseAddress, let second = bKeys.baseAddress {
      let byBytes = memcmp(first + a.key.offset + 8, second + b.key.offset + 8, Int(min(a.key.count, b.key.count)) - 8)
      if byBytes != 0 { return Int(byBytes) }
    }
    return Int(a.key.count - b.key.count)
  }
}

/// The numbers of all steps met so far, in the order of their bytes.
struct StepNumbers {
  /// The steps' ids, by their numbers.
  private(set) var ids: [[UInt8]] = []
  /// By bytes, because two texts of different bytes may be equal.
  private var numbers: [[UInt8]: Int] = [:]

  subscript(step: String) -> Int { numbers[Array(step.utf8)] ?? 0 }

  /// Takes in the steps of these snapshots; true when one was new, for then the others' numbers have changed.
  mutating func learn(_ snapshots: [Snapshot]) -> Bool {
    var new: Set<[UInt8]> = []
    var last: String?
    for snapshot in snapshots {
      if let last, hasSameBytes(last, snapshot.step) { continue }
      last = snapshot.step
      let bytes = Array(snapshot.step.utf8)
      if numbers[bytes] == nil { new.insert(bytes) }
    }
    if new.isEmpty { return false }
    ids = (ids + new).sorted { $0.lexicographicallyPrecedes($1) }
    numbers = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    return true
  }
}

/// Whether two texts are the same, byte for byte.
func hasSameBytes(_ a: String, _ b: String) -> Bool {
  // Most often it is one text twice, which the two words of a string show without a look at the text.
  unsafeBitCast(a, to: (UInt64, UInt64).self) == unsafeBitCast(b, to: (UInt64, UInt64).self) || a.utf8.elementsEqual(b.utf8)
}
