/// A batch, or a signal, on its way from one worker to another.
///
/// It is handed over whole: the sender forgets it once it is sent, so only one thread ever touches it.
open class Parcel: @unchecked Sendable {
  /// How many items are inside; the mailbox is bounded by their sum.
  public let weight: Int
  public init(weight: Int) { self.weight = weight }
}

/// Items with the tag each was routed by: a key's hash, or the number of a sink's partition.
///
/// Unchecked because the base class is: the argument there holds, and its items are `Sendable`.
final class ItemParcel<Element: Sendable>: Parcel, @unchecked Sendable {
  let items: [Element]
  let tags: [UInt64]
  init(_ items: [Element], _ tags: [UInt64]) {
    self.items = items
    self.tags = tags
    super.init(weight: items.count)
  }
}

/// A signal from one sender; it follows every item that sender sent before.
final class SignalParcel: Parcel, @unchecked Sendable {
  let signal: Signal
  init(_ signal: Signal) {
    self.signal = signal
    super.init(weight: 0)
  }
}

/// Tags items: writes one tag for each item of the batch.
public typealias Tagging<Element> = @Sendable ([Element]) throws -> [UInt64]

/// Hands every item to the worker its tag belongs to, and takes in what the other workers hand to this one.
///
/// With one worker nothing is tagged or copied: batches go straight through with no tags.
final class Exchange<Element: Sendable>: Inlet<Element>, ParcelReceiver {
  private let id: StepID
  private let worker: WorkerFacts
  private let post: any Post
  private let tagging: Tagging<Element>
  private let owner: (UInt64) -> Int
  private let deliver: ([Element], [UInt64]) throws -> Void
  private let passOn: (Signal) throws -> Void
  private var gate: Gate
  private var number = 0
  private var waiting: [(items: [Element], tags: [UInt64])]
  /// Items that make a parcel worth sending by itself.
  private let fullParcel = 1024

  init(
    _ id: StepID, in assembly: Assembly, tagging: @escaping Tagging<Element>, owner: @escaping (UInt64) -> Int,
    deliver: @escaping ([Element], [UInt64]) throws -> Void, passOn: @escaping (Signal) throws -> Void
  ) {
    self.id = id
    worker = assembly.worker
    post = assembly.post
    self.tagging = tagging
    self.owner = owner
    self.deliver = deliver
    self.passOn = passOn
    gate = Gate(edges: assembly.worker.count)
    waiting = Array(repeating: ([], []), count: assembly.worker.count)
    super.init()
    if assembly.worker.count > 1 { number = assembly.add(self) }
  }

  override func receive(_ batch: consuming [Element]) throws {
    if worker.count == 1 { return try deliver(batch, []) }
    let tags: [UInt64]
    do { tags = try tagging(batch) } catch { throw StepError.naming(id, error) }
    for (item, tag) in zip(batch, tags) {
      let target = owner(tag)
      waiting[target].items.append(item)
      waiting[target].tags.append(tag)
    }
    for target in waiting.indices where target == worker.index ? !waiting[target].items.isEmpty : waiting[target].items.count >= fullParcel {
      try send(to: target)
    }
  }

  override func receive(_ signal: Signal) throws {
    if worker.count == 1 { return try passOn(signal) }
    try flush()
    for target in 0..<worker.count where target != worker.index {
      post.send(SignalParcel(signal), receiver: number, to: target)
    }
    try arrive(signal)
  }

  private func arrive(_ signal: Signal) throws {
    guard gate.passes(signal) else { return }
    if case .close = signal { worker.gatesPassed += 1 }
    try passOn(signal)
  }

  func receive(_ parcel: Parcel) throws {
    if let parcel = parcel as? SignalParcel {
      try arrive(parcel.signal)
    } else {
      // Receivers are numbered alike on all workers, so a parcel for this one was made by the same step with the same types.
      let parcel = unsafeDowncast(parcel, to: ItemParcel<Element>.self)
      try deliver(parcel.items, parcel.tags)
    }
  }

  func flush() throws {
    for target in waiting.indices where !waiting[target].items.isEmpty { try send(to: target) }
  }

  private func send(to target: Int) throws {
    let (items, tags) = waiting[target]
    waiting[target] = ([], [])
    if target == worker.index {
      try deliver(items, tags)
    } else {
      post.send(ItemParcel(items, tags), receiver: number, to: target)
    }
  }
}

extension Port {
  /// Sends each item to some worker in turn.
  public func redistribute(_ id: StepID) -> Port<Element> {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in
      let count = UInt64(assembly.worker.count)
      assembly.connect(
        index,
        Exchange<Element>(
          id, in: assembly,
          tagging: { batch in (0..<UInt64(batch.count)).map { $0 } },
          owner: { Int($0 % count) },
          deliver: { items, _ in try outlet.emit(items) },
          passOn: { try outlet.emit($0) }))
    }
  }
}
