import DataflowCore

/// Overlapping windows that share their items: an item goes into one pane, and a window is the merge of the panes it covers.
///
/// Gives what `SlidingWindower` gives. An item and a closed window cost the same however many windows an item belongs to, because a window's
/// merge becomes the next one's: the panes that it does not share are taken out and put in. Panes are as long as the greatest common
/// divisor of `length` and `offset`, so that each window starts and ends with a pane.
@frozen
public struct PanedWindower<Fold: InvertibleWindowFold>: Windower {
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

  @inlinable @inline(__always)
  public func close(
    _ open: inout Panes<Fold.Accumulator>, passedBy watermark: Instant,
    emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    try close(&open, upTo: watermark - grid.length - TimeSpan(microseconds: 1), emit: emit)
  }

  @inlinable
  public func closeAll(
    _ open: inout Panes<Fold.Accumulator>, emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    try close(&open, upTo: .distantFuture, emit: emit)
  }

  /// Closes the windows that open no later than `last`.
  ///
  /// Which window is the last and which one a pane leaves with cannot be foreseen, not by the processor either. So this is one flat loop
  /// that asks both once a window; a loop over runs of windows with the same panes asked more often.
  @inlinable @inline(__always)
  func close(
    _ open: inout Panes<Fold.Accumulator>, upTo last: Instant, emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    if open.nextOpening > last || open.isEmpty { return }
    var (opening, head, tail) = (open.nextOpening, Int(open.head), Int(open.tail))
    var merged = open.merged.take() ?? fold.empty
    // The panes stay where they are while the buffer is in use: neither the fold nor `emit` is given `open`.
    try open.panes.withUnsafeBufferPointer { panes in
      repeat {
        let close = opening + grid.length
        while tail < panes.count, panes[tail].opening < close {
          try fold.merge(panes[tail].accumulator, into: &merged)
          tail += 1
        }
        try emit(WindowSpan(open: opening, close: close), merged)
        opening = opening + grid.offset
        // A pane that leaves has been put in: the window before covered it.
        while head < tail, panes[head].opening < opening {
          try fold.unmerge(panes[head].accumulator, from: &merged)
          head += 1
        }
        // The next window that covers a pane is this one, unless no pane is near.
        if head == tail, head < panes.count, panes[head].opening >= opening + grid.length {
          opening = grid.opening(after: panes[head].opening - grid.length)
        }
      } while opening <= last && head < panes.count
    }
    open.nextOpening = opening
    open.head = Int32(truncatingIfNeeded: head)
    open.tail = Int32(truncatingIfNeeded: tail)
    open.merged = head == tail ? nil : merged
  }

  @inlinable @inline(__always)
  public func insert(
    _ value: Fold.Value, at time: Instant, watermark: Instant, into open: inout Panes<Fold.Accumulator>
  ) throws -> Int {
    // A window that covers an item at or after the watermark has not closed, and opens no earlier than one that covers an older item.
    if time >= watermark, grid.offset <= grid.length, let newest = open.lastStart, newest <= time {
      let start = time < newest + panes.length ? newest : panes.opening(atOrBefore: time)
      try open.insert(value, at: time, paneStart: start, fold)
      return 0
    }
    return try insertElsewhere(value, at: time, watermark: watermark, into: &open)
  }

  /// Puts in an item that may be late for some of its windows, or that opens the first one.
  @inlinable @inline(never)
  func insertElsewhere(
    _ value: Fold.Value, at time: Instant, watermark: Instant, into open: inout Panes<Fold.Accumulator>
  ) throws -> Int {
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
