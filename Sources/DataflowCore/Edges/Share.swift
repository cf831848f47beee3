/// The items of a batch that belong to one worker.
///
/// A large batch is shared with the other workers as it is: each is told the places of its items, and none is copied. Copying strings
/// costs more than letting another core fetch them, because each copy is counted, and destroyed again.
@frozen
public struct Share<Element: Sendable>: Sendable {
  public var items: [Element]
  /// Where this worker's items are; `nil` where there is one worker only, and all are its own.
  public var places: [Place]?

  @inlinable
  public init(_ items: [Element], at places: [Place]? = nil) {
    self.items = items
    self.places = places
  }

  @inlinable
  public var count: Int { places?.count ?? items.count }

  /// The worker's own items in an array of their own.
  @inlinable
  public var alone: [Element] {
    guard let places, places.count < items.count else { return items }
    return places.map { items[Int($0.position)] }
  }

  /// Adds the items of another share, in an array with those that are here.
  @inlinable
  mutating func append(_ other: [Element], at places: UnsafeBufferPointer<Place>) {
    for place in places {
      self.places?.append(Place(position: items.count, tag: place.tag))
      items.append(other[Int(place.position)])
    }
  }
}

/// Where an item lies in its batch, and what it was routed by.
@frozen
public struct Place: Sendable {
  public let position: Int32
  /// A key's hash or the number of a sink's partition.
  public let tag: UInt64

  @inlinable @inline(__always)
  init(position: Int, tag: UInt64) {
    self.position = Int32(truncatingIfNeeded: position)
    self.tag = tag
  }
}

/// How tags name the worker an item belongs to.
@frozen
public enum Ownership: Sendable {
  /// Tags are hashes: their range is cut into equal parts, one for each worker.
  case inParts
  /// Tags are numbers that are dealt out to the workers in turn.
  case inTurn

  @inlinable @inline(__always)
  func owner(of tag: UInt64, among count: Int) -> Int {
    switch self {
    case .inParts: worker(ofHash: tag, among: count)
    case .inTurn: Int(truncatingIfNeeded: tag % UInt64(truncatingIfNeeded: count))
    }
  }
}

/// Sorts the items of a batch by the worker they belong to.
///
/// Which of two workers owns a key is as hard to foresee as a coin's fall, and a branch taken wrongly costs more than all else that is
/// done for the item here. So there is none: each place is written to the end of its owner's row.
///
/// The rows and their ends live in raw buffers. What makes that sound: `rows` has room for `rowLength` places for each worker, which `sort`
/// sees to before it writes, and a batch has no more items than that; places are read only up to the ends; and a sorter belongs to one
/// exchange of one worker's thread.
public final class Sorter {
  @usableFromInline let ownership: Ownership
  @usableFromInline let workers: Int
  @usableFromInline let ends: UnsafeMutablePointer<Int>
  @exclusivity(unchecked) @usableFromInline var rows: UnsafeMutablePointer<Place>
  @exclusivity(unchecked) @usableFromInline var rowLength = 0

  @usableFromInline
  init(_ ownership: Ownership, among workers: Int) {
    self.ownership = ownership
    self.workers = workers
    ends = .allocate(capacity: workers)
    ends.initialize(repeating: 0, count: workers)
    rows = .allocate(capacity: 0)
  }

  deinit {
    ends.deallocate()
    rows.deallocate()
  }

  /// Finds the owner of each item by the tag that `tag` gives it, in place of what was sorted before.
  @inlinable @inline(__always)
  public func sort<Element>(_ batch: [Element], by tag: (Element) throws -> UInt64) rethrows {
    makeRoom(for: batch.count)
    let (rows, rowLength, ends, workers) = (rows, rowLength, ends, workers)
    for position in batch.indices {
      let tag = try tag(batch[position])
      let owner = ownership.owner(of: tag, among: workers)
      rows[owner &* rowLength &+ ends[owner]] = Place(position: position, tag: tag)
      ends[owner] &+= 1
    }
  }

  /// Where the items of a worker are in the batch sorted last; to be read before the next is sorted.
  @inlinable
  func row(of worker: Int) -> UnsafeBufferPointer<Place> {
    UnsafeBufferPointer(start: rows + worker &* rowLength, count: ends[worker])
  }

  @usableFromInline
  func makeRoom(for count: Int) {
    ends.update(repeating: 0, count: workers)
    if count <= rowLength { return }
    rows.deallocate()
    rows = .allocate(capacity: count * workers)
    rowLength = count
  }
}
