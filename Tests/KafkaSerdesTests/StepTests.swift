import Bytewax019
import BytewaxKafka019
import KafkaConnector
import Testing

/// The steps that make bytes of keys and values, and keys and values of bytes; no broker is needed for them.
@Suite("Kafka: serializing steps of 0.19") struct StepTests {
  typealias Bytes = [UInt8]?

  private func run<Item: Sendable>(_ build: (Dataflow) -> Stream<Item>) throws -> [Item] {
    let flow = Dataflow("steps")
    let list = TestingList<Item>()
    op.output("out", build(flow), TestingSink(into: list))
    try runMain(flow)
    return list.items
  }

  @Test func aSerializerThatTakesNoneAlsoTakesKeysAndValuesThatAreAlwaysThere() throws {
    let messages = [KafkaSinkMessage(key: "k", value: 2)]
    let expected: (Bytes, Bytes) = ([0x6B], [0, 0, 0, 2])
    let oneByOne = try run { flow in
      let up = op.input("in", flow, TestingSource(messages))
      return kop.serializeValue("value", kop.serializeKey("key", up, StringSerializer()), IntegerSerializer())
    }
    let both = try run { flow in
      kop.serialize(
        "both", op.input("in", flow, TestingSource(messages)), keySerializer: StringSerializer(), valSerializer: IntegerSerializer())
    }
    for message in oneByOne + both { #expect((message.key, message.value) == expected) }
    #expect(oneByOne.count == 1 && both.count == 1)
  }

  @Test func keysAndValuesThatMayBeAbsentStayAbsent() throws {
    let messages = [KafkaSinkMessage(key: String?.none, value: 2), KafkaSinkMessage(key: "", value: 3)]
    let written = try run { flow in
      kop.serialize(
        "both", op.input("in", flow, TestingSource(messages)), keySerializer: StringSerializer(), valSerializer: IntegerSerializer())
    }
    #expect(written.map(\.key) == [nil, []])
    let absent = try run { flow in
      kop.serializeValue("value", op.input("in", flow, TestingSource([KafkaSinkMessage(key: 1, value: Double?.none)])), DoubleSerializer())
    }
    #expect(absent.map(\.value) == [nil] && absent.map(\.key) == [1])
  }

  @Test func closuresSerializeToo() throws {
    let written = try run { flow in
      kop.serialize(
        "both", op.input("in", flow, TestingSource([KafkaSinkMessage(key: 1, value: "v", topic: "t")])),
        keySerializer: { key, context in [UInt8(key), UInt8(context.topic?.count ?? 0)] }, valSerializer: { value, _ in Array(value.utf8) })
    }
    #expect(written.map(\.key) == [[1, 1]] && written.map(\.value) == [[0x76]])
  }

  /// Source: bytewax 0.19.1 puts what a deserializer raises into `errs` with the original message (breaking change: kafka-serde-protocol).
  @Test func whatIsRefusedGoesToTheErrorsAsItWas() throws {
    let messages = [
      KafkaSourceMessage<Bytes, Bytes>(key: [0x6B], value: [0, 0, 0, 2], offset: 7), KafkaSourceMessage<Bytes, Bytes>(key: [0xFF], value: [1], offset: 8),
    ]
    let refused = try run { flow in
      kop.deserialize(
        "both", op.input("in", flow, TestingSource(messages)), keyDeserializer: StringDeserializer(), valDeserializer: IntegerDeserializer()
      ).errs
    }
    #expect(refused.map(\.msg.offset) == [8] && refused.map(\.err.name) == ["_KEY_DESERIALIZATION"])
    #expect(refused.map(\.msg.key) == [[0xFF]])
    let read = try run { flow in
      kop.deserialize(
        "both", op.input("in", flow, TestingSource(messages)), keyDeserializer: StringDeserializer(), valDeserializer: IntegerDeserializer()
      ).oks
    }
    #expect(read.map(\.key) == ["k"] && read.map(\.value) == [2])
  }
}
