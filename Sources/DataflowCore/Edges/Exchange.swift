import Synchronization

/// A batch, or a signal, on its way from one worker to another.
///
/// It is lent as a whole: from the moment it is sent only the receiver looks inside, and once that has said it is finished only the
/// sender does. So one thread touches it at a time.
open class Parcel: @unchecked Sendable {
  /// How many items are inside; the mailbox is bounded by their sum.
  public let weight: Int
  private let finished = Atomic(false)

  public init(weight: Int) { self.weight = weight }

  /// Says that the receiver has taken in what is inside and has kept hold of none of it.
  public func finish() { finished.store(true, ordering: .releasing) }

  @usableFromInline
  var isFinished: Bool { finished.load(ordering: .acquiring) }
}

/// Items on their way to the worker they belong to.
///
/// Unchecked because the base class is: the argument there holds, and a share is `Sendable`.
@usableFromInline
final class ItemParcel<Element: Sendable>: Parcel, @unchecked Sendable {
  @usableFromInline var share: Share<Element>

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

/// Sorts a batch: finds a tag for each of its items.
public typealias Sorting<Element> = @Sendable ([Element], Sorter) throws -> Void

extension Assembly {
  /// Connects a step that wants each item on the worker its tag belongs to; with one worker batches go straight through, untagged.
  @inlinable
  public func exchange<Element: Sendable>(
    _ id: StepID, _ port: Int, by ownership: Ownership, sorting: @escaping Sorting<Element>,
    deliver: @escaping (Share<Element>) throws -> Void, passOn: @escaping (Signal) throws -> Void
  ) {
    if worker.count == 1 { return connect(port, Inlet(receive: { try deliver(Share($0)) }, signal: passOn)) }
    let exchange = Exchange<Element>(id, in: self, by: ownership, sorting: sorting, deliver: deliver, passOn: passOn)
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
  @usableFromInline let sorting: Sorting<Element>
  @usableFromInline let sorter: Sorter
  @usableFromInline let deliver: (Share<Element>) throws -> Void
  @usableFromInline let passOn: (Signal) throws -> Void
  // Exclusive access holds: these are one thread's, and sending does not come back here before they are put right.
  @exclusivity(unchecked) @usableFromInline var gate: Gate
  @usableFromInline var number = 0
  @exclusivity(unchecked) @usableFromInline var waiting: [Share<Element>]
  /// What has been sent to each worker, in order, until its items are taken back.
  @exclusivity(unchecked) @usableFromInline var lent: [[ItemParcel<Element>]]
  /// Items that make a parcel worth sending by itself.
  @usableFromInline let fullParcel = 256

  @inlinable
  init(
    _ id: StepID, in assembly: Assembly, by ownership: Ownership, sorting: @escaping Sorting<Element>,
    deliver: @escaping (Share<Element>) throws -> Void, passOn: @escaping (Signal) throws -> Void
  ) {
    self.id = id
    worker = assembly.worker
    post = assembly.post
    self.sorting = sorting
    sorter = Sorter(ownership, among: assembly.worker.count)
    self.deliver = deliver
    self.passOn = passOn
    gate = Gate(edges: assembly.worker.count)
    waiting = Array(repeating: Share([], at: []), count: assembly.worker.count)
    lent = Array(repeating: [], count: assembly.worker.count)
  }

  /// Sorts a batch of this worker's by target; what stays here is worked on at once, the rest waits for a full parcel.
  @inlinable
  func receive(_ batch: [Element]) throws {
    try id.naming { try sorting(batch, sorter) }
    // The other workers' first, so that they need not wait while this one works on its own.
    for target in 0..<worker.count where target != worker.index { try send(batch, to: target) }
    let own = sorter.row(of: worker.index)
    if !own.isEmpty { try deliver(Share(batch, at: Array(own))) }
  }

  /// Sends what is a full parcel by itself; a smaller share waits with others until they are one together.
  @inlinable
  func send(_ batch: [Element], to target: Int) throws {
    let row = sorter.row(of: target)
    if row.isEmpty { return }
    if row.count >= fullParcel {
      try send(to: target)
      return lend(Share(batch, at: Array(row)), to: target)
    }
    waiting[target].append(batch, at: row)
    if waiting[target].count >= fullParcel { try send(to: target) }
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
    for target in waiting.indices {
      takeBack(from: target)
      try send(to: target)
    }
  }

  /// Sends what waits for a worker.
  @inlinable
  func send(to target: Int) throws {
    let share = waiting[target]
    if share.count == 0 { return }
    waiting[target] = Share([], at: [])
    lend(share, to: target)
  }

  @inlinable
  func lend(_ share: Share<Element>, to target: Int) {
    takeBack(from: target)
    let parcel = ItemParcel(share)
    lent[target].append(parcel)
    post.send(parcel, receiver: number, to: target)
  }

  /// Destroys items that another worker has finished with. Memory is freed where it was allocated, because the system's allocator gives
  /// each thread a part of its own, behind a lock: workers that free what others allocated wait for one another.
  @inlinable
  func takeBack(from target: Int) {
    var finished = 0
    while finished < lent[target].count && lent[target][finished].isFinished {
      lent[target][finished].share = Share([])
      finished += 1
    }
    if finished > 0 { lent[target].removeFirst(finished) }
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
  func next(_ items: Int) -> Range<UInt64> {
    let end = count.wrappingAdd(UInt64(items), ordering: .relaxed).newValue
    return end - UInt64(items)..<end
  }
}

extension Port {
  /// Sends each item to some worker in turn.
  @inlinable
  public func redistribute(_ id: StepID) -> Port<Element> {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in Self.deal(id, index, assembly, outlet) }
  }

  /// As `redistribute`, but where a step below sees the order in which the items of a key come, they stay with the worker that read them:
  /// on their way over different workers they would overtake one another.
  @inlinable
  public func spread(_ id: StepID) -> Port<Element> {
    graph.add(id, reads: [erased]) { [index] assembly, outlet in
      guard assembly.seenBelow.contains(.orderByKey) else { return Self.deal(id, index, assembly, outlet) }
      assembly.connect(
        index,
        Inlet(receive: { try outlet.emit($0) }, one: { try outlet.emit(one: $0) }, signal: { try outlet.emit($0) }))
    }
  }

  @inlinable
  static func deal(_ id: StepID, _ index: Int, _ assembly: Assembly, _ outlet: Outlet<Element>) {
    let turns = Turns(from: assembly.worker.index)
    assembly.exchange(
      id, index, by: .inTurn,
      sorting: { (batch: [Element], sorter) in
        var turn = turns.next(batch.count).makeIterator()
        sorter.sort(batch) { _ in turn.next() ?? 0 }
      },
      deliver: { try outlet.emit($0.alone) },
      passOn: { try outlet.emit($0) })
  }
}
