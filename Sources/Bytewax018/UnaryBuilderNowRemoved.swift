import BytewaxStreams
import DataflowCore
import DataflowOperators

/// Breaking change: unary-builder-now-removed (0.18 → 0.19).
///
/// The builder of 0.18 is told the time before the state to resume from.
extension Stream {
  /// Runs one logic object a key; `builder` makes it, from its snapshot when the flow resumes.
  @available(_PackageDescription, deprecated: 1, message: "unary-builder-now-removed: a builder that takes the resume state alone")
  @inlinable
  public func unary<Value, Logic: TimedUnaryLogic>(
    _ stepID: String, _ builder: @escaping @Sendable (_ now: Date, _ resumeState: Logic.S?) throws -> Logic,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Logic.W> where Element == (String, Value), Logic.V == Value {
    then(port.timedUnary(newStep(stepID, "unary", file, line), builder))
  }
}

extension op {
  /// Runs one logic object a key; `builder` makes it, from its snapshot when the flow resumes.
  @available(_PackageDescription, deprecated: 1, message: "unary-builder-now-removed: a builder that takes the resume state alone")
  @inlinable
  public static func unary<Value: Sendable, Logic: TimedUnaryLogic>(
    _ stepID: String, _ up: KeyedStream<Value>,
    _ builder: @escaping @Sendable (_ now: Date, _ resumeState: Logic.S?) throws -> Logic,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Logic.W> where Logic.V == Value {
    up.unary(stepID, builder, file: file, line: line)
  }
}
