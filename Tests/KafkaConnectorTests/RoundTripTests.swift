import Bytewax019
import BytewaxKafka019
import Testing

/// What is read is what was written, and what is written is what was meant.
@Suite("Kafka: round trip", .enabled(if: Broker.isInstalled, Broker.advice)) struct RoundTripTests {
  let broker: Broker
  let peer: Peer

  init() throws {
    broker = try .running()
    peer = try Peer(at: broker.address)
  }

  @Test func everyPartOfAMessageIsRead() throws {
    let topic = try broker.topic("parts", partitions: 2)
    try peer.write(
      [.init(partition: 1, key: .text("k"), value: .text("v")), .init(partition: 1, key: nil, value: [])], to: topic)
    let seen = TestingList<SerializedKafkaSourceMessage>()
    let flow = Dataflow("flow")
    let messages = op.input("inp", flow, KafkaSource(brokers: [broker.address], topics: [topic], tail: false))
    op.output("out", messages, TestingSink(into: seen))
    try runMain(flow)
    let items = seen.items
    #expect(items.map(\.key) == [.text("k"), nil])
    #expect(items.map(\.value) == [.text("v"), []])
    #expect(items.map(\.topic) == [topic, topic])
    #expect(items.map(\.partition) == [1, 1])
    #expect(items.map(\.offset) == [0, 1])
    #expect(items.allSatisfy { $0.timestamp?.0 == 1 && ($0.timestamp?.1 ?? 0) > 1_600_000_000_000 })
    #expect(items.allSatisfy { $0.headers.isEmpty && $0.latency == nil })
  }

  @Test func everyPartOfAMessageIsWritten() throws {
    let topic = try broker.topic("written")
    let flow = Dataflow("flow")
    let messages = op.input(
      "inp", flow,
      TestingSource([
        KafkaSinkMessage<[UInt8]?, [UInt8]?>(
          key: .text("k"), value: .text("v"), headers: [("a", .text("1")), ("a", []), ("b", nil)], timestamp: 1_700_000_000_123),
        KafkaSinkMessage<[UInt8]?, [UInt8]?>(key: nil, value: nil),
        KafkaSinkMessage<[UInt8]?, [UInt8]?>(key: [], value: []),
      ]))
    op.output("out", messages, KafkaSink(brokers: [broker.address], topic: topic))
    try runMain(flow)
    let records = try peer.readAll(topic)
    #expect(records.map(\.key) == [.text("k"), nil, []])
    #expect(records.map(\.value) == [.text("v"), nil, []])
    #expect(records[0].headers.map(\.0) == ["a", "a", "b"])
    #expect(records[0].headers.map(\.1) == [.text("1"), [], nil])
    #expect(records[0].timestamp == 1_700_000_000_123)
    #expect(records[1].headers.isEmpty)
  }

  @Test func aMessagesOwnTopicWins() throws {
    let (first, second) = (try broker.topic("first"), try broker.topic("second"))
    let flow = Dataflow("flow")
    let messages = op.input(
      "inp", flow, TestingSource([KafkaSinkMessage(key: "k", value: "a"), KafkaSinkMessage(key: "k", value: "b", topic: second)]))
    op.output("out", messages, KafkaSink(brokers: [broker.address], topic: first))
    try runMain(flow)
    #expect(try peer.readAll(first).map(\.text) == ["a"])
    #expect(try peer.readAll(second).map(\.text) == ["b"])
  }

  @Test func aMessageWithoutAnyTopicStopsTheFlow() throws {
    let flow = Dataflow("flow")
    let messages = op.input("inp", flow, TestingSource([KafkaSinkMessage(key: "k", value: "a")]))
    op.output("out", messages, KafkaSink(brokers: [broker.address], topic: nil))
    #expect(throws: StepError.self) { try runMain(flow) }
  }

  @Test func headersAndKeysPassFromInputToOutput() throws {
    let (source, target) = (try broker.topic("in"), try broker.topic("out"))
    let first = Dataflow("first")
    let made = op.input(
      "inp", first,
      TestingSource((0..<10).map { KafkaSinkMessage(key: "k\($0)", value: "v\($0)", headers: [("n", Array("\($0)".utf8))]) }))
    op.output("out", made, KafkaSink(brokers: [broker.address], topic: source))
    try runMain(first)
    let flow = Dataflow("flow")
    let kinp = kop.input("inp", flow, brokers: [broker.address], topics: [source], tail: false)
    op.raises("stop", kinp.errs)
    kop.output("out", kinp.oks, brokers: [broker.address], topic: target)
    try runMain(flow)
    let records = try peer.readAll(target)
    #expect(records.map { text($0.key) } == (0..<10).map { "k\($0)" })
    #expect(records.map(\.text) == (0..<10).map { "v\($0)" })
    #expect(records.map { text($0.headers.first?.1) } == (0..<10).map { "\($0)" })
  }

  @Test("any number of workers reads every partition once", arguments: [1, 2, 3])
  func anyNumberOfWorkers(workers: Int) throws {
    let topic = try broker.topic("many", partitions: 4)
    for partition in 0..<4 { try peer.write((0..<2500).map { "\(partition) \($0)" }, to: topic, partition: Int32(partition)) }
    let seen = TestingList<String>()
    let flow = Dataflow("flow")
    let messages = op.input("inp", flow, KafkaSource(brokers: [broker.address], topics: [topic], tail: false))
    op.output("out", op.map("text", messages) { String(decoding: $0.value ?? [], as: UTF8.self) }, TestingSink(into: seen))
    try clusterMain(flow, [], 0, workerCountPerProc: workers)
    let byPartition = Dictionary(grouping: seen.items) { $0.prefix(1) }
    for partition in 0..<4 { #expect(byPartition["\(partition)"] == (0..<2500).map { "\(partition) \($0)" }) }
  }

  @Test func poisonGoesToTheErrorStreamWithItsMessage() throws {
    let topic = try broker.topic("poison")
    try peer.write(["1", "two", "3"], to: topic)
    let (numbers, errors) = (TestingList<Int>(), TestingList<String>())
    let flow = Dataflow("flow")
    let kinp = kop.input("inp", flow, brokers: [broker.address], topics: [topic], tail: false)
    let parsed = kop.deserializeValue("number", kinp.oks) { data, context in
      guard let number = Int(String(decoding: data ?? [], as: UTF8.self)) else { throw NotANumber(topic: context.topic) }
      return number
    }
    op.output("numbers", op.map("value", parsed.oks) { $0.value }, TestingSink(into: numbers))
    op.output(
      "errors",
      op.map("what", parsed.errs) {
        "\($0.err.name) \($0.msg.offset ?? -1) \(String(decoding: $0.msg.value ?? [], as: UTF8.self))"
      }, TestingSink(into: errors))
    try runMain(flow)
    #expect(numbers.items == [1, 3])
    #expect(errors.items == ["_VALUE_DESERIALIZATION 1 two"])
  }

  struct NotANumber: Error { let topic: String? }
}
