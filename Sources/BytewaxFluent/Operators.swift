import DataflowCore
import DataflowOperators

// Each operator twice over: for a callback that names its parameter's type, and for one that takes `Any`; and, where the result may
// be a pair, once more for pairs, because what makes a stream keyed is captured where its value type is visible.
// A closure that does not name its parameter's type means `Any`; the others are disfavoured, so that the compiler does not choose some
// type that happens to fit, as the metatypes that string interpolation also takes.

extension Dataflow {
  /// Turns each item into exactly one other.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.map")
  @inlinable
  @_disfavoredOverload
  public func map<In: Sendable, Out: Sendable>(
    _ mapper: @escaping @Sendable (In) throws -> Out, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("map", file, line)
    advance(to: stream(of: In.self, for: id).map(id, mapper))
  }
  /// Turns each item into exactly one other.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.map")
  @inlinable
  public func map<Out: Sendable>(
    _ mapper: @escaping @Sendable (Any) throws -> Out, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("map", file, line)
    advance(to: anyStream(for: id).map(id, mapper))
  }
  /// Turns each item into exactly one other.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.map")
  @inlinable
  @_disfavoredOverload
  public func map<In: Sendable, Value: Sendable>(
    _ mapper: @escaping @Sendable (In) throws -> (String, Value), file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("map", file, line)
    advance(toKeyed: stream(of: In.self, for: id).map(id, mapper))
  }
  /// Turns each item into exactly one other.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.map")
  @inlinable
  public func map<Value: Sendable>(
    _ mapper: @escaping @Sendable (Any) throws -> (String, Value), file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("map", file, line)
    advance(toKeyed: anyStream(for: id).map(id, mapper))
  }
  /// Turns each item into another, or into none where `mapper` returns `nil`.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.filterMap")
  @inlinable
  @_disfavoredOverload
  public func filterMap<In: Sendable, Out: Sendable>(
    _ mapper: @escaping @Sendable (In) throws -> Out?, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("filterMap", file, line)
    advance(to: stream(of: In.self, for: id).filterMap(id, mapper))
  }
  /// Turns each item into another, or into none where `mapper` returns `nil`.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.filterMap")
  @inlinable
  public func filterMap<Out: Sendable>(
    _ mapper: @escaping @Sendable (Any) throws -> Out?, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("filterMap", file, line)
    advance(to: anyStream(for: id).filterMap(id, mapper))
  }
  /// Turns each item into another, or into none where `mapper` returns `nil`.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.filterMap")
  @inlinable
  @_disfavoredOverload
  public func filterMap<In: Sendable, Value: Sendable>(
    _ mapper: @escaping @Sendable (In) throws -> (String, Value)?, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("filterMap", file, line)
    advance(toKeyed: stream(of: In.self, for: id).filterMap(id, mapper))
  }
  /// Turns each item into another, or into none where `mapper` returns `nil`.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.filterMap")
  @inlinable
  public func filterMap<Value: Sendable>(
    _ mapper: @escaping @Sendable (Any) throws -> (String, Value)?, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("filterMap", file, line)
    advance(toKeyed: anyStream(for: id).filterMap(id, mapper))
  }
  /// Turns each item into any number of others, in order.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.flatMap")
  @inlinable
  @_disfavoredOverload
  public func flatMap<In: Sendable, Out: Sendable>(
    _ mapper: @escaping @Sendable (In) throws -> [Out], file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("flatMap", file, line)
    advance(to: stream(of: In.self, for: id).flatMap(id, mapper))
  }
  /// Turns each item into any number of others, in order.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.flatMap")
  @inlinable
  public func flatMap<Out: Sendable>(
    _ mapper: @escaping @Sendable (Any) throws -> [Out], file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("flatMap", file, line)
    advance(to: anyStream(for: id).flatMap(id, mapper))
  }
  /// Turns each item into any number of others, in order.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.flatMap")
  @inlinable
  @_disfavoredOverload
  public func flatMap<In: Sendable, Value: Sendable>(
    _ mapper: @escaping @Sendable (In) throws -> [(String, Value)], file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("flatMap", file, line)
    advance(toKeyed: stream(of: In.self, for: id).flatMap(id, mapper))
  }
  /// Turns each item into any number of others, in order.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.flatMap")
  @inlinable
  public func flatMap<Value: Sendable>(
    _ mapper: @escaping @Sendable (Any) throws -> [(String, Value)], file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("flatMap", file, line)
    advance(toKeyed: anyStream(for: id).flatMap(id, mapper))
  }
  /// Turns each item into the elements of any sequence, in order.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.flatMap")
  @inlinable
  @_disfavoredOverload
  public func flatMap<In: Sendable, Outs: Sequence & SendableMetatype>(
    _ mapper: @escaping @Sendable (In) throws -> Outs, file: StaticString = #filePath, line: UInt = #line
  ) where Outs.Element: Sendable {
    let id = unnamed("flatMap", file, line)
    advance(to: stream(of: In.self, for: id).flatMap(id, mapper))
  }
  /// Turns each item into the elements of any sequence, in order.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.flatMap")
  @inlinable
  public func flatMap<Outs: Sequence & SendableMetatype>(
    _ mapper: @escaping @Sendable (Any) throws -> Outs, file: StaticString = #filePath, line: UInt = #line
  ) where Outs.Element: Sendable {
    let id = unnamed("flatMap", file, line)
    advance(to: anyStream(for: id).flatMap(id, mapper))
  }

  /// Keeps the items for which `predicate` holds.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.filter")
  @inlinable
  @_disfavoredOverload
  public func filter<In: Sendable>(
    _ predicate: @escaping @Sendable (In) throws -> Bool, file: StaticString = #filePath, line: UInt = #line
  ) {
    let id = unnamed("filter", file, line)
    guard let port = exactStream(of: In.self) else { return keep(id, as: In.self) { item, _, _ in try predicate(item) } }
    advance(past: port.filter(id, predicate).erased)
  }

  /// Keeps the items for which `predicate` holds.
  @available(_PackageDescription, deprecated: 1, message: "operators-are-functions: op.filter")
  public func filter(
    _ predicate: @escaping @Sendable (Any) throws -> Bool, file: StaticString = #filePath, line: UInt = #line
  ) {
    keep(unnamed("filter", file, line), as: Any.self) { item, _, _ in try predicate(item) }
  }
}
