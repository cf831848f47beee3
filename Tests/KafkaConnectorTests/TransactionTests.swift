import DataflowCore
import Testing

@testable import KafkaConnector

/// A transactional sink that dies at each moment between an epoch's messages and what Kafka and the store know of them.
@Suite("Kafka: transactions", .serialized, .enabled(if: Broker.isInstalled, Broker.advice)) struct TransactionTests {
  /// A store whose epochs become safe when a test says so.
  private final class Log: SnapshotLog {
    let isOpen = true
    private(set) var kept: [String: [UInt8]] = [:]
    private(set) var handedIn: [Snapshot] = []
    private var safe = 0

    func append(_ snapshots: [Snapshot]) { handedIn += snapshots }
    func readStates(of step: StepID, _ body: (String, [UInt8]) throws -> Void) throws {
      for (key, state) in kept { try body(key, state) }
    }
    func safeEpoch(waiting: Bool) -> Int { safe }

    func makeSafe(_ epoch: Int) {
      for snapshot in handedIn { kept[snapshot.key] = snapshot.state }
      handedIn = []
      safe = epoch
    }

    /// Forgets what was not safe, as a process that is killed does.
    func crash() { handedIn = [] }
  }

  private final class NoPost: Post {
    func send(_ parcel: Parcel, receiver: Int, to worker: Int) {}
  }

  private let broker: Broker
  private let peer: Peer
  private let topic: String
  private let log = Log()
  private let transactionalID = Broker.newName("transaction")

  init() throws {
    broker = try .running()
    peer = try Peer(at: broker.address)
    topic = try broker.topic("transactions")
  }

  /// A new execution's sink; an older one of the same worker can write no more.
  private func sink(worker: Int = 0, of workers: Int = 1) throws -> TransactionalSink {
    let assembly = Assembly(
      worker: WorkerFacts(index: worker, count: workers, now: .now(), epoch: 1), log: log, post: NoPost())
    return try TransactionalSink(
      StepID(qualified: "flow.out", kind: "output", place: SourcePlace(#fileID, #line)), assembly, brokers: [broker.address],
      topic: topic, addConfig: [:], transactionalID: transactionalID)
  }

  private func message(_ text: String) -> SerializedKafkaSinkMessage {
    SerializedKafkaSinkMessage(key: nil, value: Array(text.utf8))
  }

  private var seen: [String] { get throws { try peer.readAll(topic).map(\.text) } }

  @Test func nothingIsSeenBeforeTheStoreIsSafe() throws {
    let sink = try sink()
    try sink.write([message("a"), message("b")])
    try sink.close(1)
    try sink.look(at: .now())
    #expect(try seen == [])
    log.makeSafe(1)
    try sink.look(at: .now())
    #expect(try seen == ["a", "b"])
  }

  @Test func anEpochThatWasNotSafeIsDoneAgainAndSeenOnce() throws {
    let first = try sink()
    try first.write([message("a")])
    try first.close(1)
    log.crash()
    let second = try sink()
    try second.write([message("a")])
    try second.close(1)
    log.makeSafe(1)
    try second.finish()
    #expect(try seen == ["a"])
  }

  @Test func anEpochThatWasSafeAndNotWrittenIsWrittenByTheNextExecution() throws {
    let first = try sink()
    try first.write([message("a")])
    try first.close(1)
    log.makeSafe(1)
    log.crash()
    _ = try sink()
    #expect(try seen == ["a"])
  }

  @Test func anEpochThatWasWrittenIsNotWrittenAgain() throws {
    let first = try sink()
    try first.write([message("a")])
    try first.close(1)
    log.makeSafe(1)
    try first.look(at: .now())
    log.crash()
    let second = try sink()
    #expect(try seen == ["a"])
    try second.write([message("b")])
    try second.close(2)
    log.makeSafe(2)
    try second.finish()
    #expect(try seen == ["a", "b"])
  }

  @Test func whatAWorkerLeftThatIsNoMoreIsWrittenByAnother() throws {
    let gone = try sink(worker: 1, of: 2)
    try gone.write([message("a")])
    try gone.close(1)
    log.makeSafe(1)
    log.crash()
    let only = try sink()
    #expect(try seen == ["a"])
    try only.close(2)
    #expect(log.handedIn.map(\.key) == ["1"] && log.handedIn[0].state == nil)
  }
}
