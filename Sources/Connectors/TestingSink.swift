public import DataflowCore
import Synchronization

/// Appends every item to a list that a test reads afterwards.
///
///     let seen = TestingList<Int>()
///     op.output("out", numbers, TestingSink(into: seen))
///
/// The list is not emptied between executions.
public struct TestingSink<Item: Sendable>: DynamicSink {
  private let list: TestingList<Item>

  public init(into list: TestingList<Item>) { self.list = list }

  public func build(stepID: String, workerIndex: Int, workerCount: Int) throws -> TestingSinkPartition<Item> {
    TestingSinkPartition(list)
  }
}

/// One worker's way to the list.
public final class TestingSinkPartition<Item: Sendable>: StatelessSinkPartition {
  private let list: TestingList<Item>

  init(_ list: TestingList<Item>) { self.list = list }

  public func writeBatch(_ items: [Item]) throws { list.append(contentsOf: items) }
}

/// A list that several workers may append to at once.
public final class TestingList<Item: Sendable>: Sendable {
  private let list: Mutex<[Item]>

  public init(_ items: [Item] = []) { list = Mutex(items) }

  /// Everything appended so far.
  public var items: [Item] { list.withLock { $0 } }

  public func append(contentsOf items: [Item]) { list.withLock { $0 += items } }

  public func removeAll() { list.withLock { $0 = [] } }
}
