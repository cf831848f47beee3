import DataflowCore

/// Puts items that follow each other by less than a gap into one session.
///
/// Late iff the item's time is before the watermark, whatever is open. Closed iff `gap` after the last item is not after the watermark.
/// Two items exactly `gap` apart belong to two sessions. An item that bridges two sessions joins them: the later one's accumulator is
/// merged into the earlier one's, then the item is folded in. An item that extends a session to the left keeps its accumulator.
/// (All eras lose the items of one of the sessions in both cases; they meant this.)
@frozen
public struct SessionWindower<Fold: MergeableWindowFold>: Windower {
  public let gap: TimeSpan
  public let fold: Fold

  /// Throws if `gap` is below a millisecond.
  @inlinable
  public init(gap: TimeSpan, fold: Fold) throws(WindowingError) {
    guard gap >= TimeSpan(microseconds: 1000) else { throw WindowingError(.shortGap, window: "SessionWindow", given: gap) }
    self.gap = gap
    self.fold = fold
  }

  @inlinable
  public func nextClose(_ open: Sessions<Fold.Accumulator>) -> NextClose? {
    guard let last = open.sessions.first?.span.close else { return nil }
    return NextClose(close: last + gap, due: last + gap)
  }

  @inlinable
  public func close(
    _ open: inout Sessions<Fold.Accumulator>, passedBy watermark: Instant,
    emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    guard let last = open.sessions.first?.span.close, last + gap <= watermark else { return }
    let passed = open.sessions.prefix { $0.span.close + gap <= watermark }.count
    try open.sessions.drain(first: passed) { session in try emit(session.span, (consume session).closed()) }
  }

  @inlinable
  public func closeAll(
    _ open: inout Sessions<Fold.Accumulator>, emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws {
    try open.sessions.drain(first: open.sessions.count) { session in try emit(session.span, (consume session).closed()) }
  }

  @inlinable
  public func insert(
    _ value: Fold.Value, at time: Instant, watermark: Instant, into open: inout Sessions<Fold.Accumulator>
  ) throws -> Int {
    guard time >= watermark else { return 1 }
    var right = open.sessions.count
    while right > 0, open.sessions[right - 1].span.open > time { right -= 1 }
    let left = right - 1
    let reachesLeft = left >= 0 && time < open.sessions[left].span.close + gap
    let end = reachesLeft ? max(time, open.sessions[left].span.close) : time
    let reachesRight = right < open.sessions.count && open.sessions[right].span.open < end + gap

    switch (reachesLeft, reachesRight) {
    case (true, false):
      open.sessions[left].span.close = end
      try fold.fold(value, at: time, into: &open.sessions[left].accumulator)
    case (true, true):
      let later = open.sessions.remove(at: right)
      open.sessions[left].span.close = later.span.close
      try fold.merge(later.accumulator, into: &open.sessions[left].accumulator)
      try fold.fold(value, at: time, into: &open.sessions[left].accumulator)
    case (false, true):
      open.sessions[right].span.open = time
      try fold.fold(value, at: time, into: &open.sessions[right].accumulator)
    case (false, false):
      let session = Session(
        span: WindowSpan(open: time, close: time), accumulator: try fold.begin(value, at: time))
      open.sessions.insert(session, at: right)
    }
    return 0
  }
}

/// The open sessions of one key, in order of time and at least a gap apart.
@frozen
public struct Sessions<Accumulator>: OpenWindows {
  @usableFromInline var sessions: [Session<Accumulator>]

  @inlinable
  public init() { sessions = [] }

  @inlinable
  public var isEmpty: Bool { sessions.isEmpty }
}

/// One open session, from its first item to its last.
@frozen
public struct Session<Accumulator> {
  @usableFromInline var span: WindowSpan
  @usableFromInline var accumulator: Accumulator

  @inlinable
  init(span: WindowSpan, accumulator: consuming Accumulator) {
    self.span = span
    self.accumulator = accumulator
  }

  @inlinable
  consuming func closed() -> Accumulator { accumulator }
}

extension Sessions: Sendable where Accumulator: Sendable {}
extension Sessions: Codable where Accumulator: Codable {}
extension Session: Sendable where Accumulator: Sendable {}
extension Session: Codable where Accumulator: Codable {}
