import DataflowCore

/// The stretch of time a closed window speaks of.
///
/// For tumbling and sliding windows `close` is exclusive and stands `length` after `open`. For sessions the two are the times of the
/// first and the last item; `close` does not include the gap.
@frozen
public struct WindowSpan: Hashable, Sendable, Codable {
  public var open: Instant
  public var close: Instant

  @inlinable
  public init(open: Instant, close: Instant) {
    self.open = open
    self.close = close
  }
}

/// When the next window of a key closes.
@frozen
public struct NextClose: Hashable, Sendable {
  /// The time the window stands for; without new items nothing closes before the system clock has reached it.
  public var close: Instant
  /// The smallest watermark that closes the window.
  public var due: Instant

  @inlinable
  public init(close: Instant, due: Instant) {
    self.close = close
    self.due = due
  }
}
