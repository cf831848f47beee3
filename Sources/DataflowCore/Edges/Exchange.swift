import Synchronization

/// A batch, or a signal, on its way from one worker to another.
///
/// It is handed over whole: the sender forgets it once it is sent, so only one thread ever touches it.
open class Parcel: @unchecked Sendable {
  /// How many items are inside; the mailbox is bounded by their sum.
  public let weight: Int
  public init(weight: Int) { self.weight = weight }
}

/// The items of a batch that belong to one worker.
///
/// A large batch is shared with the other workers as it is: each is told the positions of its items, and none is copied.
@frozen
public struct Share<Element: Sendable>: Sendable {
  public let items: [Element]
  /// What each item was routed by, a key's hash or the number of a sink's partition; empty where there is one worker only.
  public let tags: [UInt64]
  /// Where this worker's items are; `nil` when all of them are.
  public let positions: [Int32]?

  @inlinable
  public init(_ items: [Element], _ tags: [UInt64] = [], at positions: [Int32]? = nil) {
    self.items = items
    self.tags = tags
    self.positions = positions
  }

  @inlinable
  public var count: Int { positions?.count ?? items.count }

  /// The position in `items` of the item that is the worker's own by this number.
  @inlinable @inline(__always)
  public func position(_ number: Int) -> Int { positions.map { Int($0[number]) } ?? number }

  /// The worker's own items in an array of their own, with their tags.
  @inlinable
  public var alone: Share {
    guard let positions else { return self }
    return Share(positions.map { items[Int($0)] }, tags.isEmpty ? [] : positions.map { tags[Int($0)] })
  }
}

/// Items on their way to the worker they belong to.
///
/// Unchecked because the base class is: the argument there holds, and a share is `Sendable`.
@usableFromInline
final class ItemParcel<Element: Sendable>: Parcel, @unchecked Sendable {
  @usableFromInline let share: Share<Element>

  @inlinable
  init(_ share: Share<Element>) {
    self.share = share
    super.init(weight: share.count)
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

/// Tags items: one tag for each item of the batch.
public typealias Tagging<Element> = @Sendable ([Element]) throws -> [UInt64]

extension Assembly {
  /// Connects a step that wants each item on the worker its tag belongs to; with one worker batches go straight through, untagged.
  @inlinable
  public func exchange<Element: Sendable>(
    _ id: StepID, _ port: Int, tagging: @escaping Tagging<Element>, owner: @escaping (UInt64) -> Int,
    deliver: @escaping (Share<Element>) throws -> Void, passOn: @escaping (Signal) throws -> Void
  ) {
    if worker.count == 1 { return connect(port, Inlet(receive: { try deliver(Share($0)) }, signal: passOn)) }
    let exchange = Exchange<Element>(id, in: self, tagging: tagging, owner: owner, deliver: deliver, passOn: passOn)
    exchange.number = add(ParcelReceiver(receive: { try exchange.receive($0) }, flush: { try exchange.flush() }))
    connect(port, Inlet(receive: { try exchange.receive($0) }, signal: { try exchange.send($0) }))
  }
}

/// Hands every item to the worker its tag belongs to, and takes in what the other workers hand to this one.
@usableFromInline
final class Exchange<Element: Sendable> {
  @usableFromInline let id: StepID
  @usableFromInline let worker: WorkerFacts
  @usableFromInline let post: any Post
  @usableFromInline let tagging: Tagging<Element>
  @usableFromInline let owner: (UInt64) -> Int
  @usableFromInline let deliver: (Share<Element>) throws -> Void
  @usableFromInline let passOn: (Signal) throws -> Void
  // Exclusive access holds: these are one thread's, and sending does not come back here before they are put right.
  @exclusivity(unchecked) @usableFromInline var gate: Gate
  @usableFromInline var number = 0
  @exclusivity(unchecked) @usableFromInline var waiting: [(items: [Element], tags: [UInt64])]
  /// Items that make a parcel worth sending by itself.
  @usableFromInline let fullParcel = 256

  @inlinable
  init(
    _ id: StepID, in assembly: Assembly, tagging: @escaping Tagging<Element>, owner: @escaping (UInt64) -> Int,
    deliver: @escaping (Share<Element>) throws -> Void, passOn: @escaping (Signal) throws -> Void
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
  }

  /// Sorts a batch of this worker's by target; what stays here is worked on at once, the rest waits for a full parcel.
  @inlinable
  func receive(_ batch: [Element]) throws {
    let tags = try id.naming { try tagging(batch) }
    let targets = tags.map { owner($0) }
    for target in 0..<worker.count {
      var positions: [Int32] = []
      positions.reserveCapacity(batch.count)
      for position in targets.indices where targets[position] == target { positions.append(Int32(truncatingIfNeeded: position)) }
      if positions.isEmpty { continue }
      let share = Share(batch, tags, at: positions.count == batch.count ? nil : positions)
      if target == worker.index { try deliver(share) } else { try send(share, to: target) }
    }
  }

  /// Sends what is a full parcel by itself; a smaller share waits with others until they are one together.
  @inlinable
  func send(_ share: Share<Element>, to target: Int) throws {
    if share.count >= fullParcel {
      try send(to: target)
      return post.send(ItemParcel(share), receiver: number, to: target)
    }
    let own = share.alone
    waiting[target].items += own.items
    waiting[target].tags += own.tags
    if waiting[target].items.count >= fullParcel { try send(to: target) }
  }

  /// Takes in what another worker sent.
  @inlinable
  func receive(_ parcel: Parcel) throws {
    if let signal = parcel.asSignal { return try arrive(signal) }
    // Receivers are numbered alike on all workers, so a parcel for this one was made by the same step with the same types.
    let parcel = unsafeDowncast(parcel, to: ItemParcel<Element>.self)
    try deliver(parcel.share)
  }

  /// Sends a signal to all workers, behind everything sent before.
  @inlinable
  func send(_ signal: Signal) throws {
    try flush()
    for target in 0..<worker.count where target != worker.index {
      post.send(.carrying(signal), receiver: number, to: target)
    }
    try arrive(signal)
  }

  @inlinable
  func arrive(_ signal: Signal) throws {
    guard gate.passes(signal) else { return }
    if case .close = signal { worker.gatesPassed += 1 }
    try passOn(signal)
  }

  @inlinable
  func flush() throws {
    for target in waiting.indices { try send(to: target) }
  }

  /// Sends what waits for a worker.
  @inlinable
  func send(to target: Int) throws {
    let (items, tags) = waiting[target]
    if items.isEmpty { return }
    waiting[target] = ([], [])
    post.send(ItemParcel(Share(items, tags)), receiver: number, to: target)
  }
}

extension Parcel {
  /// The signal inside, if that is what this parcel carries.
  @usableFromInline
  var asSignal: Signal? { (self as? SignalParcel)?.signal }

  @usableFromInline
  static func carrying(_ signal: Signal) -> Parcel { SignalParcel(signal) }
}

/// Numbers the items of one worker in turn, however small its batches are.
@usableFromInline
final class Turns: Sendable {
  private let count: Atomic<UInt64>

  /// Workers begin apart, so that many that have one item each do not all send it to the same one.
  @usableFromInline
  init(from start: Int) { count = Atomic(UInt64(start)) }

  @usableFromInline
  func next(_ items: Int) -> [UInt64] {
    let end = count.wrappingAdd(UInt64(items), ordering: .relaxed).newValue
    return Array(end - UInt64(items)..<end)
  }
}

extension Port {
  /// Sends each item to some worker in turn.
  @inlinable
  public func redistribute(_ id: StepID) -> Port<Element> {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in
      let count = UInt64(assembly.worker.count)
      let turns = Turns(from: assembly.worker.index)
      assembly.exchange(
        id, index,
        tagging: { (batch: [Element]) in turns.next(batch.count) },
        owner: { Int($0 % count) },
        deliver: { try outlet.emit($0.alone.items) },
        passOn: { try outlet.emit($0) })
    }
  }
}
