#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A partition being read, without its item type: polling it emits what came.
public struct OpenPartition {
  let name: String
  /// Polls and hands on what came, again at once up to so many times while items keep coming. Says of the last poll whether it brought
  /// any, and when the partition wants the next one. Throws `StopIteration` at the end.
  let poll: (_ sched: Date?, _ times: Int) throws -> (came: Bool, nextAwake: Date?)
  let nextAwake: () -> Date?
  let snapshot: (() throws -> [UInt8])?
  let close: () throws -> Void

  @inlinable
  public init<Item>(_ name: String, _ reader: PartitionReader<Item>, into outlet: Outlet<Item>, singly: Bool) {
    self.init(
      name: name,
      poll: { sched, times in
        var (sched, left) = (sched, times)
        while true {
          let batch = try reader.nextBatch(sched)
          if singly { for item in batch { try outlet.emit(one: item) } } else { try outlet.emit(batch) }
          let awake = reader.nextAwake()
          left -= 1
          if batch.isEmpty || awake != nil || left == 0 { return (!batch.isEmpty, awake) }
          sched = nil
        }
      },
      nextAwake: reader.nextAwake, snapshot: reader.snapshot, close: reader.close)
  }

  @usableFromInline
  init(
    name: String, poll: @escaping (Date?, Int) throws -> (came: Bool, nextAwake: Date?), nextAwake: @escaping () -> Date?,
    snapshot: (() throws -> [UInt8])?, close: @escaping () throws -> Void
  ) {
    self.name = name
    self.poll = poll
    self.nextAwake = nextAwake
    self.snapshot = snapshot
    self.close = close
  }
}

/// The partitions of one input step that one worker reads.
public final class SourceNode {
  /// A class, so that polling retains one object and not every closure of the partition.
  private final class Entry {
    let partition: OpenPartition
    // A partition's poll never reaches back into its entry.
    @exclusivity(unchecked) var due: Instant
    /// The wake-up time in force: the partition's own wish, or the pause after an empty batch.
    @exclusivity(unchecked) var sched: Date?
    /// Whether it has been polled since the last snapshot.
    @exclusivity(unchecked) var moved = false
    @exclusivity(unchecked) var hasEnded = false

    init(_ partition: OpenPartition) {
      self.partition = partition
      sched = partition.nextAwake()
      due = sched.map { Instant($0) } ?? .distantPast
    }
  }

  /// How long a partition that had nothing is left alone when it does not say itself; with `pausesAfterPolls` also one that had something.
  private static let pause = TimeSpan(microseconds: 1000)

  private let id: StepID
  private let worker: WorkerFacts
  private let tracking: Bool
  private let pausesAfterPolls: Bool
  private let send: (Signal) throws -> Void
  // Changed only between polls.
  @exclusivity(unchecked) private var entries: [Entry]
  /// The earliest moment that one of them is due.
  @exclusivity(unchecked) private var nextDue: Instant
  /// Last positions of partitions that have ended since the last snapshot.
  private var ended: [Snapshot] = []
  private var hasEnded = false
  /// Whether `entries` holds partitions that have ended.
  private var anyEnded = false

  public init(_ id: StepID, in assembly: Assembly, _ partitions: [OpenPartition], send: @escaping (Signal) throws -> Void) {
    self.id = id
    self.send = send
    worker = assembly.worker
    tracking = assembly.log.isOpen
    pausesAfterPolls = worker.pausesAfterPolls && assembly.seenBelow.contains(.pace)
    entries = partitions.map { Entry($0) }
    nextDue = entries.lazy.map(\.due).min() ?? .distantPast
  }

  /// When to poll next; `nil` once all partitions of this worker have ended.
  public var nextPoll: Instant? {
    entries.isEmpty && hasEnded ? nil : nextDue
  }

  /// Polls each partition that is due; true if anything came or ended. One that is alone may be polled several times while items come.
  public func poll(times: Int) throws -> Bool {
    let times = entries.count == 1 ? times : 1
    var somethingCame = false
    var next = Instant.distantFuture
    for entry in entries {
      if entry.due <= worker.now { somethingCame = try poll(entry, times) || somethingCame }
      if !entry.hasEnded && entry.due < next { next = entry.due }
    }
    nextDue = next
    if anyEnded {
      // All at once: one by one, a million would be moved up a million times.
      entries.removeAll { $0.hasEnded }
      anyEnded = false
    }
    if entries.isEmpty && !hasEnded {
      hasEnded = true
      somethingCame = true
      try send(.end)
    }
    return somethingCame
  }

  /// Polls a partition that is due; true if anything came, or its end.
  private func poll(_ entry: Entry, _ times: Int) throws -> Bool {
    do {
      let (came, awake) = try entry.partition.poll(entry.sched, times)
      schedule(entry, after: awake, came: came)
      return came
    } catch is StopIteration {
      entry.hasEnded = true
      anyEnded = true
      try finish(entry.partition)
      return true
    } catch {
      throw StepError.naming(id, error)
    }
  }

  private func schedule(_ entry: Entry, after awake: Date?, came: Bool) {
    entry.moved = true
    if let awake {
      entry.sched = awake
      entry.due = Instant(awake)
    } else if came && !pausesAfterPolls {
      entry.sched = nil
      entry.due = .distantPast
    } else {
      entry.due = worker.now + Self.pause
      entry.sched = entry.due.date
    }
  }

  private func finish(_ partition: OpenPartition) throws {
    try id.naming {
      if tracking, let state = partition.snapshot {
        ended.append(Snapshot(step: id.qualified, key: partition.name, state: try state()))
      }
      try partition.close()
    }
  }

  /// Sends a signal down the flow.
  public func emit(_ signal: Signal) throws { try send(signal) }

  /// The positions of partitions polled since they were last asked for.
  public func snapshot() throws -> [Snapshot] {
    var snapshots = ended
    ended = []
    try id.naming {
      for entry in entries where entry.moved {
        entry.moved = false
        if let state = entry.partition.snapshot {
          snapshots.append(Snapshot(step: id.qualified, key: entry.partition.name, state: try state()))
        }
      }
    }
    return snapshots
  }

  /// Closes what is still open; the first error counts, after all have been closed.
  public func close() throws {
    let open = entries
    entries = []
    var failure: (any Error)?
    for entry in open where !entry.hasEnded {
      do { try entry.partition.close() } catch { failure = failure ?? error }
    }
    if let failure { throw StepError.naming(id, failure) }
  }
}

extension SourceRecipe {
  /// Opens the partitions that belong to a worker: sorted by name and dealt out in turn.
  @usableFromInline
  func open(_ id: StepID, in assembly: Assembly) throws -> [(name: String, reader: PartitionReader<Item>)] {
    let worker = assembly.worker
    switch self {
    case .dynamic(let build):
      return [("", try build(id, worker))]
    case .partitioned(let list, let build):
      let resume = try assembly.log.positions(of: id)
      let own = Set(try list()).sorted(by: bytesPrecede).enumerated().filter { $0.offset % worker.count == worker.index }
      return try own.compactMap { _, name in
        do { return try build(id, name, resume[name]).map { (name, $0) } } catch { throw StateNotReadable.naming(name, error) }
      }
    }
  }
}

extension Graph {
  /// Adds a step that reads a source.
  @inlinable
  public func input<Item>(_ id: StepID, _ recipe: SourceRecipe<Item>) -> Port<Item> {
    add(id, reads: [], keepsRows: recipe.keepsPositions) { assembly, outlet in
      let partitions = try recipe.open(id, in: assembly).map { OpenPartition($0.name, $0.reader, into: outlet, singly: assembly.worker.movesSingly) }
      assembly.add(SourceNode(id, in: assembly, partitions) { try outlet.emit($0) })
    }
  }
}
