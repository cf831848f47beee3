/// How the engine writes to a sink, whichever era's protocol the sink was written to.
public enum SinkRecipe<Item: Sendable>: Sendable {
  /// `number` picks the partition of an item: its remainder by the count of names is an index into the sorted names.
  /// `eager` opens all partitions at start and snapshots each of them every epoch, as 0.16 did.
  case partitioned(
    list: @Sendable () throws -> [String],
    number: @Sendable (Item) throws -> Int,
    open: @Sendable (_ id: StepID, _ part: String, _ resume: [UInt8]?) throws -> PartitionWriter<Item>,
    eager: Bool = false)
  case dynamic(open: @Sendable (_ id: StepID, _ worker: WorkerFacts) throws -> PartitionWriter<Item>)

  /// The same sink behind a step that turns `New` items into its own.
  public func mapBatches<New: Sendable>(_ transform: @escaping @Sendable ([New]) throws -> [Item]) -> SinkRecipe<New> {
    switch self {
    case .partitioned(let list, let number, let open, let eager):
      .partitioned(
        list: list,
        number: { try number(transform([$0])[0]) },
        open: { try open($0, $1, $2).mapBatches(transform) },
        eager: eager)
    case .dynamic(let open):
      .dynamic { try open($0, $1).mapBatches(transform) }
    }
  }
}

/// An open partition of a sink.
public struct PartitionWriter<Item: Sendable> {
  public let write: ([Item]) throws -> Void
  /// The encoded position; `nil` for partitions without one.
  public let snapshot: (() throws -> [UInt8])?
  public let close: () throws -> Void

  public init(write: @escaping ([Item]) throws -> Void, snapshot: (() throws -> [UInt8])?, close: @escaping () throws -> Void) {
    self.write = write
    self.snapshot = snapshot
    self.close = close
  }

  func mapBatches<New: Sendable>(_ transform: @escaping ([New]) throws -> [Item]) -> PartitionWriter<New> {
    PartitionWriter<New>(write: { try write(transform($0)) }, snapshot: snapshot, close: close)
  }
}

/// The end of a stream on one worker: writes to the sink, and tells those behind it, if any, when a signal has passed.
final class SinkNode<Item: Sendable>: ClosingNode {
  let id: StepID
  private let log: any SnapshotLog
  private let tagging: Tagging<Item>
  private let open: (Int) throws -> PartitionWriter<Item>
  private let names: [String]
  private var writers: [PartitionWriter<Item>?]
  private var written: [Bool]
  private let eager: Bool

  init(
    _ id: StepID, in assembly: Assembly, names: [String], eager: Bool, tagging: @escaping Tagging<Item>,
    open: @escaping (Int) throws -> PartitionWriter<Item>
  ) {
    self.id = id
    self.names = names
    self.eager = eager
    self.tagging = tagging
    self.open = open
    log = assembly.log
    writers = Array(repeating: nil, count: names.count)
    written = Array(repeating: eager, count: names.count)
  }

  /// Opens a partition before anything is written to it.
  func prepare(_ part: Int) throws { writers[part] = try open(part) }

  func receive(_ items: [Item], _ tags: [UInt64]) throws {
    do {
      if names.count == 1 { return try write(items, to: 0) }
      let tags = tags.isEmpty ? try tagging(items) : tags
      var byPart: [[Item]] = Array(repeating: [], count: names.count)
      for (item, tag) in zip(items, tags) { byPart[Int(tag)].append(item) }
      for part in byPart.indices where !byPart[part].isEmpty { try write(byPart[part], to: part) }
    } catch { throw StepError.naming(id, error) }
  }

  private func write(_ items: [Item], to part: Int) throws {
    let writer = try writers[part] ?? open(part)
    writers[part] = writer
    written[part] = true
    try writer.write(items)
  }

  func receive(_ signal: Signal) throws {
    guard case .close = signal, log.isOpen else { return }
    do {
      for part in writers.indices where written[part] {
        written[part] = eager
        guard let state = writers[part]?.snapshot else { continue }
        log.append([Snapshot(step: id.qualified, key: names[part], state: try state())])
      }
    } catch { throw StepError.naming(id, error) }
  }

  func close() throws {
    var failure: (any Error)?
    for part in writers.indices {
      do { try writers[part]?.close() } catch { failure = failure ?? error }
      writers[part] = nil
    }
    if let failure { throw StepError.naming(id, failure) }
  }
}

/// Feeds a sink that takes items where they are.
private final class SinkInlet<Item: Sendable>: Inlet<Item> {
  private let node: SinkNode<Item>
  init(_ node: SinkNode<Item>) { self.node = node }
  override func receive(_ batch: consuming [Item]) throws { try node.receive(batch, []) }
  override func receive(_ signal: Signal) throws { try node.receive(signal) }
}

extension Port {
  /// Adds a step that writes every item to a sink.
  public func output(_ id: StepID, _ recipe: SinkRecipe<Element>) {
    graph.add(id, reads: [erased]) { [index] assembly in
      switch recipe {
      case .dynamic(let open):
        let worker = assembly.worker
        let node = SinkNode<Element>(
          id, in: assembly, names: [""], eager: false, tagging: { _ in [] }, open: { _ in try open(id, worker) })
        try node.prepare(0)
        assembly.add(node)
        assembly.connect(index, SinkInlet(node))
      case .partitioned(let list, let number, let open, let eager):
        let names = Set(try list()).sorted(by: bytesPrecede)
        let resume = Dictionary(try assembly.log.resumeStates(of: id).map { ($0.key, $0.state) }) { $1 }
        let tagging: Tagging<Element> = { items in
          guard !names.isEmpty else { throw NoPartitions() }
          return try items.map { UInt64(((try number($0) % names.count) + names.count) % names.count) }
        }
        let node = SinkNode<Element>(id, in: assembly, names: names, eager: eager, tagging: tagging) {
          try open(id, names[$0], resume[names[$0]])
        }
        let (own, count) = (assembly.worker.index, assembly.worker.count)
        for part in names.indices where part % count == own && (eager || resume[names[part]] != nil) { try node.prepare(part) }
        assembly.add(node)
        assembly.connect(
          index,
          Exchange<Element>(
            id, in: assembly, tagging: tagging, owner: { Int($0) % count },
            deliver: { try node.receive($0, $1) }, passOn: { try node.receive($0) }))
      }
    }
  }
}

/// Thrown when an item reaches a partitioned sink that lists no partitions.
struct NoPartitions: Error, CustomStringConvertible {
  var description: String { "the sink lists no partitions; list at least one" }
}
