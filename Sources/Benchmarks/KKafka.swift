import Bytewax019
import BytewaxKafka019
import CRdKafka
import Foundation

/// K: messages of 100 bytes from one topic to another: source, map, sink.
///
/// The baseline is librdkafka used barely: one consumer and one producer with the same settings, and each message handed from one to the
/// other without being copied in between. The broker is another process, so CPU seconds are the flow's alone.
enum K {
  private static let count = 200_000

  private static let broker = ProcessInfo.processInfo.environment["KAFKA_BROKER"]
  /// Why there are no workloads; nil when there are.
  static let obstacle =
    broker == nil ? "K is left out: no broker in KAFKA_BROKER; run 'make bench', or .ci/with-broker before the command" : nil

  /// Nothing without a broker, whose address is in `KAFKA_BROKER`; `make bench` sees to that.
  static func workloads() -> [Workload] {
    guard let broker else { return [] }
    let copy = Copy(broker: broker)
    return [
      Workload(id: "K/copy", budget: 0.6, engine: { try copy.throughEngine() }, baseline: { try copy.byHand() }),
      Workload(
        id: "K/copy-wall", budget: 0.6, stopwatch: .wall, engine: { try copy.throughEngine() }, baseline: { try copy.byHand() }),
    ]
  }

  /// The same work done in both ways, from one topic that is written when it is first needed to a new one each time.
  final class Copy {
    private let broker: String
    private lazy var input: String = Self.newTopic()
    private var isWritten = false

    init(broker: String) { self.broker = broker }

    private static func newTopic() -> String { "bench-\(UUID().uuidString.prefix(8))" }

    func throughEngine() throws -> Int {
      try writeInput()
      let sink = SummingSink<Int> { $0 }
      let flow = Dataflow("k")
      let messages = op.input("in", flow, KafkaSource(brokers: [broker], topics: [input], tail: false))
      let mapped = op.map("copy", messages) { message in KafkaSinkMessage(key: message.key, value: message.value) }
      op.output("out", mapped, KafkaSink(brokers: [broker], topic: Self.newTopic()))
      op.output("count", op.flatMapBatch("size", messages) { [$0.count] }, sink)
      try runMain(flow)
      return sink.sum.value
    }

    func byHand() throws -> Int {
      try writeInput()
      let consumer = try client(
        RD_KAFKA_CONSUMER,
        ["group.id": "bench", "enable.auto.commit": "false", "auto.commit.enable": "false", "enable.partition.eof": "true"])
      let producer = try client(RD_KAFKA_PRODUCER, ["enable.idempotence": "true", "delivery.report.only.error": "true"])
      let (source, target) = (rd_kafka_topic_new(consumer, input, nil), rd_kafka_topic_new(producer, Self.newTopic(), nil))
      let queue = rd_kafka_queue_new(consumer)
      let batch = UnsafeMutablePointer<UnsafeMutablePointer<rd_kafka_message_t>?>.allocate(capacity: 1000)
      defer {
        batch.deallocate()
        rd_kafka_consume_stop(source, 0)
        rd_kafka_queue_destroy(queue)
        rd_kafka_topic_destroy(source)
        rd_kafka_topic_destroy(target)
        rd_kafka_destroy(consumer)
        rd_kafka_destroy(producer)
      }
      rd_kafka_consume_start_queue(source, 0, -2, queue)
      var (total, hasEnded) = (0, false)
      while !hasEnded {
        let count = rd_kafka_consume_batch_queue(queue, 1, batch, 1000)
        for index in 0..<max(0, count) {
          guard let message = batch[index] else { continue }
          defer { rd_kafka_message_destroy(message) }
          if message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR {
            hasEnded = true
            continue
          }
          while rd_kafka_produce(
            target, RD_KAFKA_PARTITION_UA, Int32(RD_KAFKA_MSG_F_COPY), message.pointee.payload, message.pointee.len,
            message.pointee.key,
            message.pointee.key_len, nil) != 0
          { rd_kafka_poll(producer, 10) }
          total += 1
        }
        rd_kafka_poll(producer, 0)
      }
      guard rd_kafka_flush(producer, 60_000) == RD_KAFKA_RESP_ERR_NO_ERROR else {
        throw BenchmarkError("K: the broker does not acknowledge")
      }
      return total
    }

    private func client(_ kind: rd_kafka_type_t, _ settings: [String: String]) throws -> OpaquePointer {
      let configuration = rd_kafka_conf_new()
      for (name, value) in settings.merging(["bootstrap.servers": broker], uniquingKeysWith: { $1 }) {
        rd_kafka_conf_set(configuration, name, value, nil, 0)
      }
      rd_kafka_conf_set_log_cb(configuration) { _, _, _, _ in }
      guard let client = rd_kafka_new(kind, configuration, nil, 0) else { throw BenchmarkError("K: librdkafka starts no client") }
      return client
    }

    private func writeInput() throws {
      if isWritten { return }
      isWritten = true
      let flow = Dataflow("fill")
      let numbers = op.input("numbers", flow, TestingSource(0..<K.count, batchSize: 1000))
      let messages = op.map("message", numbers) { number in
        KafkaSinkMessage(key: "key-\(number % 1000)", value: String(repeating: "x", count: 92) + "\(10_000_000 + number)")
      }
      op.output("out", messages, KafkaSink(brokers: [broker], topic: input))
      try runMain(flow)
    }
  }
}
