import DataflowCore

/// What happens to the items of one window.
///
/// The accumulator is made from the window's first item, changed in place by each further one, in order of arrival, and turned into the
/// output when the window closes. Errors are the user's own and end the flow.
public protocol WindowFold<Value, Output>: Sendable {
  associatedtype Value
  associatedtype Accumulator
  associatedtype Output

  /// The accumulator of a window that holds only `value`.
  func begin(_ value: Value, at time: Instant) throws -> Accumulator
  /// Takes in a further item of the window.
  func fold(_ value: Value, at time: Instant, into accumulator: inout Accumulator) throws
  /// The output of a window that has closed.
  func finish(_ accumulator: consuming Accumulator) throws -> Output
}

/// A fold that can join two accumulators; what session windows need when an item bridges two of them.
public protocol MergeableWindowFold<Value, Output>: WindowFold {
  /// Takes the accumulator of the later session into that of the earlier one. Must be associative.
  func merge(_ later: consuming Accumulator, into earlier: inout Accumulator) throws
}

/// A mergeable fold whose result does not depend on the order of the items and which can take items out again, so that windows that
/// overlap may share their panes.
///
/// `merge` is associative and commutative, `empty` changes nothing, and folding an item equals merging the accumulator that holds only this item.
public protocol InvertibleWindowFold<Value, Output>: MergeableWindowFold {
  /// The accumulator of no items.
  var empty: Accumulator { get }
  /// Takes out of a merge what was merged into it.
  func unmerge(_ part: consuming Accumulator, from merged: inout Accumulator) throws
}

extension WindowFold where Accumulator == Output {
  /// The accumulator itself.
  @inlinable
  public func finish(_ accumulator: consuming Accumulator) -> Output { accumulator }
}
