import DataflowCore

/// The panes of one key, and the merge of those that the next window to close covers.
///
///     panes      0  1  2  3  4  5  6  7         closing window: panes 1 to 5
///                   └── merged ───┘             the next takes pane 6 in and pane 1 out
@frozen
public struct Panes<Accumulator>: OpenWindows {
  /// In order; those before `head` are gone.
  @usableFromInline var panes: [OpenWindow<Accumulator>]
  /// The panes from `head` to before `tail` are those in `merged`.
  ///
  /// Half as wide as they could be, so that a key that counts fills one line of the cache in its table.
  @usableFromInline var head: Int32
  @usableFromInline var tail: Int32
  /// The opening of the first window that is open; without meaning if there are no panes.
  @usableFromInline var nextOpening: Instant
  /// `nil` if no pane is merged.
  @usableFromInline var merged: Accumulator?

  @inlinable
  public init() { self.init(panes: [], nextOpening: .distantPast) }

  @inlinable
  init(panes: [OpenWindow<Accumulator>], nextOpening: Instant) {
    self.panes = panes
    self.nextOpening = nextOpening
    head = 0
    tail = 0
    merged = nil
  }

  @inlinable
  public var isEmpty: Bool { Int(head) == panes.count }

  @inlinable
  var lastStart: Instant? { isEmpty ? nil : panes[panes.count - 1].opening }

  /// Folds an item into the pane that starts at `start`, and into `merged` if that covers the pane.
  @inlinable @inline(__always)
  mutating func insert<Fold: InvertibleWindowFold>(
    _ value: Fold.Value, at time: Instant, paneStart start: Instant, _ fold: Fold
  ) throws where Fold.Accumulator == Accumulator {
    if let newest = lastStart, start <= newest { return try insertAmong(value, at: time, paneStart: start, fold) }
    // The memory of panes that are gone is used again before more is asked for, if it is a quarter or more.
    if panes.count == panes.capacity, Int(head) * 4 >= panes.count { makeRoom() }
    panes.append(OpenWindow(opening: start, accumulator: try fold.begin(value, at: time)))
  }

  /// Folds an item into a pane that is there already, the newest mostly, or puts one in before the newest.
  @inlinable @inline(never)
  mutating func insertAmong<Fold: InvertibleWindowFold>(
    _ value: Fold.Value, at time: Instant, paneStart start: Instant, _ fold: Fold
  ) throws where Fold.Accumulator == Accumulator {
    var place = panes.count
    while place > head, panes[place - 1].opening >= start { place -= 1 }
    let isNew = panes[place].opening != start
    if place < tail {
      if isNew { tail += 1 }
      if merged != nil { try fold.fold(value, at: time, into: &merged!) }
    }
    if isNew {
      panes.insert(OpenWindow(opening: start, accumulator: try fold.begin(value, at: time)), at: place)
    } else {
      try panes[place].take(value, at: time, fold)
    }
  }

  /// Gives the memory of panes that are gone to those that come.
  @inlinable @inline(never)
  mutating func makeRoom() {
    panes.removeSubrange(..<Int(head))
    tail -= head
    head = 0
  }
}

extension Panes: Sendable where Accumulator: Sendable {}

/// Only the panes are stored; their merge is made anew.
extension Panes: Codable where Accumulator: Codable {
  private enum CodingKeys: CodingKey {
    case panes, nextOpening
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      panes: try container.decode([OpenWindow<Accumulator>].self, forKey: .panes),
      nextOpening: try container.decode(Instant.self, forKey: .nextOpening))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Array(panes[Int(head)...]), forKey: .panes)
    try container.encode(nextOpening, forKey: .nextOpening)
  }
}
