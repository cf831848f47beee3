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

  @inlinable
  func add<Item>(_ items: [Item], _ key: (Item) throws -> String) throws {
    for start in stride(from: 0, to: items.count, by: 64) {
      let keys = try items[start..<min(start &+ 64, items.count)].eachMapped(key)
      let hashes = keys.eachMapped { stableHash($0) }
      if table.isLarge { table.warm(hashes.indices) { hashes[$0] } }
      for position in keys.indices {
        let slot = table.slot(for: keys[position], hash: hashes[position])
        table.slots[slot].state = (table.slots[slot].state ?? 0) &+ 1
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
