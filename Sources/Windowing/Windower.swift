import DataflowCore

/// Puts the items of a key into windows and says which windows have closed.
///
/// Windowers are fixed values, one for a step; what belongs to a key is its `Open`.
public protocol Windower<Fold>: Sendable {
  associatedtype Fold: WindowFold
  /// The open windows of one key, accumulators included.
  associatedtype Open: OpenWindows

  /// What happens to the items of a window.
  var fold: Fold { get }

  /// When the next window closes, or `nil` if none is open.
  func nextClose(_ open: Open) -> NextClose?

  /// Gives to `emit` each window that `watermark` has passed, in order of time, and forgets it.
  func close(
    _ open: inout Open, passedBy watermark: Instant, emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void
  ) throws

  /// Gives every window to `emit`, in order of time, and forgets it.
  func closeAll(_ open: inout Open, emit: (WindowSpan, consuming Fold.Accumulator) throws -> Void) throws

  /// Puts an item into every window it belongs to and returns for how many it was late.
  ///
  /// The windows passed by `watermark` must have been closed before.
  func insert(_ value: Fold.Value, at time: Instant, watermark: Instant, into open: inout Open) throws -> Int
}

/// The open windows of one key.
public protocol OpenWindows {
  /// The state of a key that has no open window.
  init()
  var isEmpty: Bool { get }
}
