import DataflowCore
import DataflowOperators

extension Dataflow {
  /// Shows each item to `inspector` and passes it on.
  @available(_PackageDescription, deprecated: 1, message: "inspect-callback-step-id: op.inspect, whose inspector takes the step id first")
  @inlinable
  @_disfavoredOverload
  public func inspect<In: Sendable>(
    _ inspector: @escaping @Sendable (In) throws -> Void, file: StaticString = #filePath, line: UInt = #line
  ) {
    inspecting("inspect", In.self, file, line) { item, _, _ in try inspector(item) }
  }

  /// Shows each item to `inspector` and passes it on.
  @available(_PackageDescription, deprecated: 1, message: "inspect-callback-step-id: op.inspect, whose inspector takes the step id first")
  public func inspect(
    _ inspector: @escaping @Sendable (Any) throws -> Void, file: StaticString = #filePath, line: UInt = #line
  ) {
    inspectingAny("inspect", file, line) { item, _, _ in try inspector(item) }
  }

  /// Shows each item behind its epoch to `inspector` and passes it on.
  ///
  /// Breaking change: inspect-epoch-removed (0.17 → 0.18).
  @available(_PackageDescription, deprecated: 1, message: "inspect-epoch-removed: op.inspectDebug")
  @inlinable
  @_disfavoredOverload
  public func inspectEpoch<In: Sendable>(
    _ inspector: @escaping @Sendable (_ epoch: Int, _ item: In) throws -> Void, file: StaticString = #filePath, line: UInt = #line
  ) {
    inspecting("inspectEpoch", In.self, file, line) { item, epoch, _ in try inspector(epoch, item) }
  }

  /// Shows each item behind its epoch to `inspector` and passes it on.
  @available(_PackageDescription, deprecated: 1, message: "inspect-epoch-removed: op.inspectDebug")
  public func inspectEpoch(
    _ inspector: @escaping @Sendable (_ epoch: Int, _ item: Any) throws -> Void, file: StaticString = #filePath, line: UInt = #line
  ) {
    inspectingAny("inspectEpoch", file, line) { item, epoch, _ in try inspector(epoch, item) }
  }

  /// Adds a step that shows each item with its epoch and worker, and passes it on.
  @inlinable
  package func inspecting<In: Sendable>(
    _ kind: String, _ type: In.Type, _ file: StaticString, _ line: UInt,
    _ inspector: @escaping @Sendable (In, _ epoch: Int, _ worker: Int) throws -> Void
  ) {
    let id = unnamed(kind, file, line)
    guard let port = exactStream(of: In.self) else {
      return keep(id, as: In.self) { item, epoch, worker in
        try inspector(item, epoch, worker)
        return true
      }
    }
    advance(past: port.inspectDebug(id, inspector).erased)
  }

  /// As `inspecting`, for callbacks that take `Any`.
  package func inspectingAny(
    _ kind: String, _ file: StaticString, _ line: UInt,
    _ inspector: @escaping @Sendable (Any, _ epoch: Int, _ worker: Int) throws -> Void
  ) {
    keep(unnamed(kind, file, line), as: Any.self) { item, epoch, worker in
      try inspector(item, epoch, worker)
      return true
    }
  }
}
