import DataflowCore
import DataflowOperators

extension Stream {
  /// Turns each item into exactly one other.
  @inlinable
  public func map<Out>(
    _ stepID: String, _ mapper: @escaping @Sendable (Element) throws -> Out,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Out> {
    then(port.map(newStep(stepID, "map", file, line), mapper))
  }

  /// Turns each value into another and leaves its key.
  @inlinable
  public func mapValue<Value, Out>(
    _ stepID: String, _ mapper: @escaping @Sendable (Value) throws -> Out,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Out> where Element == (String, Value) {
    then(port.mapValue(newStep(stepID, "mapValue", file, line), mapper))
  }

  /// Turns each item into another, or into none where `mapper` returns `nil`.
  @inlinable
  public func filterMap<Out>(
    _ stepID: String, _ mapper: @escaping @Sendable (Element) throws -> Out?,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Out> {
    then(port.filterMap(newStep(stepID, "filterMap", file, line), mapper))
  }

  /// Turns each item into any number of others, in order.
  @inlinable
  public func flatMap<Outs: Sequence & SendableMetatype>(
    _ stepID: String, _ mapper: @escaping @Sendable (Element) throws -> Outs,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Outs.Element> where Outs.Element: Sendable {
    then(port.flatMap(newStep(stepID, "flatMap", file, line), mapper))
  }

  /// Turns each value into any number of others under the same key.
  @inlinable
  public func flatMapValue<Value, Outs: Sequence & SendableMetatype>(
    _ stepID: String, _ mapper: @escaping @Sendable (Value) throws -> Outs,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Outs.Element> where Element == (String, Value), Outs.Element: Sendable, Outs.Iterator: SendableMetatype {
    then(port.flatMapValue(newStep(stepID, "flatMapValue", file, line), mapper))
  }

  /// Turns each internal batch of items into another; batches have no fixed size.
  @inlinable
  public func flatMapBatch<Out>(
    _ stepID: String, _ mapper: @escaping @Sendable ([Element]) throws -> [Out],
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Out> {
    then(port.flatMapBatch(newStep(stepID, "flatMapBatch", file, line), mapper))
  }

  /// Takes sequences apart.
  @inlinable
  public func flatten(
    _ stepID: String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element.Element> where Element: Sequence, Element.Element: Sendable {
    then(port.flatten(newStep(stepID, "flatten", file, line)))
  }

  /// Puts a key in front of each item.
  @inlinable
  public func keyOn(
    _ stepID: String, _ key: @escaping @Sendable (Element) throws -> String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Element> {
    then(port.keyOn(newStep(stepID, "keyOn", file, line), key))
  }
}

extension StreamOperators {
  /// Turns each item into exactly one other.
  @inlinable
  public static func map<Element: Sendable, Out: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ mapper: @escaping @Sendable (Element) throws -> Out,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Out> {
    up.map(stepID, mapper, file: file, line: line)
  }

  /// Turns each value into another and leaves its key.
  @inlinable
  public static func mapValue<Value: Sendable, Out: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ mapper: @escaping @Sendable (Value) throws -> Out,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Out> {
    up.mapValue(stepID, mapper, file: file, line: line)
  }

  /// Turns each item into another, or into none where `mapper` returns `nil`.
  @inlinable
  public static func filterMap<Element: Sendable, Out: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ mapper: @escaping @Sendable (Element) throws -> Out?,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Out> {
    up.filterMap(stepID, mapper, file: file, line: line)
  }

  /// Turns each item into any number of others, in order.
  @inlinable
  public static func flatMap<Element: Sendable, Outs: Sequence & SendableMetatype>(
    _ stepID: String, _ up: Stream<Element>, _ mapper: @escaping @Sendable (Element) throws -> Outs,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Outs.Element> where Outs.Element: Sendable {
    up.flatMap(stepID, mapper, file: file, line: line)
  }

  /// Turns each value into any number of others under the same key.
  @inlinable
  public static func flatMapValue<Value: Sendable, Outs: Sequence & SendableMetatype>(
    _ stepID: String, _ up: KeyedStream<Value>, _ mapper: @escaping @Sendable (Value) throws -> Outs,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Outs.Element> where Outs.Element: Sendable, Outs.Iterator: SendableMetatype {
    up.flatMapValue(stepID, mapper, file: file, line: line)
  }

  /// Turns each internal batch of items into another; batches have no fixed size.
  @inlinable
  public static func flatMapBatch<Element: Sendable, Out: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ mapper: @escaping @Sendable ([Element]) throws -> [Out],
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Out> {
    up.flatMapBatch(stepID, mapper, file: file, line: line)
  }

  /// Takes sequences apart.
  @inlinable
  public static func flatten<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element.Element> where Element: Sequence, Element.Element: Sendable {
    up.flatten(stepID, file: file, line: line)
  }

  /// Puts a key in front of each item.
  @inlinable
  public static func keyOn<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ key: @escaping @Sendable (Element) throws -> String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<Element> {
    up.keyOn(stepID, key, file: file, line: line)
  }
}
