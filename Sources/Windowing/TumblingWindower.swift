import DataflowCore

/// Puts each item into the one window that covers its time.
///
/// Late iff the window's close is before the watermark; a window whose close equals the watermark is still open.
@frozen
public struct TumblingWindower<Fold: WindowFold>: Windower {
  public let grid: WindowGrid
  public let fold: Fold

  /// Throws if `length` is below a millisecond.
  @inlinable
  public init(length: TimeSpan, alignTo: Instant, fold: Fold) throws(WindowingError) {
    self.grid = try WindowGrid(tumbling: length, alignTo: alignTo)
    self.fold = fold
  }

  @inlinable
  public func nextClose(_ open: TumblingWindows<Fold.Accumulator>) -> NextClose? {
    guard let opening = open.older.first?.opening ?? open.newest?.opening else { return nil }
    let close = opening + grid.length
    return NextClose(close: close, due: close + TimeSpan(microseconds: 1))
  }

  @inlinable
  public func close(
    _ open: inout TumblingWindows<Fold.Accumulator>, passedBy watermark: Instant,
    emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    // Until the newest window has passed, only the older ones need a look, and mostly there are none.
    guard let newest = open.newest?.opening else { return }
    if !open.older.isEmpty {
      let passed = open.older.prefix { $0.opening + grid.length < watermark }.count
      try open.older.drain(first: passed) { window in
      try emit(grid.span(opening: window.opening), (consume window).closed())
    }
    }
    if newest + grid.length < watermark, let window = open.newest.take() {
      try emit(grid.span(opening: window.opening), (consume window).closed())
    }
  }

  @inlinable
  public func closeAll(
    _ open: inout TumblingWindows<Fold.Accumulator>, emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    try open.older.drain(first: open.older.count) { window in
      try emit(grid.span(opening: window.opening), (consume window).closed())
    }
    if let window = open.newest.take() { try emit(grid.span(opening: window.opening), (consume window).closed()) }
  }

  @inlinable
  public func insert(
    _ value: Fold.Value, at time: Instant, watermark: Instant, into open: inout TumblingWindows<Fold.Accumulator>
  ) throws -> Int {
    if let newest = open.newest?.opening, newest <= time, time < newest + grid.length {
      try open.newest?.take(value, at: time, fold)
      return 0
    }
    return try insertElsewhere(value, at: time, watermark: watermark, into: &open)
  }

  /// Opens a window, or finds an older one.
  @inlinable
  @inline(never)
  func insertElsewhere(
    _ value: Fold.Value, at time: Instant, watermark: Instant, into open: inout TumblingWindows<Fold.Accumulator>
  ) throws -> Int {
    let opening = grid.opening(atOrBefore: time)
    guard opening + grid.length >= watermark else { return 1 }
    if let newest = open.newest?.opening, opening <= newest {
      // Only where time itself ends is the newest window found here.
      guard opening < newest else {
        try open.newest?.take(value, at: time, fold)
        return 0
      }
      let place = open.older.position(of: opening)
      if place < open.older.count, open.older[place].opening == opening {
        try open.older[place].take(value, at: time, fold)
      } else {
        open.older.insert(OpenWindow(opening: opening, accumulator: try fold.begin(value, at: time)), at: place)
      }
    } else {
      let window = OpenWindow(opening: opening, accumulator: try fold.begin(value, at: time))
      if let newest = open.newest.take() { open.older.append(newest) }
      open.newest = window
    }
    return 0
  }
}

/// The open tumbling windows of one key: the newest in place, as nearly all items belong to it, and the older ones in order.
@frozen
public struct TumblingWindows<Accumulator>: OpenWindows {
  @usableFromInline var newest: OpenWindow<Accumulator>?
  /// Empty if there is no newest.
  @usableFromInline var older: [OpenWindow<Accumulator>]

  @inlinable
  public init() {
    newest = nil
    older = []
  }

  @inlinable
  public var isEmpty: Bool { newest == nil }
}

extension TumblingWindows: Sendable where Accumulator: Sendable {}
extension TumblingWindows: Codable where Accumulator: Codable {}
