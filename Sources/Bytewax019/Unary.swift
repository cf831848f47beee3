import BytewaxStreams
import DataflowCore
import DataflowOperators

/// Breaking changes: on-item-now-removed, on-notify-sched-removed, unary-builder-now-removed (0.18 → 0.19).
///
/// A logic object is no longer told the time.
public typealias UnaryLogic = DataflowOperators.UnaryLogic

extension Stream {
  /// Runs one logic object a key; `builder` makes it, from its snapshot when the flow resumes.
  @inlinable
  public func unary<Value, Logic: UnaryLogic>(
    _ stepID: String, _ builder: @escaping @Sendable (Logic.S?) throws -> Logic,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Logic.W> where Element == (String, Value), Logic.V == Value {
    then(port.unary(newStep(stepID, "unary", file, line), builder))
  }
}

extension op {
  /// Runs one logic object a key; `builder` makes it, from its snapshot when the flow resumes.
  @inlinable
  public static func unary<Value: Sendable, Logic: UnaryLogic>(
    _ stepID: String, _ up: KeyedStream<Value>, _ builder: @escaping @Sendable (Logic.S?) throws -> Logic,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Logic.W> where Logic.V == Value {
    up.unary(stepID, builder, file: file, line: line)
  }
}
