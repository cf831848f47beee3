public import DataflowCore
import Synchronization

/// Emits what a sequence holds, for tests and first steps.
///
///     let numbers = op.input("numbers", flow, TestingSource(0..<10))
///
/// One worker reads it. The position is the number of entries passed, marks included; a sequence that can be walked
/// through only once, a generator say, continues where it is when the flow is run again.
public struct TestingSource<Item: Sendable>: FixedPartitionedSource {
  /// An item, or a mark that ends an execution.
  public enum Entry: Sendable {
    case item(Item)
    /// Ends this execution; the next one continues behind it.
    case eof
    /// Stops this execution as a crash would; the source meets it once, later executions pass over it. For one worker.
    case abort
  }

  /// Opens the sequence at a position; what it returns gives the next batch and moves the position on.
  @usableFromInline typealias Opening = @Sendable (_ start: Int) -> (_ position: inout Int) throws -> [Item]
  private let open: Opening

  @usableFromInline init(open: @escaping Opening) { self.open = open }

  /// Emits the items of a sequence, `batchSize` at a time.
  @inlinable
  public init<Items: Sequence & Sendable>(_ ib: Items, batchSize: Int = 1) where Items.Element == Item {
    self.init { start in
      var rest = ib.makeIterator()
      ffwdIter(&rest, n: start)
      return { try takeBatch(&rest, batchSize, &$0) }
    }
  }

  /// Emits the items of a sequence that workers could not share; it is handed over to this source.
  @_disfavoredOverload
  public init<Items: Sequence>(_ ib: sending Items, batchSize: Int = 1) where Items.Element == Item {
    let shared = LockedSequence(ib)
    self.init { start in
      let rest = shared.rest(from: start)
      return { try shared.takeBatch(rest, batchSize, &$0) }
    }
  }

  /// Emits items and obeys marks.
  public init(_ ib: [Entry], batchSize: Int = 1) {
    let met = AbortsMet()
    self.init { _ in
      var hasEnded = false
      return { position in
        if hasEnded { throw StopIteration() }
        var batch: [Item] = []
        while batch.count < max(1, batchSize), position < ib.count {
          switch ib[position] {
          case .item(let item): batch.append(item)
          case .abort where met.contains(position): break
          case .abort where batch.isEmpty:
            met.insert(position)
            throw AbortExecution()
          case .abort: return batch
          case .eof: hasEnded = true
          }
          position += 1
          if hasEnded { break }
        }
        if batch.isEmpty { throw StopIteration() }
        return batch
      }
    }
  }

  public func listParts() throws -> [String] { ["iterable"] }

  public func buildPart(stepID: String, forPart: String, resumeState: Int?) throws -> TestingPartition<Item> {
    TestingPartition(from: resumeState ?? 0, open)
  }
}

/// The entries of a testing source that are still to come.
public final class TestingPartition<Item: Sendable>: StatefulSourcePartition {
  private let read: (inout Int) throws -> [Item]
  private var position: Int

  init(from start: Int, _ open: TestingSource<Item>.Opening) {
    position = start
    read = open(start)
  }

  public func nextBatch() throws -> [Item] { try read(&position) }

  public func snapshot() -> Int { position }
}

@inlinable
func takeBatch<Items: IteratorProtocol>(_ rest: inout Items, _ batchSize: Int, _ position: inout Int) throws -> [Items.Element] {
  let size = max(1, batchSize)
  var batch: [Items.Element] = []
  batch.reserveCapacity(min(size, 4096))
  while batch.count < size, let item = rest.next() { batch.append(item) }
  if batch.isEmpty { throw StopIteration() }
  position += batch.count
  return batch
}

/// Which of a source's abort marks have been met, by their positions.
private final class AbortsMet: Sendable {
  private let positions = Mutex<Set<Int>>([])
  func contains(_ position: Int) -> Bool { positions.withLock { $0.contains(position) } }
  func insert(_ position: Int) { positions.withLock { _ = $0.insert(position) } }
}

/// A sequence that is not `Sendable`, and the iterators made from it, which may share its state.
///
/// Unchecked because `sending` made this object the only owner of the sequence, and neither it nor an iterator made
/// from it is ever touched without the lock.
private final class LockedSequence<Item: Sendable>: @unchecked Sendable {
  final class Rest {
    var iterator: AnyIterator<Item>
    init(_ iterator: AnyIterator<Item>) { self.iterator = iterator }
  }

  private let lock = Mutex(())
  private let makeIterator: () -> AnyIterator<Item>

  init(_ items: sending some Sequence<Item>) {
    makeIterator = { AnyIterator(items.makeIterator()) }
  }

  func rest(from start: Int) -> Rest {
    nonisolated(unsafe) let rest = lock.withLock { _ in
      nonisolated(unsafe) let rest = Rest(makeIterator())
      ffwdIter(&rest.iterator, n: start)
      return rest
    }
    return rest
  }

  func takeBatch(_ rest: Rest, _ batchSize: Int, _ position: inout Int) throws -> [Item] {
    try lock.withLock { _ in try Connectors.takeBatch(&rest.iterator, batchSize, &position) }
  }
}
