#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The partitions of one input step that one worker reads.
final class PartitionsNode<Item: Sendable>: SourceNode {
  private struct Open {
    let name: String
    let reader: PartitionReader<Item>
    var due: Instant
    /// The wake-up time in force: the partition's own wish, or the pause after an empty batch.
    var sched: Date?
    var moved = false
  }

  /// How long a partition that had nothing is left alone when it does not say itself.
  private static var pause: TimeSpan { TimeSpan(microseconds: 1000) }

  let id: StepID
  private let worker: WorkerFacts
  private let outlet: Outlet<Item>
  private var open: [Open] = []
  /// Last positions of partitions that have ended since the last snapshot.
  private var ended: [Snapshot] = []
  private var hasEnded = false

  init(_ id: StepID, _ recipe: SourceRecipe<Item>, in assembly: Assembly, _ outlet: Outlet<Item>) throws {
    self.id = id
    self.outlet = outlet
    worker = assembly.worker
    switch recipe {
    case .dynamic(let build):
      try add("", build(id, worker))
    case .partitioned(let list, let build):
      let resume = Dictionary(try assembly.log.resumeStates(of: id).map { ($0.key, $0.state) }) { $1 }
      for (position, part) in Set(try list()).sorted(by: bytesPrecede).enumerated() where position % worker.count == worker.index {
        if let reader = try build(id, part, resume[part]) { add(part, reader) }
      }
    }
  }

  private func add(_ name: String, _ reader: PartitionReader<Item>) {
    let awake = reader.nextAwake()
    open.append(Open(name: name, reader: reader, due: awake.map { Instant($0) } ?? .distantPast, sched: awake))
  }

  var nextPoll: Instant? {
    if open.isEmpty { return hasEnded ? nil : .distantPast }
    var earliest = open[0].due
    for part in open.dropFirst() where part.due < earliest { earliest = part.due }
    return earliest
  }

  func poll() throws -> Bool {
    var somethingCame = false
    var position = 0
    while position < open.count {
      if open[position].due > worker.now {
        position += 1
        continue
      }
      let reader = open[position].reader
      let batch: [Item]
      do {
        batch = try reader.nextBatch(open[position].sched)
      } catch is StopIteration {
        somethingCame = true
        try finish(position)
        continue
      } catch {
        throw StepError.naming(id, error)
      }
      open[position].moved = true
      let awake = reader.nextAwake()
      if let awake {
        open[position].sched = awake
        open[position].due = Instant(awake)
      } else if batch.isEmpty {
        open[position].due = worker.now + Self.pause
        open[position].sched = open[position].due.date
      } else {
        open[position].sched = nil
        open[position].due = .distantPast
      }
      if !batch.isEmpty {
        somethingCame = true
        try outlet.emit(batch)
      }
      position += 1
    }
    if open.isEmpty && !hasEnded {
      hasEnded = true
      somethingCame = true
      try outlet.emit(.end)
    }
    return somethingCame
  }

  private func finish(_ position: Int) throws {
    let part = open.remove(at: position)
    do {
      if let position = part.reader.snapshot, tracksPositions { ended.append(Snapshot(step: id.qualified, key: part.name, state: try position())) }
      try part.reader.close()
    } catch { throw StepError.naming(id, error) }
  }

  /// Set by the step when the worker's log wants snapshots.
  var tracksPositions = false

  func emit(_ signal: Signal) throws { try outlet.emit(signal) }

  func snapshot() throws -> [Snapshot] {
    var snapshots = ended
    ended = []
    do {
      for position in open.indices where open[position].moved {
        open[position].moved = false
        if let state = open[position].reader.snapshot {
          snapshots.append(Snapshot(step: id.qualified, key: open[position].name, state: try state()))
        }
      }
    } catch { throw StepError.naming(id, error) }
    return snapshots
  }

  func close() throws {
    let parts = open
    open = []
    var failure: (any Error)?
    for part in parts {
      do { try part.reader.close() } catch { failure = failure ?? error }
    }
    if let failure { throw StepError.naming(id, failure) }
  }
}

extension Graph {
  /// Adds a step that reads a source.
  public func input<Item>(_ id: StepID, _ recipe: SourceRecipe<Item>) -> Port<Item> {
    add(id, reads: []) { assembly, outlet in
      let node = try PartitionsNode(id, recipe, in: assembly, outlet)
      node.tracksPositions = assembly.log.isOpen
      assembly.add(node)
    }
  }
}
