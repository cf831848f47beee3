import DataflowCore

/// Cuts a sequence into batches of up to `batchSize`, for the `nextBatch` of a source partition.
///
///     var lines = batch(text.split(separator: "\n"), batchSize: 10)
///     func nextBatch() throws -> [Substring] { try lines.nextBatch() }
public func batch<Items: Sequence>(_ ib: Items, batchSize: Int) -> SequenceBatches<Items.Iterator> {
  SequenceBatches(rest: ib.makeIterator(), batchSize: batchSize)
}

/// The batches of a sequence; ends with it.
public struct SequenceBatches<Items: IteratorProtocol>: IteratorProtocol, Sequence {
  private var rest: Items
  private let batchSize: Int

  init(rest: Items, batchSize: Int) {
    self.rest = rest
    self.batchSize = batchSize
  }

  public mutating func next() -> [Items.Element]? {
    var batch: [Items.Element] = []
    while batch.count < batchSize, let item = rest.next() { batch.append(item) }
    return batch.isEmpty ? nil : batch
  }

  /// As `next`, but throws `StopIteration` at the end.
  public mutating func nextBatch() throws -> [Items.Element] {
    guard let batch = next() else { throw StopIteration() }
    return batch
  }
}

/// Calls `getter` until it returns `nil`, for nothing now, or the batch is full; a batch may be empty.
///
/// The getter throws `StopIteration` at the end: what the batch holds by then is its last.
public func batchGetter<Item>(batchSize: Int, _ getter: @escaping () throws -> Item?) -> GetterBatches<Item> {
  GetterBatches(batchSize: batchSize, getter)
}

/// Calls `getter` until it returns `yieldOn`, for nothing now, or the batch is full; a batch may be empty.
public func batchGetter<Item: Equatable>(
  batchSize: Int, yieldOn: Item, _ getter: @escaping () throws -> Item
) -> GetterBatches<Item> {
  GetterBatches(batchSize: batchSize) {
    let item = try getter()
    return item == yieldOn ? nil : item
  }
}

/// Calls `getter` until it throws an error of type `yieldEx`, for nothing now, or the batch is full; a batch may be empty.
public func batchGetterEx<Item, Nothing: Error>(
  batchSize: Int, yieldEx: Nothing.Type, _ getter: @escaping () throws -> Item
) -> GetterBatches<Item> {
  GetterBatches(batchSize: batchSize) {
    do { return try getter() } catch is Nothing { return nil }
  }
}

/// The batches that a getter fills; ends when the getter throws `StopIteration`.
public struct GetterBatches<Item> {
  private let getter: () throws -> Item?
  private let batchSize: Int
  private var hasEnded = false

  init(batchSize: Int, _ getter: @escaping () throws -> Item?) {
    self.batchSize = batchSize
    self.getter = getter
  }

  /// The next batch, perhaps empty; `nil` at the end.
  public mutating func next() throws -> [Item]? {
    if hasEnded { return nil }
    var batch: [Item] = []
    do {
      while batch.count < batchSize, let item = try getter() { batch.append(item) }
    } catch is StopIteration {
      hasEnded = true
    }
    return batch
  }

  /// As `next`, but throws `StopIteration` at the end.
  public mutating func nextBatch() throws -> [Item] {
    guard let batch = try next() else { throw StopIteration() }
    return batch
  }
}

/// Skips up to `n` elements of an iterator.
@inlinable
public func ffwdIter<Items: IteratorProtocol>(_ it: inout Items, n: Int) {
  for _ in 0..<max(0, n) where it.next() == nil { return }
}
