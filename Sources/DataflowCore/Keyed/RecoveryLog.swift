/// Where a cluster's snapshots go and where they come from again; shared by all workers.
///
/// Epochs are handed over in order. A worker calls `store` for an epoch once it has passed through all its steps, and
/// `complete` is called once every worker has.
public protocol RecoveryLog: Sendable {
  /// The epoch this execution starts with.
  var resumeEpoch: Int { get }
  /// The states an earlier execution kept for a step, one for each key; discarded keys are absent.
  func states(of step: String) throws -> [(key: String, state: [UInt8])]
  /// Keeps what one worker changed in an epoch; may block while the store is behind.
  func store(_ snapshots: [Snapshot], epoch: Int, worker: Int) throws
  /// Makes an epoch the one to resume after.
  func complete(epoch: Int) throws
}
