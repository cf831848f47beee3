import DataflowCore

extension Port {
  /// Stops the flow at the first item that comes.
  @inlinable
  public func raises(_ id: StepID) {
    let _: Port<Never> = flatMapBatch(id) { items in throw UnexpectedItem("\(items[0])") }
  }
}

/// Thrown by a `raises` step that got an item.
public struct UnexpectedItem: Error, CustomStringConvertible {
  public let item: String
  public init(_ item: String) { self.item = item }
  public var description: String { "`raises` step got an item: \(item)" }
}
