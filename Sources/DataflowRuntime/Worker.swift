import DataflowCore

/// One thread's turn through its own copy of the flow, again and again: mail, timers, sources, epoch, sleep.
final class Worker {
  private let cluster: Cluster
  private let facts: WorkerFacts
  private let log: WorkerLog
  private let assembly: Assembly
  // The worker's own variables are its thread's alone, and nothing it calls comes back to it.
  @exclusivity(unchecked) private var epochBegan: Instant
  /// Whether anything has happened in the present epoch.
  @exclusivity(unchecked) private var epochHasWork = false
  @exclusivity(unchecked) private var markersSent = false
  @exclusivity(unchecked) private var stillReading = true
  @exclusivity(unchecked) private var pollCount = PollCount()

  /// Epochs shorter than this stay open while nothing happens, so that an idle flow sleeps.
  private static let shortEpoch = TimeSpan(microseconds: 100_000)

  init(_ index: Int, _ cluster: Cluster) {
    self.cluster = cluster
    let now = Instant.now()
    facts = WorkerFacts(
      index: index, count: cluster.options.workerCount, now: now, epoch: cluster.epoch, movesSingly: cluster.options.movesSingly,
      pausesAfterPolls: cluster.options.pausesAfterPolls && cluster.options.workerCount > 1,
      isStopping: { cluster.isOver })
    log = WorkerLog(cluster.options.recovery, worker: index)
    assembly = Assembly(worker: facts, log: log, post: MailRound(cluster.mailboxes))
    epochBegan = now
  }

  /// Runs until the flow has ended, here or anywhere; how it ended is left with the cluster.
  func run() {
    do {
      try assembly.assemble(cluster.plan)
      while !cluster.isOver { try turn() }
    } catch is AbortExecution {
      cluster.end(.aborted)
    } catch {
      cluster.end(.failed(error))
    }
    closeEverything()
    cluster.sum(facts.counts)
  }

  private func turn() throws {
    let now = Instant.now()
    pollCount.adjust(to: now - facts.now, in: cluster.options.epochInterval)
    facts.now = now
    // Taken before it is asked whether the next epoch has opened: whoever sent mail of that epoch had seen it open, and so does this worker.
    let mail = facts.count == 1 ? [] : cluster.mailboxes[facts.index].takeAll()
    // That an epoch has opened is no work of its own: else an epoch of no length would close at once, and the next, without end.
    let hasOpened = try markersSent && passEpoch()
    var worked = try takeIn(mail)
    // Between its markers and the next epoch a worker only takes in: what it emitted now would overtake markers of others.
    if markersSent {
      worked = try passEpoch() || worked
    } else {
      worked = try wakeTimed() || worked
      worked = try poll() || worked
      if worked { epochHasWork = true }
      if isTimeToClose { try sendMarkers() }
    }
    if !worked && !hasOpened { try rest() }
  }

  private func takeIn(_ mail: [(receiver: Int, parcel: Parcel)]) throws -> Bool {
    for (receiver, parcel) in mail {
      try assembly.receivers[receiver].receive(parcel)
      parcel.finish()
      if cluster.mailboxes[facts.index].worked(off: parcel.weight) { cluster.wakeAll() }
    }
    return !mail.isEmpty
  }

  private func wakeTimed() throws -> Bool {
    var worked = false
    for node in assembly.timed {
      if let due = node.nextWake(), due <= facts.now {
        try node.wake()
        worked = true
      }
    }
    return worked
  }

  /// How often a source may be polled before the worker looks up: often while nobody needs the time or the mail in between.
  private var pollsAtOnce: Int {
    let isAlone = facts.count == 1 && assembly.sources.count == 1 && assembly.timed.isEmpty
    return isAlone && cluster.options.epochInterval >= Self.shortEpoch ? pollCount.times : 1
  }

  private func poll() throws -> Bool {
    if cluster.isCongested { return false }
    let times = pollsAtOnce
    var worked = false
    var ended = true
    for source in assembly.sources {
      guard let due = source.nextPoll else { continue }
      ended = false
      if due <= facts.now { worked = try source.poll(times: times) || worked }
    }
    if ended && stillReading {
      stillReading = false
      if cluster.stopsReading() { cluster.askToClose(facts.epoch) }
    }
    return worked
  }

  private var isTimeToClose: Bool {
    if cluster.mustClose >= facts.epoch { return true }
    let interval = cluster.options.epochInterval
    if !epochHasWork && interval < Self.shortEpoch { return false }
    return facts.now - epochBegan >= interval
  }

  private func sendMarkers() throws {
    cluster.askToClose(facts.epoch)
    markersSent = true
    for source in assembly.sources {
      if log.isOpen { log.append(try source.snapshot()) }
      try source.emit(.close(epoch: facts.epoch))
    }
    _ = try passEpoch()
  }

  /// Hands the epoch over once its markers have come through every exchange; true when the next one is open.
  private func passEpoch() throws -> Bool {
    if facts.gatesPassed == assembly.receivers.count {
      facts.gatesPassed = -1
      try log.hand(over: facts.epoch)
      try cluster.passed(facts.epoch)
    }
    guard cluster.epoch > facts.epoch else { return false }
    facts.epoch = cluster.epoch
    facts.gatesPassed = 0
    markersSent = false
    epochHasWork = false
    epochBegan = facts.now
    return true
  }

  /// Sends on what waits in the exchanges and sleeps until something is due.
  private func rest() throws {
    for receiver in assembly.receivers { try receiver.flush() }
    var wakeUp: Instant?
    func consider(_ moment: Instant?) {
      if let moment, moment < wakeUp ?? .distantFuture { wakeUp = moment }
    }
    if !markersSent {
      for node in assembly.timed { consider(node.nextWake()) }
      if !cluster.isCongested {
        for source in assembly.sources { consider(source.nextPoll) }
      }
      let interval = cluster.options.epochInterval
      if epochHasWork || interval >= Self.shortEpoch { consider(epochBegan + interval) }
    }
    if cluster.isOver { return }
    cluster.park(facts.index, until: wakeUp)
  }

  private func closeEverything() {
    guard cluster.finishedWell || cluster.options.closesOnFailure else { return }
    for source in assembly.sources { closing { try source.close() } }
    for close in assembly.closing { closing(close) }
  }

  /// An error in closing counts only if nothing has gone wrong before.
  private func closing(_ close: () throws -> Void) {
    do { try close() } catch { cluster.fails(whileClosing: error) }
  }
}

/// Puts parcels into the other workers' mailboxes.
private final class MailRound: Post {
  private let mailboxes: [Mailbox]
  init(_ mailboxes: [Mailbox]) { self.mailboxes = mailboxes }
  func send(_ parcel: Parcel, receiver: Int, to worker: Int) { mailboxes[worker].put(parcel, for: receiver) }
}

/// One worker's snapshots of the present epoch.
private final class WorkerLog: SnapshotLog {
  private let recovery: (any RecoveryLog)?
  private let worker: Int
  private var snapshots: [Snapshot] = []

  init(_ recovery: (any RecoveryLog)?, worker: Int) {
    self.recovery = recovery
    self.worker = worker
  }

  var isOpen: Bool { recovery != nil }

  func append(_ new: [Snapshot]) { snapshots += new }

  func readStates(of step: StepID, _ body: (_ key: String, _ state: [UInt8]) throws -> Void) throws {
    try recovery?.readStates(of: step.qualified, body)
  }

  func safeEpoch(waiting: Bool) throws -> Int { try recovery?.safeEpoch(waiting: waiting) ?? .max }

  func hand(over epoch: Int) throws {
    guard let recovery else { return }
    try recovery.store(snapshots, epoch: epoch, worker: worker)
    snapshots = []
  }
}
