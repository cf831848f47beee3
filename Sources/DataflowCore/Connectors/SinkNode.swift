/// The partitions of one output step that one worker writes.
@usableFromInline
final class PartitionedWriter<Item: Sendable> {
  private let id: StepID
  private let names: [String]
  private let open: (Int) throws -> PartitionWriter<Item>
  private let eager: Bool
  @usableFromInline let number: @Sendable (Item) throws -> Int
  private var writers: [PartitionWriter<Item>?]
  private var written: [Bool]
  /// What the present batch has for each partition; empty in between, so that a batch costs nothing for partitions it has nothing for.
  private var sorted: [[Item]]

  @usableFromInline
  init(
    _ id: StepID, names: [String], eager: Bool, number: @escaping @Sendable (Item) throws -> Int,
    open: @escaping (Int) throws -> PartitionWriter<Item>
  ) {
    self.id = id
    self.names = names
    self.eager = eager
    self.number = number
    self.open = open
    writers = Array(repeating: nil, count: names.count)
    written = Array(repeating: eager, count: names.count)
    sorted = Array(repeating: [], count: names.count)
  }

  /// Opens a partition before anything is written to it.
  func prepare(_ part: Int) throws { writers[part] = try open(part) }

  /// Writes each item to its partition; the tags are the partitions' numbers, if they are known already.
  @usableFromInline
  func write(_ share: Share<Item>) throws {
    try id.naming {
      if names.count == 1 { return try write(share.alone, to: 0) }
      var parts: [Int] = []
      func sort(_ item: Item, to part: Int) {
        if sorted[part].isEmpty { parts.append(part) }
        sorted[part].append(item)
      }
      if let places = share.places {
        for place in places { sort(share.items[Int(place.position)], to: Int(place.tag)) }
      } else {
        for item in share.items { sort(item, to: try number(item)) }
      }
      for part in parts.sorted() {
        let items = sorted[part]
        sorted[part] = []
        try write(items, to: part)
      }
    }
  }

  private func write(_ items: [Item], to part: Int) throws {
    let writer = try writers[part] ?? open(part)
    writers[part] = writer
    written[part] = true
    try writer.write(items)
  }

  /// The positions of partitions written since they were last asked for; of all where they are opened eagerly.
  @usableFromInline
  func snapshots() throws -> [Snapshot] {
    try id.naming {
      try writers.indices.compactMap { part in
        guard written[part], let state = writers[part]?.snapshot else { return nil }
        written[part] = eager
        return Snapshot(step: id.qualified, key: names[part], state: try state())
      }
    }
  }

  /// Closes what is open; the first error counts, after all have been closed.
  @usableFromInline
  func close() throws {
    var failure: (any Error)?
    for part in writers.indices {
      do { try writers[part]?.close() } catch { failure = failure ?? error }
      writers[part] = nil
    }
    if let failure { throw StepError.naming(id, failure) }
  }
}

extension Port {
  /// Adds a step that writes every item to a sink.
  ///
  /// `sees` is for sinks without partitions: whether whoever reads what they write minds in which order the items of a key come.
  @inlinable
  public func output(_ id: StepID, _ recipe: SinkRecipe<Element>, sees arrival: Arrival = []) {
    if case .step(let add) = recipe { return add(id, self) }
    graph.add(id, reads: [erased], keepsRows: recipe.hasPartitions, sees: recipe.hasPartitions ? arrival.union(.orderByKey) : arrival) { [index] assembly in
      switch recipe {
      case .dynamic(let open):
        let writer = try open(id, assembly.worker)
        let inlet = Inlet<Element>(
          receive: { batch in try id.naming { try writer.write(batch) } }, signal: { _ in })
        assembly.addClosing { try id.naming { try writer.close() } }
        assembly.connect(index, inlet)
      case .partitioned(let list, let number, let open, let eager):
        let writer = try assembly.partitions(id, list: list, number: number, open: open, eager: eager)
        let (log, number) = (assembly.log, writer.number)
        assembly.addClosing { try writer.close() }
        assembly.exchange(
          id, index, by: .inTurn, sorting: { batch, sorter in try sorter.sort(batch) { UInt64(try number($0)) } },
          deliver: { try writer.write($0) },
          passOn: { if case .close = $0, log.isOpen { log.append(try writer.snapshots()) } })
      case .step: break
      }
    }
  }
}

extension Assembly {
  /// Opens a partitioned sink; partitions belong to workers in turn, and those with a position to go back to are opened at once.
  @usableFromInline
  func partitions<Item>(
    _ id: StepID, list: () throws -> [String], number: @escaping @Sendable (Item) throws -> Int,
    open: @escaping (StepID, String, [UInt8]?) throws -> PartitionWriter<Item>, eager: Bool
  ) throws -> PartitionedWriter<Item> {
    let names = Set(try list()).sorted(by: bytesPrecede)
    let resume = try log.positions(of: id)
    let partition: @Sendable (Item) throws -> Int = { item in
      guard !names.isEmpty else { throw NoPartitions() }
      return ((try number(item) % names.count) + names.count) % names.count
    }
    let writer = PartitionedWriter<Item>(id, names: names, eager: eager, number: partition) {
      do { return try open(id, names[$0], resume[names[$0]]) } catch { throw StateNotReadable.naming(names[$0], error) }
    }
    for part in names.indices where part % worker.count == worker.index && (eager || resume[names[part]] != nil) {
      try writer.prepare(part)
    }
    return writer
  }
}

/// Thrown when an item reaches a partitioned sink that lists no partitions.
struct NoPartitions: Error, CustomStringConvertible {
  var description: String { "the sink lists no partitions; list at least one" }
}
