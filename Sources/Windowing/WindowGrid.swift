import DataflowCore

/// The endless row of windows that a length, an offset and an alignment describe.
///
/// Window *k*, any whole number, covers [alignTo + *k*·offset, alignTo + *k*·offset + length). Windows are known by their opening
/// times, which are found by exact floor division, so no item is lost at a boundary (breaking changes: window-index-floor,
/// window-index-64bit-ns).
@frozen
public struct WindowGrid: Hashable, Sendable {
  /// How long a window lasts.
  public let length: TimeSpan
  /// How far apart windows open; equal to `length` for tumbling windows, less where windows overlap, more where they leave gaps.
  public let offset: TimeSpan
  /// Where openings lie between two multiples of `offset`.
  @usableFromInline
  let phase: Int64

  /// Throws if `offset` is below a millisecond or `length` is not positive.
  public init(length: TimeSpan, offset: TimeSpan, alignTo: Instant, window: String = "SlidingWindow") throws(WindowingError) {
    guard length > .zero else { throw WindowingError(.emptyLength, window: window, given: length) }
    guard offset >= TimeSpan(microseconds: 1000) else { throw WindowingError(.shortOffset, window: window, given: offset) }
    self.length = length
    self.offset = offset
    self.phase = Self.remainder(alignTo.microseconds, offset.microseconds)
  }

  /// Windows that follow each other without overlap; throws if `length` is below a millisecond.
  public init(tumbling length: TimeSpan, alignTo: Instant) throws(WindowingError) {
    guard length >= TimeSpan(microseconds: 1000) else { throw WindowingError(.shortLength, window: "TumblingWindow", given: length) }
    try self.init(length: length, offset: length, alignTo: alignTo)
  }

  /// The last opening at or before `time`.
  @inlinable
  public func opening(atOrBefore time: Instant) -> Instant {
    let sinceOpening = Self.remainder(time.microseconds, offset.microseconds) - phase
    return time - TimeSpan(microseconds: sinceOpening < 0 ? sinceOpening + offset.microseconds : sinceOpening)
  }

  /// The first opening after `time`.
  @inlinable
  public func opening(after time: Instant) -> Instant { opening(atOrBefore: time) + offset }

  /// The opening of the first window that is still open at `watermark`: one whose close is not before it.
  @inlinable
  func firstOpening(stillOpenAt watermark: Instant) -> Instant {
    opening(after: watermark - length - TimeSpan(microseconds: 1))
  }

  /// How many windows open from `first` to before `end`; both must be openings.
  @inlinable
  func countOfOpenings(from first: Instant, before end: Instant) -> Int {
    first < end ? Int((end - first).microseconds / offset.microseconds) : 0
  }

  /// The span of the window that opens at `opening`.
  @inlinable
  func span(opening: Instant) -> WindowSpan { WindowSpan(open: opening, close: opening + length) }

  /// The remainder of the floor division, never negative.
  @inlinable
  static func remainder(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let remainder = dividend % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
