/// What a node may ask of the worker it belongs to.
public final class WorkerFacts {
  public let index: Int
  public let count: Int
  /// The system time of the present activation; read once for each, never per item.
  public var now: Instant
  /// The epoch that items of the present activation belong to.
  public var epoch: Int
  /// How many exchanges the present epoch's markers have come through.
  public var gatesPassed = 0

  public init(index: Int, count: Int, now: Instant, epoch: Int) {
    self.index = index
    self.count = count
    self.now = now
    self.epoch = epoch
  }
}

/// A node that reads from the world; the worker polls it.
public protocol SourceNode: AnyObject {
  var id: StepID { get }
  /// Polls what is due once and emits what came; true if anything came or ended.
  func poll() throws -> Bool
  /// When to poll next; `nil` when all partitions of this worker have ended.
  var nextPoll: Instant? { get }
  /// Sends a signal down the flow.
  func emit(_ signal: Signal) throws
  /// The positions of partitions polled since they were last asked.
  func snapshot() throws -> [Snapshot]
  func close() throws
}

/// A node that wants to be woken at a moment.
public protocol TimedNode: AnyObject {
  var nextWake: Instant? { get }
  /// Runs what is due at the worker's present time.
  func wake() throws
}

/// A node that holds something to be closed when the worker stops, a sink's partitions say.
public protocol ClosingNode: AnyObject {
  var id: StepID { get }
  func close() throws
}

/// A node that takes in what nodes of the same step on other workers send it.
public protocol ParcelReceiver: AnyObject {
  func receive(_ parcel: Parcel) throws
  /// Sends on whatever waits for a fuller parcel.
  func flush() throws
}

/// Where a worker's nodes leave snapshots when an epoch closes.
public protocol SnapshotLog: AnyObject {
  /// False when nobody wants snapshots, so that nodes need not keep track of what changed.
  var isOpen: Bool { get }
  func append(_ snapshots: [Snapshot])
  /// State that an earlier execution kept for a step: the last change of each key that this worker owns.
  func resumeStates(of step: StepID) throws -> [(key: String, state: [UInt8])]
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
  public private(set) var sources: [any SourceNode] = []
  public private(set) var timed: [any TimedNode] = []
  public private(set) var closing: [any ClosingNode] = []
  public private(set) var receivers: [any ParcelReceiver] = []
  private var outlets: [AnyObject?]

  public init(_ plan: Plan, worker: WorkerFacts, log: any SnapshotLog, post: any Post) throws {
    self.worker = worker
    self.log = log
    self.post = post
    outlets = Array(repeating: nil, count: plan.portCount)
    for step in plan.steps {
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

  public func add(_ source: any SourceNode) { sources.append(source) }
  public func add(_ node: any TimedNode) { timed.append(node) }
  public func add(_ node: any ClosingNode) { closing.append(node) }

  /// Registers a receiver of parcels; its number is the same on every worker, because all assemble the same plan in the same order.
  public func add(_ receiver: any ParcelReceiver) -> Int {
    receivers.append(receiver)
    return receivers.count - 1
  }
}
