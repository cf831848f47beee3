/// What the last group of epochs wrote into a partition, so that the next one knows what it makes superfluous without looking it up.
///
/// A partition without history keeps two rows of a key: the new one, and the one that a resume needs until the new one is safe.
/// So a key in two groups running leaves exactly one row to be taken away, and neighbours leave theirs in one stretch.
struct WrittenRows {
  /// In the order of the tree.
  private var last = SnapshotRows.none
  /// What may go once `last` is safe.
  private(set) var superseded = SupersededRows.none
  /// Whether the partition had no rows before the first ones that come.
  private var startsEmpty: Bool
  /// Whether there may be, or have been, history that `superseded` did not know of.
  private(set) var leavesHistory = false

  /// Larger groups are forgotten, to save memory.
  private static let limit = 100_000

  init(startsEmpty: Bool) { self.startsEmpty = startsEmpty }

  /// Tells each of the new rows whether the partition has to be asked what it makes superfluous; there is one to a key.
  ///
  /// `joins` allows for stretches over several keys, which are looked through from end to end: rows of keys that are not in the group
  /// stay, but take time.
  mutating func follow(with new: inout SnapshotRows, joins: Bool) {
    let last = last
    var stretches: [ClosedRange<Int>] = []
    var position = 0
    /// The row of `last` that a new one has followed.
    var followed: Int?
    /// Whether the present stretch has come upon a key of `last` that is not among the new ones, and whose row so must stay.
    var hasGap = true
    last.keys.withUnsafeBufferPointer { lastKeys in
      let keys = new.keys
      keys.withUnsafeBufferPointer { keys in
        for index in new.rows.indices {
          let row = new.rows[index]
          var order = -1
          while position < last.rows.count {
            order = SnapshotRows.order(last.rows[position], lastKeys, row, keys)
            if order >= 0 { break }
            if position != followed { hasGap = true }
            position += 1
          }
          if position < last.rows.count && order == 0 {
            followed = position
            new.mark(index, trims: !last.rows[position].isFollowing, isFollowing: true)
            if joins && !hasGap, let stretch = stretches.last, new.rows[stretch.lowerBound].step == row.step {
              stretches[stretches.count - 1] = stretch.lowerBound...index
            } else {
              stretches.append(index...index)
            }
            hasGap = false
          } else {
            new.mark(index, trims: !startsEmpty, isFollowing: startsEmpty)
          }
        }
      }
    }
    startsEmpty = false
    leavesHistory = leavesHistory || new.rows.contains { $0.trims || $0.state == nil }
    self.last = new.withoutStates
    superseded = last.epochs.map { SupersededRows(rows: self.last, stretches: stretches, epochs: $0) } ?? .none
    if new.rows.count > Self.limit { forget() }
  }

  /// From here on the partition has to be asked again.
  mutating func forget() {
    if !superseded.stretches.isEmpty { leavesHistory = true }
    last = .none
    superseded = .none
  }
}

/// Rows that later ones have made superfluous: in each stretch of keys all that are of some epochs.
struct SupersededRows: Sendable {
  /// The later rows.
  let rows: SnapshotRows
  let stretches: [ClosedRange<Int>]
  let epochs: ClosedRange<Int>

  static let none = SupersededRows(rows: .none, stretches: [], epochs: 0...0)
}

extension SnapshotRows {
  fileprivate var epochs: ClosedRange<Int>? {
    guard var least = rows.first?.epoch else { return nil }
    var greatest = least
    for row in rows { (least, greatest) = (min(least, row.epoch), max(greatest, row.epoch)) }
    return least...greatest
  }
}
