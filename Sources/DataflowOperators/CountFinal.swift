import DataflowCore

extension Port {
  /// Counts the items of each key; emitted once the input has ended. Recovery rows are kept under `recovery`.
  ///
  /// Each worker counts what it reads before anything is sent to the keys' own workers, at the latest when an epoch closes: sums of
  /// counts are the same in whatever order they are made.
  @inlinable
  public func countFinal(
    _ id: StepID, recovery: StepID, _ key: @escaping @Sendable (Element) throws -> String
  ) -> Port<(String, Int)> {
    countedWhereRead(id, key).reduceFinal(recovery, +)
  }

  /// Turns the items of an epoch into one count a key, or a few where there are many keys.
  @inlinable
  func countedWhereRead(_ id: StepID, _ key: @escaping @Sendable (Element) throws -> String) -> Port<(String, Int)> {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in
      let counts = Counts()
      let count = { (item: Element) throws in
        counts.add(try id.naming { try key(item) })
        if counts.isFull { try outlet.emit(counts.take()) }
      }
      assembly.connect(
        index,
        Inlet(
          receive: { batch in for item in batch { try count(item) } }, one: count, gathers: true,
          signal: {
            try outlet.emit(counts.take())
            try outlet.emit($0)
          }))
    }
  }
}

/// How often each key came since the counts were last taken. One worker's alone.
@usableFromInline
final class Counts {
  @exclusivity(unchecked) private var table = KeyedTable<Int>()

  /// Keys that have come and are not counted yet: they are looked up together, so that the processor waits for what the lookups read all
  /// at once. `ahead[0..<waiting]` is what is initialised; nobody else knows of this memory.
  @usableFromInline let ahead = UnsafeMutablePointer<(key: String, hash: UInt64)>.allocate(capacity: most)
  @exclusivity(unchecked) @usableFromInline var waiting = 0
  @usableFromInline static var most: Int { 64 }

  /// Whether there are so many keys that memory matters more than what counting them here saves.
  @exclusivity(unchecked) @usableFromInline private(set) var isFull = false

  @usableFromInline
  init() {}

  deinit {
    ahead.deinitialize(count: waiting)
    ahead.deallocate()
  }

  @inlinable @inline(__always)
  func add(_ key: consuming String) {
    let hash = stableHash(key)
    (ahead + waiting).initialize(to: (key, hash))
    waiting &+= 1
    if waiting == Self.most { countWaiting() }
  }

  @usableFromInline
  func countWaiting() {
    // A variable of its own, because the class's would be retained for every item.
    let (table, ahead) = (table, ahead)
    if table.isLarge { table.warm(0..<waiting) { ahead[$0].hash } }
    for number in 0..<waiting {
      let (key, hash) = (ahead + number).move()
      let slot = table.slot(for: key, hash: hash)
      table.slots[slot].state = (table.slots[slot].state ?? 0) &+ 1
    }
    waiting = 0
    isFull = table.count > 1 << 16
  }

  /// The counts, which then begin anew.
  @usableFromInline
  func take() -> [(String, Int)] {
    countWaiting()
    if table.count == 0 { return [] }
    let counts = table.states
    table = KeyedTable()
    isFull = false
    return counts
  }
}
