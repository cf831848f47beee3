import Bytewax019
import BytewaxKafka019
import Foundation
import TestSupport
import Testing

@testable import KafkaConnector

/// Where reading goes on, and what has been written when it does.
@Suite("Kafka: resuming", .serialized, .enabled(if: Broker.isInstalled, Broker.advice)) struct ResumeTests {
  let broker: Broker
  let peer: Peer
  let scratch: Scratch

  init() throws {
    broker = try .running()
    peer = try Peer(at: broker.address)
    scratch = try Scratch()
  }

  /// Runs a flow that reads a topic to its end, with a store; gives the texts it saw.
  private func run(_ topic: String, _ store: String, from start: KafkaOffset = .beginning, _ config: [String: String] = [:])
    throws -> [String]
  {
    let seen = TestingList<String>()
    let flow = Dataflow("flow")
    let messages = op.input(
      "inp", flow, KafkaSource(brokers: [broker.address], topics: [topic], tail: false, startingOffset: start, addConfig: config))
    op.output("out", op.map("text", messages) { text($0.value) ?? "nil" }, TestingSink(into: seen))
    try runMain(flow, recoveryConfig: RecoveryConfig(store))
    return seen.items
  }

  @Test func aResumedFlowReadsNothingTwice() throws {
    let topic = try broker.topic("resumed")
    let store = try scratch.store()
    try peer.write(["a", "b"], to: topic)
    #expect(try run(topic, store) == ["a", "b"])
    #expect(try run(topic, store) == [])
    try peer.write(["c"], to: topic)
    #expect(try run(topic, store) == ["c"])
  }

  @Test func aStartAtTheEndIsRememberedEvenWhenNothingCame() throws {
    let topic = try broker.topic("ended")
    let store = try scratch.store()
    try peer.write(["old"], to: topic)
    #expect(try run(topic, store, from: .end) == [])
    try peer.write(["new"], to: topic)
    #expect(try run(topic, store, from: .end) == ["new"])
  }

  @Test func aPartitionAddedLaterBeginsWhereTheSourceSays() throws {
    let topic = try broker.topic("growing")
    let store = try scratch.store()
    try peer.write(["a"], to: topic)
    #expect(try run(topic, store) == ["a"])
    try peer.grow(topic, to: 2)
    // A new peer, because the old one remembers how many partitions there were.
    try Peer(at: broker.address).write(["b"], to: topic, partition: 1)
    #expect(try run(topic, store) == ["b"])
  }

  @Test func aNumberIsAnOffset() throws {
    let topic = try broker.topic("numbered")
    try peer.write(["a", "b", "c"], to: topic)
    #expect(try run(topic, scratch.store(), from: 2) == ["c"])
  }

  @Test func aStoredStartIsTheGroupsOwnPosition() throws {
    let topic = try broker.topic("stored")
    try peer.write(["a", "b", "c"], to: topic)
    let group = Broker.newName("group")
    #expect(try run(topic, scratch.store(), from: .stored, ["group.id": group]) == [])
    #expect(
      try run(topic, scratch.store(), from: .stored, ["group.id": group, "auto.offset.reset": "earliest"]) == ["a", "b", "c"])
    try peer.commit(offset: 1, of: topic, for: group)
    #expect(try run(topic, scratch.store(), from: .stored, ["group.id": group]) == ["b", "c"])
  }

  @Test func theLagIsMeasured() throws {
    let topic = try broker.topic("lag")
    try peer.write((0..<10).map { "\($0)" }, to: topic)
    let flow = Dataflow("flow")
    let messages = op.input("inp", flow, KafkaSource(brokers: [broker.address], topics: [topic], tail: false, batchSize: 2))
    op.output("out", messages, TestingSink(into: TestingList()))
    try runMain(flow)
    let lag = try #require(
      BytewaxKafka019.BYTEWAX_CONSUMER_LAG_GAUGE.values[.init(stepID: "flow.inp", topic: topic, partition: 0)])
    #expect((0...8).contains(lag))
    #expect(
      BytewaxKafka019.BYTEWAX_CONSUMER_LAG_GAUGE.exposition.contains(
        #"bytewax_kafka_consumer_lag{partition="0",step_id="flow.inp",topic="\#(topic)"} \#(lag)"# + "\n"))
  }

  // MARK: killed

  @Test("a flow killed again and again writes each message at least once", arguments: 0..<2)
  func atLeastOnce(seed: Int) throws {
    let (records, _) = try storm(seed, transactionalID: "-")
    #expect(Set(records).isSuperset(of: expected))
  }

  @Test("a flow killed again and again writes each message exactly once in transactions", arguments: 0..<4)
  func exactlyOnce(seed: Int) throws {
    let (records, kills) = try storm(seed, transactionalID: Broker.newName("storm"))
    #expect(kills > 0)
    #expect(records.sorted() == expected.sorted())
  }

  @Test("a flow killed again and again while its broker comes and goes writes each message at least once", arguments: 0..<2)
  func atLeastOnceThroughOutages(seed: Int) throws {
    let cluster = try MockCluster(topic: "in", partitions: 2)
    cluster.make(topic: "out")
    let (records, kills) = try storm(seed, transactionalID: "-", at: cluster.address, from: "in", to: "out") { probe, random in
      cluster.goDown()
      defer { cluster.comeUp() }
      return try probe.end(within: .milliseconds(.random(in: 20...400, using: &random)))
    }
    #expect(kills > 0)
    #expect(Set(records).isSuperset(of: expected))
  }

  /// What an undisturbed run writes: 1500 messages under seven keys, each key's counted.
  private var expected: [String] { (0..<1500).map { "k\($0 % 7) \($0) \($0 / 7 + 1)" } }

  private func storm(_ seed: Int, transactionalID: String) throws -> (records: [String], kills: Int) {
    try storm(
      seed, transactionalID: transactionalID, at: broker.address, from: try broker.topic("storm-in", partitions: 2),
      to: try broker.topic("storm-out"))
  }

  /// Runs the probe, disturbs and kills it at random moments, and lets it end at last.
  private func storm(
    _ seed: Int, transactionalID: String, at address: String, from input: String, to output: String,
    disturb: (Probe, inout SeededRandom) throws -> Int32? = { _, _ in nil }
  ) throws -> (records: [String], kills: Int) {
    let peer = try Peer(at: address)
    try peer.write(
      (0..<1500).map { .init(partition: Int32($0 % 7 % 2), key: .text("k\($0 % 7)"), value: .text("\($0)")) }, to: input)
    let store = try scratch.store()
    var random = SeededRandom(seed)
    var kills = 0
    for round in 0..<8 {
      let probe = try Probe([address, input, output, store, "\(Int.random(in: 1...2, using: &random))", transactionalID])
      // The probe takes 200 µs over each of 1500 messages, half of them at once with two workers: on no machine it ends before 150 ms.
      let moment = round == 0 ? 150 : Int.random(in: 150...900, using: &random)
      if try probe.end(within: .milliseconds(moment)) != nil { break }
      if try disturb(probe, &random) != nil { break }
      probe.kill()
      kills += 1
    }
    let last = try Probe([address, input, output, store, "1", transactionalID])
    let code = try last.end(within: .seconds(120))
    #expect(code == 0, "\(last.output)")
    return (try peer.readAll(output).map { "\(text($0.key) ?? "") \($0.text)" }, kills)
  }
}

/// The flow of `KafkaProbe` in a process of its own.
final class Probe {
  private let process = Process()
  private let pipe = Pipe()
  private let finished = DispatchSemaphore(value: 0)

  init(_ arguments: [String]) throws {
    process.executableURL = productsFolder.appending(path: "KafkaProbe")
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.terminationHandler = { [finished] _ in finished.signal() }
    try process.run()
  }

  /// The exit code, if the process ends in time.
  func end(within limit: DispatchTimeInterval) throws -> Int32? {
    guard finished.wait(timeout: .now() + limit) == .success else { return nil }
    return process.terminationStatus
  }

  /// Stops it as a power cut would.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    finished.wait()
  }

  var output: String { String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self) }
}

extension Scratch {
  /// A new recovery store.
  func store() throws -> String {
    let directory = try directory("store-\(UUID().uuidString)")
    try initDBDir(directory, count: 2)
    return directory
  }
}
