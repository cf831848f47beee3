/// What a node may ask of the worker it belongs to.
///
/// Its variables are plain numbers that one thread reads and writes, so no access can overlap another.
public final class WorkerFacts {
  public let index: Int
  public let count: Int
  /// The system time of the present activation; read once for each, never per item.
  @exclusivity(unchecked) public var now: Instant
  /// The epoch that items of the present activation belong to.
  @exclusivity(unchecked) public var epoch: Int
  /// How many exchanges the present epoch's markers have come through.
  public var gatesPassed = 0

  /// What nodes have counted, by name.
  public private(set) var counts: [String: Count] = [:]

  /// Whether batches are taken apart as they leave their source.
  public let movesSingly: Bool

  /// Whether a partition is left alone for a moment after each poll where that can be seen.
  public let pausesAfterPolls: Bool

  /// Whether the run is over, for nodes that wait for something outside and should give up then.
  public let isStopping: () -> Bool

  public init(
    index: Int, count: Int, now: Instant, epoch: Int, movesSingly: Bool = false, pausesAfterPolls: Bool = false,
    isStopping: @escaping () -> Bool = { false }
  ) {
    self.movesSingly = movesSingly
    self.pausesAfterPolls = pausesAfterPolls
    self.isStopping = isStopping
    self.index = index
    self.count = count
    self.now = now
    self.epoch = epoch
  }

  /// The count of a name, made if there was none.
  public func count(_ name: String) -> Count {
    if let count = counts[name] { return count }
    let count = Count()
    counts[name] = count
    return count
  }
}

/// A node that wants to be woken at a moment.
public struct TimedNode {
  public let nextWake: () -> Instant?
  /// Runs what is due at the worker's present time.
  public let wake: () throws -> Void

  @inlinable
  public init(nextWake: @escaping () -> Instant?, wake: @escaping () throws -> Void) {
    self.nextWake = nextWake
    self.wake = wake
  }
}

/// A node that takes in what nodes of the same step on other workers send it.
public struct ParcelReceiver {
  public let receive: (Parcel) throws -> Void
  /// Sends on whatever waits for a fuller parcel.
  public let flush: () throws -> Void

  @inlinable
  public init(receive: @escaping (Parcel) throws -> Void, flush: @escaping () throws -> Void) {
    self.receive = receive
    self.flush = flush
  }
}

/// Where a worker's nodes leave snapshots when an epoch closes.
public protocol SnapshotLog: AnyObject {
  /// False when nobody wants snapshots, so that nodes need not keep track of what changed.
  var isOpen: Bool { get }
  func append(_ snapshots: [Snapshot])
  /// Calls `body` with what an earlier execution kept for a step, one state for each key or partition.
  func readStates(of step: StepID, _ body: (_ key: String, _ state: [UInt8]) throws -> Void) throws
  /// The last epoch that a crash can no longer take back; `waiting` for all complete ones first.
  func safeEpoch(waiting: Bool) throws -> Int
}

extension SnapshotLog {
  /// What an earlier execution kept for a source or sink, by partition.
  func positions(of step: StepID) throws -> [String: [UInt8]] {
    var positions: [String: [UInt8]] = [:]
    try readStates(of: step) { positions[$0] = $1 }
    return positions
  }
}

/// How parcels reach other workers.
public protocol Post: AnyObject {
  func send(_ parcel: Parcel, receiver: Int, to worker: Int)
}

/// One worker's own copy of the flow while it is put together.
public final class Assembly {
  public let worker: WorkerFacts
  public let log: any SnapshotLog
  public let post: any Post
  // Filled while steps are assembled and only read from then on.
  @exclusivity(unchecked) public private(set) var sources: [SourceNode] = []
  @exclusivity(unchecked) public private(set) var timed: [TimedNode] = []
  /// What closes the sinks' partitions when the worker stops.
  public private(set) var closing: [() throws -> Void] = []
  public private(set) var receivers: [ParcelReceiver] = []
  /// What the steps below the one that is being put together see of the items it emits.
  public private(set) var seenBelow: Arrival = []
  private var outlets: [AnyObject?] = []

  public init(worker: WorkerFacts, log: any SnapshotLog, post: any Post) {
    self.worker = worker
    self.log = log
    self.post = post
  }

  /// Puts the steps of a plan together; what has been opened when one of them throws can still be closed.
  public func assemble(_ plan: Plan) throws {
    outlets = Array(repeating: nil, count: plan.portCount)
    for (step, seen) in zip(plan.steps, plan.seenBelow) {
      seenBelow = seen
      do { try step.assemble(self) } catch { throw StepError.naming(step.id, error) }
    }
  }

  /// The outlet behind a port; every step that names the port gets the same one.
  public func outlet<Element: Sendable>(_ port: Int) -> Outlet<Element> {
    if let outlet = outlets[port] {
      guard let typed = outlet as? Outlet<Element> else {
        preconditionFailure("a port keeps the element type it was made with; port \(port) was read as \(Element.self)")
      }
      return typed
    }
    let outlet = Outlet<Element>()
    outlets[port] = outlet
    return outlet
  }

  public func connect<Element: Sendable>(_ port: Int, _ inlet: Inlet<Element>) {
    let outlet: Outlet<Element> = outlet(port)
    outlet.connect(inlet)
  }

  public func add(_ source: SourceNode) { sources.append(source) }
  public func add(_ node: TimedNode) { timed.append(node) }
  public func addClosing(_ close: @escaping () throws -> Void) { closing.append(close) }

  /// Registers a receiver of parcels; its number is the same on every worker, because all assemble the same plan in the same order.
  public func add(_ receiver: ParcelReceiver) -> Int {
    receivers.append(receiver)
    return receivers.count - 1
  }
}
