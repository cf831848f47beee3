import DataflowCore

/// Overlapping windows that share their items: an item goes into one pane, and a window is the merge of the panes it covers.
///
/// Gives what `SlidingWindower` gives for every commutative fold, at a cost per item and per closed window that does not grow with
/// the number of windows an item belongs to. Panes are as long as the greatest common divisor of `length` and `offset`, so that
/// each window starts and ends with a pane.
@frozen
public struct PanedWindower<Fold: CommutativeWindowFold>: Windower {
  public let grid: WindowGrid
  public let fold: Fold
  @usableFromInline let panes: WindowGrid

  /// Throws if `offset` is below a millisecond or `length` is not positive.
  public init(length: TimeSpan, offset: TimeSpan, alignTo: Instant, fold: Fold) throws(WindowingError) {
    self.grid = try WindowGrid(length: length, offset: offset, alignTo: alignTo)
    self.panes = grid.panes
    self.fold = fold
  }

  @inlinable
  public func nextClose(_ open: Panes<Fold.Accumulator>) -> NextClose? {
    guard !open.isEmpty else { return nil }
    let close = open.nextOpening + grid.length
    return NextClose(close: close, due: close + TimeSpan(microseconds: 1))
  }

  @inlinable
  public func close(
    _ open: inout Panes<Fold.Accumulator>, passedBy watermark: Instant,
    emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    let last = watermark - grid.length - TimeSpan(microseconds: 1)
    while !open.isEmpty, open.nextOpening <= last { try closeNext(&open, upTo: last, emit: emit) }
  }

  @inlinable
  public func closeAll(
    _ open: inout Panes<Fold.Accumulator>, emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    while !open.isEmpty { try closeNext(&open, upTo: .distantFuture, emit: emit) }
  }

  /// Closes the next window, and those after it that cover the same panes, if they open no later than `last`.
  @inlinable
  func closeNext(
    _ open: inout Panes<Fold.Accumulator>, upTo last: Instant, emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    var opening = open.nextOpening
    let accumulator = try open.merged(before: opening + grid.length, fold)
    let lastWithSamePanes = min(last, open.lastOpeningWithSamePanes(length: grid.length))
    repeat {
      try emit(grid.span(opening: opening), accumulator)
      opening = opening + grid.offset
    } while opening <= lastWithSamePanes && opening.microseconds < .max

    try open.forget(before: opening, fold)
    // The next window that covers a pane is this one, unless no pane is near.
    if let first = open.firstStart, first >= opening + grid.length { opening = grid.opening(after: first - grid.length) }
    open.nextOpening = opening
  }

  @inlinable
  public func insert(
    _ value: Fold.Value, at time: Instant, watermark: Instant, into open: inout Panes<Fold.Accumulator>
  ) throws -> Int {
    // A window that covers an item at or after the watermark has not closed, and opens no earlier than one that covers an older item.
    if time >= watermark, grid.offset <= grid.length, let newest = open.lastStart, newest <= time {
      let start = time < newest + panes.length ? newest : panes.opening(atOrBefore: time)
      try open.insert(value, at: time, paneStart: start, fold)
      return 0
    }
    let last = grid.opening(atOrBefore: time)
    let first = grid.opening(after: time - grid.length)
    let firstOnTime = max(first, grid.firstOpening(stillOpenAt: watermark))
    let late = grid.countOfOpenings(from: first, before: min(firstOnTime, last + grid.offset))
    guard firstOnTime <= last else { return late }

    open.nextOpening = open.isEmpty ? firstOnTime : min(open.nextOpening, firstOnTime)
    try open.insert(value, at: time, paneStart: panes.opening(atOrBefore: time), fold)
    return late
  }
}

extension WindowGrid {
  /// The finest grid that has an edge wherever a window of this one opens or closes.
  var panes: WindowGrid {
    var (a, b) = (length.microseconds, offset.microseconds)
    while b != 0 { (a, b) = (b, a % b) }
    return WindowGrid(pane: TimeSpan(microseconds: a), phaseOf: self)
  }

  private init(pane: TimeSpan, phaseOf grid: WindowGrid) {
    length = pane
    offset = pane
    phase = Self.remainder(grid.phase, pane.microseconds)
  }
}
