import DataflowCore
import DataflowOperators

extension Stream {
  /// Gathers the values of each key into lists of up to `maxSize`; a list is also emitted `timeout` after its last value, and at the end.
  @inlinable
  public func collect<Value>(
    _ stepID: String, timeout: Duration, maxSize: Int,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<[Value]> where Element == (String, Value) {
    then(
      port.collect(
        newStep(stepID, "collect", file, line).nested("unary"), timeout: TimeSpan(timeout), maxSize: maxSize))
  }
}

extension StreamOperators {
  /// Gathers the values of each key into lists of up to `maxSize`; a list is also emitted `timeout` after its last value, and at the end.
  @inlinable
  public static func collect<Value: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, timeout: Duration, maxSize: Int,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<[Value]> {
    up.collect(stepID, timeout: timeout, maxSize: maxSize, file: file, line: line)
  }
}
