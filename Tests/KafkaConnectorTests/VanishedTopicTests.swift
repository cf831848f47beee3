import Bytewax019
import BytewaxKafka019
import CRdKafka
import Testing

@testable import KafkaConnector

/// What a flow does whose topic is deleted while it reads it.
@Suite("Kafka: vanished topics", .serialized) struct VanishedTopicTests {
  /// Reads a topic, as a flow that waits for more does, until it is told that the topic is gone.
  private func tail(_ address: String, _ topic: String, onMessage: @escaping @Sendable () throws -> Void) -> (any Error)? {
    let flow = Dataflow("flow")
    let quickly = ["topic.metadata.propagation.max.ms": "1000"]
    let messages = op.input("inp", flow, KafkaSource(brokers: [address], topics: [topic], addConfig: quickly))
    let seen = op.map("see", messages) { message in
      try onMessage()
      return text(message.value) ?? "nil"
    }
    op.output("out", seen, TestingSink(into: TestingList()))
    do {
      try runMain(flow)
      return nil
    } catch { return error }
  }

  @Test(.enabled(if: Broker.isInstalled, Broker.advice)) func aTopicThatVanishesEndsAFlowThatWaitsForMore() throws {
    let broker = try Broker.running()
    let topic = try broker.topic("vanishing", partitions: 2)
    let peer = try Peer(at: broker.address)
    try peer.write(["a"], to: topic)
    let error = try #require(tail(broker.address, topic) { try Peer(at: broker.address).delete(topic) } as? StepError)
    #expect(error.step.qualified == "flow.inp" && (error.cause as? KafkaConnectorError)?.code == .topicGone, "\(error)")
    #expect("\(error)".hasSuffix(
      "topic '\(topic)' is no longer there at \(broker.address); make it again and start the flow with an empty recovery store, or take it out of the source"))
  }

  @Test func aTopicThatIsUnknownForAMomentDoesNotEndTheFlow() throws {
    let cluster = try MockCluster(topic: "flickering")
    let peer = try Peer(at: cluster.address)
    try peer.write(["a"], to: "flickering")
    let heard = EventLog()
    let client = try KafkaClient(
      RD_KAFKA_CONSUMER,
      ClientSettings([
        ("bootstrap.servers", cluster.address), ("group.id", "g"), ("auto.offset.reset", "error"), ("topic.metadata.propagation.max.ms", "60000"),
      ]),
      reportingTo: Notices { heard.add($0) })
    let counts = PartitionCounts()
    counts.note(1, of: "flickering")
    let tail = try PartitionTail(client, "flickering", 0, from: .beginning, batchSize: 10, stepID: "s", watching: counts)
    var texts: [String] = []
    func poll(until done: () -> Bool) throws {
      let start = ContinuousClock.now
      while !done() {
        try #require(ContinuousClock.now - start < .seconds(60), "\(texts) \(heard.events)")
        try tail.poll {
          texts.append(String(decoding: UnsafeRawBufferPointer(start: $0.pointee.payload, count: $0.pointee.len), as: UTF8.self))
        } onError: {
          throw $1
        }
        rd_kafka_poll(client.handle, 5)
      }
    }
    try poll { texts == ["a"] }
    cluster.refuse(topic: "flickering", with: RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
    while heard.events.isEmpty { try tail.look() }
    cluster.refuse(topic: "flickering", with: RD_KAFKA_RESP_ERR_NO_ERROR)
    while heard.events.count < 2 { try tail.look() }
    try peer.write(["b"], to: "flickering")
    try poll { texts == ["a", "b"] }
    #expect(heard.events == [
      "topic 'flickering' is no longer there at \(cluster.address); waiting for it for 60 s", "topic 'flickering' is there again",
    ])
  }

  @Test func aTopicIsGoneOnceItHasBeenMissingForLongEnoughWithoutABreak() {
    var watch = TopicWatch(patience: .seconds(30))
    let start = ContinuousClock.now
    #expect(watch.see(isThere: true, at: start) == .there)
    #expect(watch.see(isThere: false, at: start + .seconds(5)) == .missing)
    #expect(watch.see(isThere: false, at: start + .seconds(34)) == .stillMissing)
    #expect(watch.see(isThere: true, at: start + .seconds(34)) == .back)
    #expect(watch.see(isThere: false, at: start + .seconds(40)) == .missing)
    #expect(watch.see(isThere: false, at: start + .seconds(69)) == .stillMissing)
    #expect(watch.see(isThere: false, at: start + .seconds(70)) == .gone)
  }
}
