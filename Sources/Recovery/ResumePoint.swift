import DataflowCore

/// Where the next execution of a flow begins, worked out from what the earlier ones left.
struct ResumePoint: Equatable, Sendable {
  /// Executions are counted from 0.
  let executionNumber: Int
  let resumeEpoch: Int
  /// The execution that is continued, `nil` for a first one.
  let previous: Execution?

  /// What one partition says: the least epoch that some worker of the last execution had not finished; a worker that finished none
  /// counts with the epoch that execution itself began with.
  init(executions: [Execution], fronts: [Front], firstEpoch: Int) {
    guard let last = executions.max(by: { $0.number < $1.number }) else {
      (executionNumber, resumeEpoch, previous) = (0, firstEpoch, nil)
      return
    }
    var byWorker: [Int: Int] = [:]
    for front in fronts where front.execution == last.number { byWorker[front.worker] = front.epoch }
    executionNumber = last.number + 1
    resumeEpoch = (0..<last.workerCount).map { byWorker[$0] ?? last.resumeEpoch }.min() ?? last.resumeEpoch
    previous = last
  }

  /// What all partitions say together.
  ///
  /// Each of them knows executions and fronts, so a file from an older backup takes the whole store back to where that file's rows end.
  /// An execution that some file does not know of may have begun even before that: what the file has of later epochs is no longer true.
  init(of partitions: [(executions: [Execution], fronts: [Front])], firstEpoch: Int) {
    let points = partitions.map { ResumePoint(executions: $0.executions, fronts: $0.fronts, firstEpoch: firstEpoch) }
    let newest = points.max { $0.executionNumber < $1.executionNumber }
    let knownToAll = points.map(\.executionNumber).min() ?? 0
    let begun = partitions.flatMap(\.executions).filter { $0.number >= knownToAll }.map(\.resumeEpoch)
    executionNumber = newest?.executionNumber ?? 0
    resumeEpoch = (points.map(\.resumeEpoch) + begun).min() ?? firstEpoch
    previous = newest?.previous
  }
}

/// How long history is kept, in epochs.
struct Retention: Sendable {
  /// Epochs before the frontier whose history stays; `nil` keeps everything.
  let epochs: Int?

  init(epochs: Int?) { self.epochs = epochs }

  /// Rounds up; with epochs of no length of their own no number of them fills a backup interval, so everything stays.
  init(backupInterval: TimeSpan, epochInterval: TimeSpan) {
    let (backup, epoch) = (backupInterval.microseconds, epochInterval.microseconds)
    if backup <= 0 {
      epochs = 0
    } else if epoch <= 0 {
      epochs = nil
    } else {
      epochs = Int(backup / epoch + (backup % epoch == 0 ? 0 : 1))
    }
  }

  /// The epoch before which history may go once everything before `frontier` is safe.
  func commitEpoch(frontier: Int) -> Int? { epochs.map { frontier - $0 } }
}
