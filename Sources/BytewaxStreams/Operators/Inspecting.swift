import DataflowCore
import DataflowOperators

extension Stream {
  /// Prints each item behind the step's qualified id, and passes it on.
  @inlinable @discardableResult
  public func inspect(
    _ stepID: String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    let id = newStep(stepID, "inspect", file, line)
    return then(port.inspect(id) { print("\(id): \(represent($0))") })
  }

  /// Shows each item with the step's qualified id to `inspector`, and passes it on.
  @inlinable @discardableResult
  public func inspect(
    _ stepID: String, _ inspector: @escaping @Sendable (_ stepID: String, _ item: Element) throws -> Void,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    let id = newStep(stepID, "inspect", file, line)
    return then(port.inspect(id) { try inspector(id.qualified, $0) })
  }

  /// Prints each item behind the step's qualified id, its worker and its epoch, and passes it on.
  @inlinable @discardableResult
  public func inspectDebug(
    _ stepID: String,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    let id = newStep(stepID, "inspectDebug", file, line)
    return then(port.inspectDebug(id) { print("\(id) W\($2) @\($1): \(represent($0))") })
  }

  /// Shows each item with the step's qualified id, its epoch and its worker to `inspector`, and passes it on.
  @inlinable @discardableResult
  public func inspectDebug(
    _ stepID: String, _ inspector: @escaping @Sendable (_ stepID: String, _ item: Element, _ epoch: Int, _ worker: Int) throws -> Void,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    let id = newStep(stepID, "inspectDebug", file, line)
    return then(port.inspectDebug(id) { try inspector(id.qualified, $0, $1, $2) })
  }
}

extension StreamOperators {
  /// Prints each item behind the step's qualified id, and passes it on.
  @inlinable @discardableResult
  public static func inspect<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    up.inspect(stepID, file: file, line: line)
  }

  /// Shows each item with the step's qualified id to `inspector`, and passes it on.
  @inlinable @discardableResult
  public static func inspect<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ inspector: @escaping @Sendable (_ stepID: String, _ item: Element) throws -> Void,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    up.inspect(stepID, inspector, file: file, line: line)
  }

  /// Prints each item behind the step's qualified id, its worker and its epoch, and passes it on.
  @inlinable @discardableResult
  public static func inspectDebug<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    up.inspectDebug(stepID, file: file, line: line)
  }

  /// Shows each item with the step's qualified id, its epoch and its worker to `inspector`, and passes it on.
  @inlinable @discardableResult
  public static func inspectDebug<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ inspector: @escaping @Sendable (_ stepID: String, _ item: Element, _ epoch: Int, _ worker: Int) throws -> Void,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    up.inspectDebug(stepID, inspector, file: file, line: line)
  }
}

/// How `inspect` prints an item: strings in quotes, everything else as `print` would.
@usableFromInline
func represent<Element>(_ item: Element) -> String {
  item is String ? String(reflecting: item) : String(describing: item)
}
