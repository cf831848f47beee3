import DataflowCore

/// The panes of one key and the merges that closing windows share.
///
/// The merges form a queue made of two stacks: `front` holds, for each of the oldest panes, the merge from it to the end of the oldest
/// ones, and `back` the merge of the panes that came in since. Each pane is merged about three times, however many windows cover it.
///
///     panes      0  1  2  3  4  5  6  7         closing window: panes 1 to 5
///                   └ front ┘  └back┘           front: 1…3, 2…3, 3   back: 4…5
@frozen
public struct Panes<Accumulator>: OpenWindows {
  /// In order; those before `head` are gone.
  @usableFromInline var panes: [OpenWindow<Accumulator>]
  @usableFromInline var head: Int
  /// The merges of panes `head` to `middle`, of `head + 1` to `middle` …, last to first.
  @usableFromInline var front: [Accumulator]
  /// The merge of panes `middle` to `tail`, if there are any.
  @usableFromInline var back: Accumulator?
  @usableFromInline var tail: Int
  /// The opening of the first window that is open; without meaning if there are no panes.
  @usableFromInline var nextOpening: Instant

  @inlinable
  public init() { self.init(panes: [], nextOpening: .distantPast) }

  @inlinable
  init(panes: [OpenWindow<Accumulator>], nextOpening: Instant) {
    self.panes = panes
    self.nextOpening = nextOpening
    head = 0
    front = []
    back = nil
    tail = 0
  }

  @inlinable
  public var isEmpty: Bool { head == panes.count }

  /// The end of the panes that `front` covers.
  @inlinable
  var middle: Int { head + front.count }

  @inlinable
  var firstStart: Instant? { isEmpty ? nil : panes[head].opening }

  @inlinable
  var lastStart: Instant? { isEmpty ? nil : panes[panes.count - 1].opening }

  /// Folds an item into the pane that starts at `start`, and into `back` if that covers the pane.
  @inlinable
  mutating func insert<Fold: CommutativeWindowFold>(
    _ value: Fold.Value, at time: Instant, paneStart start: Instant, _ fold: Fold
  ) throws where Fold.Accumulator == Accumulator {
    var place = panes.count
    while place > head, panes[place - 1].opening >= start { place -= 1 }
    let isNew = place == panes.count || panes[place].opening != start

    // An item that changes a merge in `front` is rare: it comes after windows on both sides of it have closed.
    if place < middle { forgetMerges() }
    if place < tail {
      if isNew { tail += 1 }
      try back.take(value, at: time, fold)
    }
    if isNew {
      panes.place(OpenWindow(opening: start, accumulator: try fold.begin(value, at: time)), at: place)
    } else {
      try panes[place].take(value, at: time, fold)
    }
  }

  /// Lets the next closing window merge its panes anew.
  @inlinable
  mutating func forgetMerges() {
    front.removeAll(keepingCapacity: true)
    back = nil
    tail = head
  }

  /// The merge of all panes that start before `end`; there must be one.
  @inlinable
  mutating func merged<Fold: CommutativeWindowFold>(before end: Instant, _ fold: Fold) throws -> Accumulator
  where Fold.Accumulator == Accumulator {
    while tail < panes.count, panes[tail].opening < end {
      try back.merge(panes[tail].accumulator, fold)
      tail += 1
    }
    var merged = front.last
    if let back { try merged.merge(back, fold) }
    guard let merged else { preconditionFailure("a window is open only while a pane of it is kept") }
    return merged
  }

  /// The last opening of a window that covers what was merged last: its first pane still, and not yet the pane after it.
  @inlinable
  func lastOpeningWithSamePanes(length: TimeSpan) -> Instant {
    tail < panes.count ? min(panes[head].opening, panes[tail].opening - length) : panes[head].opening
  }

  /// Drops the panes that start before `start`.
  @inlinable
  mutating func forget<Fold: CommutativeWindowFold>(before start: Instant, _ fold: Fold) throws where Fold.Accumulator == Accumulator {
    while head < panes.count, panes[head].opening < start {
      if front.isEmpty { try turn(fold) }
      _ = front.popLast()
      head += 1
    }
    if head > 16, head * 2 > panes.count {
      panes.removeSubrange(..<head)
      tail -= head
      head = 0
    }
  }

  /// Moves the panes of `back` to `front`.
  @inlinable
  mutating func turn<Fold: CommutativeWindowFold>(_ fold: Fold) throws where Fold.Accumulator == Accumulator {
    for place in (head..<tail).reversed() {
      var merged = panes[place].accumulator
      if let later = front.last { try fold.merge(later, into: &merged) }
      front.append(merged)
    }
    back = nil
  }
}

extension Optional {
  /// Folds an item in, as the first one if there is none yet.
  @inlinable
  mutating func take<Fold: WindowFold>(_ value: Fold.Value, at time: Instant, _ fold: Fold) throws where Fold.Accumulator == Wrapped {
    if self == nil { self = try fold.begin(value, at: time) } else { try fold.fold(value, at: time, into: &self!) }
  }

  /// Merges another accumulator in, or becomes it.
  @inlinable
  mutating func merge<Fold: MergeableWindowFold>(_ other: consuming Wrapped, _ fold: Fold) throws where Fold.Accumulator == Wrapped {
    if self == nil { self = other } else { try fold.merge(other, into: &self!) }
  }
}

extension Panes: Sendable where Accumulator: Sendable {}

/// Only the panes are stored; merges are made anew.
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
    try container.encode(Array(panes[head...]), forKey: .panes)
    try container.encode(nextOpening, forKey: .nextOpening)
  }
}
