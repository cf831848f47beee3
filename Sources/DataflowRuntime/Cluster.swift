import DataflowCore
import Synchronization

/// What the workers of one run share: mailboxes, the epoch they are in, and how the run ended.
///
/// An epoch is closed by all workers together: one asks for it, every worker sends the epoch's markers through its steps and
/// polls no source until all have seen all markers. So no item of the next epoch can overtake a marker, and what the steps
/// hold when a marker has passed is exactly what the epochs up to it have made.
public final class Cluster: Sendable {
  private struct State {
    var passed = 0
    var reading: Int
    var ending: Ending?
    var summary = RunSummary()
  }

  enum Ending {
    case finished, aborted, interrupted
    case failed(any Error)
  }

  let plan: Plan
  let options: RunOptions
  let mailboxes: [Mailbox]
  private let parkers: [Parker]
  private let state: Mutex<State>
  /// The epoch that sources may emit into.
  private let openEpoch: Atomic<Int>
  /// The last epoch that some worker asked to close.
  private let askedToClose: Atomic<Int>
  private let hasEnded = Atomic<Bool>(false)

  public init(_ plan: Plan, _ options: RunOptions) {
    self.plan = plan
    self.options = options
    parkers = (0..<options.workerCount).map { _ in Parker() }
    mailboxes = parkers.map { Mailbox(waking: $0) }
    state = Mutex(State(reading: options.workerCount))
    let first = options.recovery?.resumeEpoch ?? options.firstEpoch
    openEpoch = Atomic(first)
    askedToClose = Atomic(first - 1)
  }

  /// Runs the flow to its end on the calling thread and as many more as there are workers.
  ///
  /// Throws what a step threw, as a `StepError`; `Interrupted` after `interrupt()`; nothing after an `AbortExecution`.
  @discardableResult
  public func run() throws -> RunSummary {
    var threads: [WorkerThread] = []
    do {
      for index in 1..<options.workerCount { threads.append(try WorkerThread { Worker(index, self).run() }) }
    } catch {
      end(.failed(error))
    }
    Worker(0, self).run()
    for thread in threads { thread.join() }
    do { try options.recovery?.finish() } catch { fails(whileClosing: error) }
    let (ending, summary) = state.withLock { ($0.ending, $0.summary) }
    switch ending {
    case .failed(let error): throw error
    case .interrupted: throw Interrupted()
    case .finished, .aborted, nil: return summary
    }
  }

  /// Stops all workers soon, from any thread.
  public func interrupt() { end(.interrupted) }

  func end(_ ending: Ending) {
    state.withLock { if $0.ending == nil { $0.ending = ending } }
    hasEnded.store(true, ordering: .releasing)
    wakeAll()
  }

  /// Keeps an error met while closing partitions, unless the run has already failed for another reason.
  func fails(whileClosing error: any Error) {
    state.withLock { if case .finished = $0.ending { $0.ending = .failed(error) } }
  }

  /// Adds what one worker has counted to the summary.
  func sum(_ counts: [String: Count]) {
    state.withLock { state in
      for (name, count) in counts { state.summary.counts[name] = state.summary.counts[name, default: 0] + count.value }
    }
  }

  var isOver: Bool { hasEnded.load(ordering: .acquiring) }
  var finishedWell: Bool { state.withLock { if case .finished = $0.ending { true } else { false } } }

  var epoch: Int { openEpoch.load(ordering: .acquiring) }
  var mustClose: Int { askedToClose.load(ordering: .acquiring) }

  func askToClose(_ epoch: Int) {
    let (wasAsked, _) = askedToClose.compareExchange(expected: epoch - 1, desired: epoch, ordering: .acquiringAndReleasing)
    if wasAsked && parkers.count > 1 { wakeAll() }
  }

  /// Called by each worker once all its sources have ended; true for the last.
  func stopsReading() -> Bool {
    state.withLock {
      $0.reading -= 1
      return $0.reading == 0
    }
  }

  /// Called by each worker once an epoch has passed through all its steps; the last one opens the next epoch or ends the run.
  func passed(_ epoch: Int) throws {
    let (isLast, isFinal) = state.withLock {
      $0.passed += 1
      let isLast = $0.passed == options.workerCount
      if isLast { $0.passed = 0 }
      return (isLast, $0.reading == 0)
    }
    guard isLast else { return }
    try options.recovery?.complete(epoch: epoch)
    if isFinal { return end(.finished) }
    openEpoch.store(epoch + 1, ordering: .releasing)
    if parkers.count > 1 { wakeAll() }
  }

  /// Whether some worker is so far behind that nothing more should be read for now.
  var isCongested: Bool { parkers.count > 1 && mailboxes.contains { $0.isFull } }

  func park(_ worker: Int, until deadline: Instant?) { parkers[worker].park(until: deadline) }

  func wakeAll() {
    for parker in parkers { parker.wake() }
  }
}
