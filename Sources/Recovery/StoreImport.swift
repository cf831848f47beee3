import DataflowCore
import Foundation
import GRDB

/// Takes the state of one store over into a new one, under the step ids of another era or with another number of partitions.
public struct StoreImport {
  /// New step ids by old ones; steps not named keep theirs.
  public let stepIDs: [String: String]
  /// How keys of steps are renamed, by old step ids; keys of other steps stay. What a renaming throws ends the import.
  public let renamings: [String: @Sendable (String) throws -> String]

  /// Old ids of steps whose rows stay behind.
  public let dropped: Set<String>

  public init(
    stepIDs: [String: String], renamings: [String: @Sendable (String) throws -> String] = [:], dropped: Set<String> = []
  ) {
    self.stepIDs = stepIDs
    self.renamings = renamings
    self.dropped = dropped
  }

  /// What was taken over.
  public struct Outcome: Sendable {
    public let resumeEpoch: Int
    /// Keys by new step id.
    public let keys: [String: Int]
    /// Step ids that were named and of which the old store has no rows, so that nothing was to be taken over.
    public let absent: [String]
  }

  /// Reads the store in `old` and makes one in `new`, which must exist and be without partitions.
  ///
  /// Both must be in use by nobody. The new files have other names until all of them are filled, so that no flow takes those of an import
  /// that was killed for a store; the next import takes them away.
  /// The last state of each key goes over, history does not; the new store resumes from the epoch the old one would.
  /// The old store is left as it is, and a step of which it has no rows is no error: the step may have had nothing to remember yet.
  /// Throws a `RecoveryError` for two steps that would become one, before anything is made; whatever else goes wrong, what was made is
  /// taken away.
  public func run(from old: [String], to new: String, partitions count: Int) throws -> Outcome {
    func place(_ directory: String) -> String { URL(filePath: directory).resolvingSymlinksInPath().path }
    if old.map(place).contains(place(new)) {
      throw RecoveryError(.partitionsExist, new, "it is the old store itself; choose an empty directory")
    }
    let locks = try (old + [new]).map { try DirectoryLock($0) }
    defer { for lock in locks { lock.release() } }
    let source = try PartitionSet(in: old, readOnly: true)
    try source.verify()
    let point = try source.resumePoint(firstEpoch: 1)
    let stored = Set(try source.partitions.flatMap { try $0.stepIDs })
    let known = stored.subtracting(dropped)
    try check(known, old.joined(separator: ";"))
    let files = UnfinishedStore(in: new, count: count)
    try files.make()
    do {
      let keys = try fill(PartitionSet(files.paths, of: new), from: source, point, steps: known)
      try files.finish()
      let absent = Set(stepIDs.keys).union(renamings.keys).union(dropped).subtracting(stored).sorted()
      return Outcome(resumeEpoch: point.resumeEpoch, keys: keys, absent: absent)
    } catch {
      files.remove()
      throw error
    }
  }

  private func fill(_ target: PartitionSet, from source: PartitionSet, _ point: ResumePoint, steps known: Set<String>) throws
    -> [String: Int]
  {
    let count = target.partitions.count
    let spread = Spread(count: count)
    var keys: [String: Int] = [:]
    for step in known.sorted() {
      let id = stepIDs[step] ?? step
      var rows: [[Snapshot]] = Array(repeating: [], count: count)
      func write(above limit: Int) throws {
        for index in rows.indices where rows[index].count > limit {
          _ = try target.partitions[index].apply(PartitionChange(rows: SnapshotRows(rows[index], epoch: point.resumeEpoch - 1))) {
          }
          rows[index] = []
        }
      }
      for partition in source.partitions {
        try partition.readStates(of: step, before: point.resumeEpoch) { key, state in
          let snapshot = Snapshot(step: id, key: try renamings[step]?(key) ?? key, state: state)
          let index = spread.partition(of: snapshot)
          rows[index].append(snapshot)
          keys[id, default: 0] += 1
          if rows[index].count > Self.rowsAtOnce { try write(above: Self.rowsAtOnce) }
        }
      }
      try write(above: 0)
    }
    try finish(target, point)
    return keys
  }

  /// Rows of a partition that are held before they are written, so that a store of any size takes little memory.
  private static let rowsAtOnce = 20_000

  /// Makes the rows count, as what an execution of one worker has left.
  private func finish(_ target: PartitionSet, _ point: ResumePoint) throws {
    let execution = Execution(number: max(0, point.executionNumber - 1), workerCount: 1, resumeEpoch: point.resumeEpoch)
    for partition in target.partitions {
      _ = try partition.apply(PartitionChange(execution: execution, commitEpoch: point.resumeEpoch)) {}
    }
    try target.close()
  }

  private func check(_ known: Set<String>, _ place: String) throws {
    let byNewID = Dictionary(grouping: known) { stepIDs[$0] ?? $0 }
    if let (id, steps) = byNewID.first(where: { $0.value.count > 1 }) {
      let list = steps.sorted().map { "'\($0)'" }.joined(separator: " and ")
      throw RecoveryError(.unmappable, place, "steps \(list) would both become '\(id)'; give them different ids with --map")
    }
  }
}
