import Bytewax019
import BytewaxKafka019
import CRdKafka
import Foundation
import Synchronization
import Testing

@testable import KafkaConnector

/// What a flow does when Kafka fails it: each failure has one behaviour, and a message that says what to do.
@Suite("Kafka: failures", .serialized) struct FailureTests {
  /// Reads a topic to its end and gives the texts of its messages.
  private func read(_ address: String, _ topic: String, from start: KafkaOffset = .beginning, _ config: [String: String] = [:])
    throws -> [String]
  {
    let seen = TestingList<String>()
    let flow = Dataflow("flow")
    let messages = op.input(
      "inp", flow, KafkaSource(brokers: [address], topics: [topic], tail: false, startingOffset: start, addConfig: config))
    op.output("out", op.map("text", messages) { text($0.value) ?? "nil" }, TestingSink(into: seen))
    try runMain(flow)
    return seen.items
  }

  /// What stops a flow that writes these values to a topic.
  private func failure(writing values: [String], to topic: String, at address: String, _ config: [String: String] = [:])
    -> KafkaConnectorError?
  {
    let flow = Dataflow("flow")
    let messages = op.input("inp", flow, TestingSource(values.map { KafkaSinkMessage(key: "k", value: $0) }))
    op.output("out", messages, KafkaSink(brokers: [address], topic: topic, addConfig: config))
    return failure { try runMain(flow) }
  }

  private func failure(_ body: () throws -> Void) -> KafkaConnectorError? {
    do {
      try body()
      return nil
    } catch { return (error as? StepError)?.cause as? KafkaConnectorError ?? error as? KafkaConnectorError }
  }

  // MARK: broker down

  @Test func aFlowStopsWhenNoBrokerAnswersForAsLongAsTheSettingsSay() throws {
    let address = "127.0.0.1:\(try freePort())"
    let error = failure { _ = try read(address, "t", ["socket.connection.setup.timeout.ms": "1000"]) }
    #expect(error?.code == .brokersUnreachable)
    #expect("\(try #require(error))".hasSuffix("start one or correct brokers"))
  }

  @Test func withoutAnAddressNothingIsWaitedFor() throws {
    let flow = Dataflow("flow")
    op.output("out", op.input("inp", flow, KafkaSource(brokers: [], topics: ["t"])), TestingSink(into: TestingList()))
    let error = failure { try runMain(flow) }
    #expect(error?.code == .noBrokers)
    #expect(ClientSettings([("bootstrap.servers", "")]).adding(["metadata.broker.list": "a:1"]).brokers == "a:1")
  }

  @Test func aWriterWithNothingToWriteDoesNotTakeSilenceForAnAnswer() throws {
    let heard = EventLog()
    let producer = try KafkaProducer(
      brokers: ["127.0.0.1:\(try freePort())"], topic: "t", addConfig: [:], notices: Notices { heard.add($0) })
    // What is reported of the broker waits for someone to look.
    while rd_kafka_outq_len(producer.client.handle) == 0 { sched_yield() }
    while !heard.events.contains(where: { $0.contains("can be reached") }) { try producer.flush() }
    #expect(!heard.events.contains { $0.contains("answers again") }, "\(heard.events)")
  }

  @Test func aBrokerThatComesUpLateIsWaitedForWithAMessage() throws {
    let cluster = try MockCluster(topic: "late", partitions: 3)
    cluster.goDown()
    let heard = EventLog()
    let client = try KafkaClient(
      RD_KAFKA_PRODUCER, ClientSettings([("bootstrap.servers", cluster.address), ("reconnect.backoff.max.ms", "200")]),
      reportingTo: Notices {
        heard.add($0)
        cluster.comeUp()
      })
    #expect(try client.partitions(of: "late") == [0, 1, 2])
    #expect(heard.events.first?.contains("no Kafka broker") == true)
  }

  @Test func aWriterWhoseBrokerNeverComesUpSaysSoBeforeItGivesUp() throws {
    let heard = EventLog()
    let port = try freePort()
    let producer = try KafkaProducer(
      brokers: ["127.0.0.1:\(port)"], topic: "t", addConfig: ["message.timeout.ms": "20000"],
      notices: Notices { heard.add($0) }, isStopping: { !heard.events.isEmpty })
    try producer.write([SerializedKafkaSinkMessage(key: nil, value: .text("a"))])
    let error = failure { try producer.flush() }
    #expect(error?.code == .notDelivered)
    #expect(heard.events.first?.hasPrefix("no Kafka broker can be reached at 127.0.0.1:\(port) (") == true)
    #expect(heard.events.first?.contains("Connection refused") == true)
  }

  @Test func aReaderWaitsForABrokerThatIsDownForAWhile() throws {
    let cluster = try MockCluster(topic: "away")
    let peer = try Peer(at: cluster.address, ["reconnect.backoff.max.ms": "200"])
    try peer.write(["a", "b"], to: "away")
    let heard = EventLog()
    let client = try KafkaClient(
      RD_KAFKA_CONSUMER,
      ClientSettings([
        ("bootstrap.servers", cluster.address), ("group.id", "g"), ("reconnect.backoff.max.ms", "200"),
        ("auto.offset.reset", "error"),
      ]),
      reportingTo: Notices { heard.add($0) })
    let tail = try PartitionTail(
      client, "away", 0, from: .beginning, batchSize: 100, stepID: "s")
    var texts: [String] = []
    func poll(until done: () -> Bool) throws {
      let start = ContinuousClock.now
      while !done() {
        guard ContinuousClock.now - start < .seconds(60) else {
          throw PeerError("nothing came in a minute: \(texts) \(heard.events)")
        }
        try tail.poll {
          texts.append(String(decoding: UnsafeRawBufferPointer(start: $0.pointee.payload, count: $0.pointee.len), as: UTF8.self))
        } onError: {
          throw $1
        }
        rd_kafka_poll(client.handle, 5)
      }
    }
    try poll { texts == ["a", "b"] }
    cluster.goDown()
    try poll { heard.events.contains { $0.contains("no Kafka broker can be reached") } }
    cluster.comeUp()
    try peer.write(["c"], to: "away")
    try poll { texts == ["a", "b", "c"] }
    #expect(heard.events.last?.contains("answers again") == true)
    #expect(tail.position == 3)
  }

  @Test func aWriterLosesNothingWhileABrokerIsDown() throws {
    let cluster = try MockCluster(topic: "kept")
    let heard = EventLog()
    let producer = try KafkaProducer(
      brokers: [cluster.address], topic: "kept", addConfig: ["reconnect.backoff.max.ms": "200"],
      notices: Notices {
        heard.add($0)
        cluster.comeUp()
      })
    try producer.write([SerializedKafkaSinkMessage(key: nil, value: .text("a"))])
    try producer.flush()
    cluster.goDown()
    try producer.write((0..<100).map { SerializedKafkaSinkMessage(key: nil, value: .text("\($0)")) })
    try producer.flush()
    #expect(heard.events.first?.contains("no Kafka broker can be reached") == true)
    #expect(try Peer(at: cluster.address).readAll("kept").map(\.text) == ["a"] + (0..<100).map { "\($0)" })
  }

  // MARK: topics and positions

  @Test func aMissingTopicStopsTheFlow() throws {
    let cluster = try MockCluster(topic: "gone")
    cluster.refuse(topic: "gone", with: RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
    let error = failure { _ = try read(cluster.address, "gone") }
    #expect(error?.code == .topicMissing)
    #expect("\(try #require(error))" == "topic 'gone' does not exist; create it or correct its name")
  }

  @Test func aTopicThatMayNotBeReadStopsTheFlow() throws {
    let cluster = try MockCluster(topic: "secret")
    cluster.refuse(topic: "secret", with: RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED)
    #expect(failure { _ = try read(cluster.address, "secret") }?.code == .topicRefused)
  }

  @Test(.enabled(if: Broker.isInstalled, Broker.advice)) func aPositionThatIsGoneStopsTheFlowInsteadOfSkippingMessages() throws {
    let broker = try Broker.running()
    let topic = try broker.topic("trimmed")
    let peer = try Peer(at: broker.address)
    try peer.write((0..<10).map { "\($0)" }, to: topic)
    try peer.deleteRecords(of: topic, before: 5)
    let error = failure { _ = try read(broker.address, topic, from: 2) }
    #expect(error?.code == .offsetOutOfRange)
    #expect("\(try #require(error))".contains("has no offset 2; the broker has 5 to 10;"))
    #expect(try read(broker.address, topic, from: 2, ["auto.offset.reset": "earliest"]) == ["5", "6", "7", "8", "9"])
    #expect(try read(broker.address, topic) == ["5", "6", "7", "8", "9"])
  }

  @Test(.enabled(if: Broker.isInstalled, Broker.advice)) func aPositionThatIsGoneIsOnTheErrorStreamOfKopInput() throws {
    let broker = try Broker.running()
    let topic = try broker.topic("trimmed")
    try Peer(at: broker.address).write(["a"], to: topic)
    let errors = TestingList<String>()
    let flow = Dataflow("flow")
    let kinp = kop.input("inp", flow, brokers: [broker.address], topics: [topic], startingOffset: 7)
    op.output("errors", op.map("name", kinp.errs) { $0.err.name }, TestingSink(into: errors))
    try runMain(flow)
    #expect(errors.items == ["_AUTO_OFFSET_RESET"])
  }

  @Test(.enabled(if: Broker.isInstalled, Broker.advice)) func addedPartitionsAreToldOfAndReadByTheNextStart() throws {
    let broker = try Broker.running()
    let topic = try broker.topic("growing")
    let peer = try Peer(at: broker.address)
    try peer.write(["a"], to: topic)
    let counts = PartitionCounts()
    counts.note(1, of: topic)
    let heard = EventLog()
    let client = try KafkaClient(
      RD_KAFKA_CONSUMER, ClientSettings([("bootstrap.servers", broker.address), ("group.id", "g")]),
      reportingTo: Notices { heard.add($0) })
    let tail = try PartitionTail(
      client, topic, 0, from: .beginning, batchSize: 10, stepID: "s", watching: counts)
    try peer.grow(topic, to: 2)
    // The broker's answer may be older than its promise to grow, so it is asked until it knows.
    let start = ContinuousClock.now
    while heard.events.isEmpty && ContinuousClock.now - start < .seconds(30) { try tail.look() }
    #expect(
      heard.events == ["topic '\(topic)' has grown from 1 to 2 partitions; stop the flow and resume it to read the new ones"])
    try Peer(at: broker.address).write(["b"], to: topic, partition: 1)
    #expect(try read(broker.address, topic).sorted() == ["a", "b"])
  }

  // MARK: writing

  @Test func aMessageThatIsTooLargeForTheClientStopsTheFlow() throws {
    let cluster = try MockCluster(topic: "large")
    let error = failure(writing: [String(repeating: "x", count: 2_000_000)], to: "large", at: cluster.address)
    #expect(error?.code == .messageTooLarge)
    #expect(
      "\(try #require(error))".contains("a message of 2000001 bytes for topic 'large' is too large; raise message.max.bytes"))
  }

  @Test func aMessageThatIsTooLargeForTheBrokerStopsTheFlowBeforeTheEpochCloses() throws {
    let cluster = try MockCluster(topic: "large")
    cluster.refuse(request: 0, with: [RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE])
    #expect(failure(writing: ["x"], to: "large", at: cluster.address)?.code == .messageTooLarge)
  }

  @Test func whatIsNotAcknowledgedStopsTheFlow() throws {
    let cluster = try MockCluster(topic: "refused")
    cluster.refuse(request: 0, with: [RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED])
    let error = failure(writing: ["x"], to: "refused", at: cluster.address)
    #expect(error?.code == .notDelivered)
    #expect(error?.cause?.name == "TOPIC_AUTHORIZATION_FAILED")
  }

  @Test func aFullQueueMakesTheFlowWait() throws {
    let cluster = try MockCluster(topic: "full")
    let values = (0..<500).map { "\($0)" }
    let error = failure(writing: values, to: "full", at: cluster.address, ["queue.buffering.max.messages": "10"])
    #expect(error == nil)
    #expect(try Peer(at: cluster.address).readAll("full").map(\.text) == values)
  }

  // MARK: settings and passwords

  @Test func aRefusedPasswordStopsTheFlow() throws {
    let broker = try RefusingBroker()
    let config = [
      "security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN", "sasl.username": "u", "sasl.password": "p",
    ]
    let error = failure { _ = try read(broker.address, "t", config) }
    #expect(error?.code == .authenticationRefused)
    #expect(error.map { "\($0)".contains("wrong password") } == true, "\(error.map { "\($0)" } ?? "no error")")
  }

  @Test func aSettingThatLibrdkafkaDoesNotKnowIsNamed() throws {
    let error = failure { _ = try read("127.0.0.1:1", "t", ["no.such.setting": "1"]) }
    #expect(error?.code == .badSetting)
    #expect("\(try #require(error))".hasPrefix("librdkafka refuses 'no.such.setting': "))
  }
}

/// Remembers what was said, from any thread.
final class EventLog: Sendable {
  private let list = Mutex<[String]>([])
  var events: [String] { list.withLock { $0 } }
  func add(_ event: String) { list.withLock { $0.append(event) } }
}
