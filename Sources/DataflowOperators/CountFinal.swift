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
      assembly.connect(
        index,
        Inlet(
          receive: { batch in
            try id.naming { try counts.add(batch, key) }
            if counts.isFull { try outlet.emit(counts.take()) }
          },
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
  @exclusivity(unchecked) @usableFromInline var table = KeyedTable<Int>()

  /// Keys beyond which memory matters more than what counting them here saves.
  @usableFromInline static let most = 1 << 16

  @inlinable
  init() {}

  @inlinable
  var isFull: Bool { table.count > Self.most }

  /// Counts the items of a batch. The keys of 64 are asked for before the first is looked up, so that lookups can be read ahead together.
  @inlinable
  func add<Item>(_ items: [Item], _ key: (Item) throws -> String) throws {
    // A variable of its own, because the class's would be retained for every item.
    let table = table
    try withUnsafeTemporaryAllocation(of: (key: String, hash: UInt64).self, capacity: 64) { ahead in
      for start in stride(from: 0, to: items.count, by: 64) {
        // What is initialised is `used..<made`, also when `key` throws.
        var (made, used) = (0, 0)
        defer { ahead[used..<made].deinitialize() }
        while made < min(64, items.count &- start) {
          let key = try key(items[start &+ made])
          ahead.initializeElement(at: made, to: (key, stableHash(key)))
          made &+= 1
        }
        if table.isLarge { table.warm(0..<made) { ahead[$0].hash } }
        while used < made {
          let (key, hash) = ahead.moveElement(from: used)
          used &+= 1
          let slot = table.slot(for: key, hash: hash)
          table.slots[slot].state = (table.slots[slot].state ?? 0) &+ 1
        }
      }
    }
  }

  /// The counts, which then begin anew.
  @inlinable
  func take() -> [(String, Int)] {
    if table.count == 0 { return [] }
    let counts = table.states
    table = KeyedTable()
    return counts
  }
}
