import DataflowCore
import DataflowOperators

extension Stream {
  /// Keeps the items for which `predicate` holds.
  @inlinable
  public func filter(
    _ stepID: String, _ predicate: @escaping @Sendable (Element) throws -> Bool,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    then(port.filter(newStep(stepID, "filter", file, line), predicate))
  }

  /// Keeps the items whose value satisfies `predicate`.
  @inlinable
  public func filterValue<Value>(
    _ stepID: String, _ predicate: @escaping @Sendable (Value) throws -> Bool,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> where Element == (String, Value) {
    then(port.filterValue(newStep(stepID, "filterValue", file, line), predicate))
  }
}

extension StreamOperators {
  /// Keeps the items for which `predicate` holds.
  @inlinable
  public static func filter<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ predicate: @escaping @Sendable (Element) throws -> Bool,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    up.filter(stepID, predicate, file: file, line: line)
  }

  /// Keeps the items whose value satisfies `predicate`.
  @inlinable
  public static func filterValue<Value: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ predicate: @escaping @Sendable (Value) throws -> Bool,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Value> {
    up.filterValue(stepID, predicate, file: file, line: line)
  }
}
