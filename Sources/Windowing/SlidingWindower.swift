import DataflowCore

/// Puts each item into every window of the grid that covers its time, each with an accumulator of its own.
///
/// Late for a window iff its close is before the watermark; the same item may be late for some windows and on time for others. An
/// item between two windows belongs to none and is not late.
@frozen
public struct SlidingWindower<Fold: WindowFold>: Windower {
  public let grid: WindowGrid
  public let fold: Fold

  /// Throws if `offset` is below a millisecond or `length` is not positive.
  @inlinable
  public init(length: TimeSpan, offset: TimeSpan, alignTo: Instant, fold: Fold) throws(WindowingError) {
    self.grid = try WindowGrid(length: length, offset: offset, alignTo: alignTo)
    self.fold = fold
  }

  @inlinable
  public func nextClose(_ open: SlidingWindows<Fold.Accumulator>) -> NextClose? {
    guard let first = open.windows.first?.opening else { return nil }
    let close = first + grid.length
    return NextClose(close: close, due: close + TimeSpan(microseconds: 1))
  }

  @inlinable
  public func close(
    _ open: inout SlidingWindows<Fold.Accumulator>, passedBy watermark: Instant,
    emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    guard let first = open.windows.first?.opening, first + grid.length < watermark else { return }
    let passed = open.windows.prefix { $0.opening + grid.length < watermark }.count
    try open.windows.drain(first: passed) { window in
      try emit(grid.span(opening: window.opening), (consume window).closed())
    }
  }

  @inlinable
  public func closeAll(
    _ open: inout SlidingWindows<Fold.Accumulator>, emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    try open.windows.drain(first: open.windows.count) { window in
      try emit(grid.span(opening: window.opening), (consume window).closed())
    }
  }

  @inlinable
  public func insert(
    _ value: Fold.Value, at time: Instant, watermark: Instant, into open: inout SlidingWindows<Fold.Accumulator>
  ) throws -> Int {
    let last = grid.opening(atOrBefore: time)
    let first = grid.opening(after: time - grid.length)
    let firstOnTime = max(first, grid.firstOpening(stillOpenAt: watermark))
    let late = grid.countOfOpenings(from: first, before: min(firstOnTime, last + grid.offset))

    var opening = firstOnTime
    var place = open.windows.position(of: opening)
    while opening <= last, opening.microseconds < .max {
      // One check for a whole run of windows that the array is ours alone, which the optimiser does not see by itself.
      try open.windows.withUnsafeMutableBufferPointer { windows in
        while place < windows.count, windows[place].opening == opening, opening <= last {
          try windows[place].take(value, at: time, fold)
          place += 1
          opening = opening + grid.offset
        }
      }
      if opening <= last {
        open.windows.place(OpenWindow(opening: opening, accumulator: try fold.begin(value, at: time)), at: place)
        place += 1
        opening = opening + grid.offset
      }
    }
    return late
  }
}

/// The open sliding windows of one key, in order.
@frozen
public struct SlidingWindows<Accumulator>: OpenWindows {
  @usableFromInline var windows: [OpenWindow<Accumulator>]

  @inlinable
  public init() { windows = [] }

  @inlinable
  public var isEmpty: Bool { windows.isEmpty }
}

extension SlidingWindows: Sendable where Accumulator: Sendable {}
extension SlidingWindows: Codable where Accumulator: Codable {}
