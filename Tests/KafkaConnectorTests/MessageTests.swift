import BytewaxKafka019
import Testing

@testable import KafkaConnector

@Suite("Kafka: messages") struct MessageTests {
  @Test func bytesThatAreTextArePrintedAsText() {
    let message = SerializedKafkaSourceMessage(
      key: nil, value: .text("a b"), topic: "t", headers: [("h", [0, 255])], offset: 7, partition: 0, timestamp: (1, 5))
    #expect(
      "\(message)"
        == #"KafkaSourceMessage(key: nil, value: "a b", topic: t, partition: 0, offset: 7, timestamp: 5, headers: [h: 0x00ff])"#)
    #expect("\(KafkaSinkMessage(key: "k", value: 3))" == #"KafkaSinkMessage(key: "k", value: 3)"#)
  }

  @Test func whatIsReadIsWrittenWithKeyValueAndHeadersOnly() {
    let message = KafkaSourceMessage(
      key: "k", value: 1, topic: "t", headers: [("h", nil)], offset: 7, partition: 2, timestamp: (1, 5)
    ).toSink()
    #expect(message.key == "k" && message.value == 1 && message.headers.map(\.0) == ["h"])
    #expect(message.topic == nil && message.partition == nil && message.timestamp == 0)
  }

  @Test func storedMessagesAreWhatTheyWere() throws {
    let messages = [
      SerializedKafkaSinkMessage(key: nil, value: [], topic: nil),
      SerializedKafkaSinkMessage(key: [], value: nil, topic: "t", timestamp: -5),
      SerializedKafkaSinkMessage(
        key: .text("é"), value: Array(repeating: 7, count: 300), headers: [("a", nil), ("a", []), ("b", [1])],
        timestamp: 1_700_000_000_123),
    ]
    let read = try PendingMessages(sequence: 3, messages).messages()
    #expect(read.map(\.key) == messages.map(\.key) && read.map(\.value) == messages.map(\.value))
    #expect(read.map(\.topic) == messages.map(\.topic) && read.map(\.timestamp) == messages.map(\.timestamp))
    #expect(read.map { $0.headers.map(\.0) } == messages.map { $0.headers.map(\.0) })
    #expect(read.map { $0.headers.map(\.1) } == messages.map { $0.headers.map(\.1) })
  }

  @Test func anOffsetIsANumberOrAName() {
    let offset: KafkaOffset = 5
    #expect(offset.rawValue == 5 && KafkaOffset.end.rawValue == -1 && "\(KafkaOffset.beginning)" == "beginning")
  }
}
