import Connectors
import DataflowCore
import DataflowOperators
import DataflowRuntime
import Synchronization

extension Graph {
  /// A step's id with little ceremony.
  func id(_ name: String, line: UInt = #line) -> StepID {
    stepID(name, in: nil, kind: "test", at: SourcePlace(#fileID, line))
  }

  func input<S: Source>(_ name: String, _ source: S) -> Port<S.Item> { input(id(name), source.sourceRecipe) }

  /// Runs the flow; epochs close after every poll that brought something, unless said otherwise.
  @discardableResult
  func run(
    workers: Int = 1, epochInterval: TimeSpan = .zero, _ recovery: (any RecoveryLog)? = nil
  ) throws -> RunSummary {
    try cluster(workers: workers, epochInterval: epochInterval, recovery).run()
  }

  func cluster(workers: Int = 1, epochInterval: TimeSpan = .zero, _ recovery: (any RecoveryLog)? = nil) throws -> Cluster {
    var options = RunOptions()
    options.workerCount = workers
    options.epochInterval = epochInterval
    options.recovery = recovery
    return Cluster(try plan(), options)
  }
}

extension Port {
  func collected(_ name: String, into list: TestingList<Element>) {
    output(graph.id(name), TestingSink(into: list).sinkRecipe)
  }
}

/// Partitions of batches; a batch may be empty. The position is the number of batches read.
struct Batches<Item: Sendable>: FixedPartitionedSource {
  var parts: [String: [[Item]]]
  var log = EventLog()

  func listParts() -> [String] { parts.keys.sorted() }

  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Reading<Item> {
    log.add("open \(forPart)")
    return Reading(forPart, parts[forPart] ?? [], from: resumeState ?? 0, log)
  }

  final class Reading<Value: Sendable>: StatefulSourcePartition {
    let name: String
    let batches: [[Value]]
    var position: Int
    let log: EventLog

    init(_ name: String, _ batches: [[Value]], from position: Int, _ log: EventLog) {
      self.name = name
      self.batches = batches
      self.position = position
      self.log = log
    }

    func nextBatch() throws -> [Value] {
      if position == batches.count { throw StopIteration() }
      position += 1
      return batches[position - 1]
    }

    func snapshot() -> Int { position }
    func close() { log.add("close \(name)") }
  }
}

/// Whatever a closure has, on every worker.
struct Calling<Item: Sendable>: DynamicSource {
  var log = EventLog()
  let next: @Sendable (_ worker: Int) throws -> [Item]

  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Part { Part(workerIndex, self) }

  final class Part: StatelessSourcePartition {
    let worker: Int
    let source: Calling
    init(_ worker: Int, _ source: Calling) {
      self.worker = worker
      self.source = source
    }
    func nextBatch() throws -> [Item] { try source.next(worker) }
    func close() { source.log.add("close source \(worker)") }
  }
}

/// Remembers in what order things happened, over all workers.
final class EventLog: Sendable {
  private let list = Mutex<[String]>([])
  var events: [String] { list.withLock { $0 } }
  func add(_ event: String) { list.withLock { $0.append(event) } }
}

struct Boom: Error, Equatable {
  let item: Int
}
