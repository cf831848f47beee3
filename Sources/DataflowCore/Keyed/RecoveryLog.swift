/// Where a cluster's snapshots go and where they come from again; shared by all workers.
///
/// Epochs are handed over in order. A worker calls `store` for an epoch once it has passed through all its steps, and
/// `complete` is called once every worker has.
public protocol RecoveryLog: Sendable {
  /// The epoch this execution starts with.
  var resumeEpoch: Int { get }
  /// Calls `body` with each state an earlier execution kept for a step, one for each key; discarded keys are absent.
  func readStates(of step: String, _ body: (_ key: String, _ state: [UInt8]) throws -> Void) throws
  /// Keeps what one worker changed in an epoch; may block while the store is behind.
  func store(_ snapshots: [Snapshot], epoch: Int, worker: Int) throws
  /// Makes an epoch the one to resume after; it may be written later, in order with the others.
  func complete(epoch: Int) throws
  /// The last epoch that a crash can no longer take back; `waiting` for all complete ones first.
  func safeEpoch(waiting: Bool) throws -> Int
  /// Waits until all complete epochs are safe; called once, when all workers have stopped, however the run ended.
  func finish() throws
}
