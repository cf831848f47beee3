import DataflowCore
import DataflowOperators

extension Stream {
  /// Sends each item to `trues` if `predicate` holds, else to `falses`.
  @inlinable
  public func branch(
    _ stepID: String, _ predicate: @escaping @Sendable (Element) throws -> Bool,
    file: StaticString = #filePath, line: UInt = #line
  ) -> BranchOut<Element> {
    let (trues, falses) = port.branch(newStep(stepID, "branch", file, line), where: predicate)
    return BranchOut(trues: then(trues), falses: then(falses))
  }

  /// Joins streams of one type into one; no order is promised between them.
  public func merge(
    _ stepID: String, _ others: Stream<Element>..., file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    merge(stepID, with: others, file, line)
  }

  func merge(_ stepID: String, with others: [Stream<Element>], _ file: StaticString, _ line: UInt) -> Stream<Element> {
    then(Port.merge(newStep(stepID, "merge", file, line), port.graph, [port] + others.map(\.port)))
  }

  /// Sends each item to some worker in turn.
  public func redistribute(_ stepID: String, file: StaticString = #filePath, line: UInt = #line) -> Stream<Element> {
    then(port.redistribute(newStep(stepID, "redistribute", file, line)))
  }
}

extension StreamOperators {
  /// Sends each item to `trues` if `predicate` holds, else to `falses`.
  @inlinable
  public static func branch<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ predicate: @escaping @Sendable (Element) throws -> Bool,
    file: StaticString = #filePath, line: UInt = #line
  ) -> BranchOut<Element> {
    up.branch(stepID, predicate, file: file, line: line)
  }

  /// Joins streams of one type into one; no order is promised between them.
  public static func merge<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>, _ others: Stream<Element>..., file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    up.merge(stepID, with: others, file, line)
  }

  /// Sends each item to some worker in turn.
  public static func redistribute<Element: Sendable>(
    _ stepID: String, _ up: Stream<Element>, file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<Element> {
    up.redistribute(stepID, file: file, line: line)
  }
}
