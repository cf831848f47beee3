import BytewaxFluent
import DataflowCore
import KafkaConnector

/// Breaking changes: kafka-sink-messages, rename-kafka-output (0.17 → 0.18).
///
/// Writes `(key, value)` pairs to a topic; either may be bytes, text or `nil`.
@available(_PackageDescription, deprecated: 1, message: "rename-kafka-output: KafkaSink")
public struct KafkaOutput: Sink {
  private let sink: KafkaSink

  /// `addConfig` holds librdkafka's properties, passed on unchanged.
  public init(brokers: [String], topic: String, addConfig: [String: String] = [:]) {
    sink = KafkaSink(brokers: brokers, topic: topic, addConfig: addConfig)
  }

  public var sinkRecipe: SinkRecipe<([UInt8]?, [UInt8]?)> { recipe() }

  /// How pairs of any two payloads are written.
  func recipe<Key: KafkaPayload, Value: KafkaPayload>() -> SinkRecipe<(Key, Value)> {
    .step { [sink] id, pairs in
      pairs.flatMapBatch(id.nested("messages")) { batch in
        batch.map { SerializedKafkaSinkMessage(key: $0.0.kafkaBytes, value: $0.1.kafkaBytes) }
      }.output(id, sink.sinkRecipe, sees: .orderByKey)
    }
  }
}

extension Dataflow {
  /// Writes pairs to Kafka and passes them on; keys and values may be bytes, text, or either of them missing.
  @available(_PackageDescription, deprecated: 1, message: "output-ends-stream: op.output, whose upstream later steps read")
  public func output(_ stepID: String, _ output: KafkaOutput, file: StaticString = #filePath, line: UInt = #line) {
    let id = named(stepID, "output", file, line)
    func write<Key: KafkaPayload>(_ key: Key.Type) -> Bool {
      write(key, [UInt8].self) || write(key, [UInt8]?.self) || write(key, String.self) || write(key, String?.self)
    }
    func write<Key: KafkaPayload, Value: KafkaPayload>(_ key: Key.Type, _ value: Value.Type) -> Bool {
      guard current != nil, let pairs = exactStream(of: (Key, Value).self) else { return false }
      pairs.output(id, output.recipe())
      return true
    }
    if write([UInt8]?.self) || write(String.self) || write([UInt8].self) || write(String?.self) { return }
    stream(of: ([UInt8]?, [UInt8]?).self, for: id).output(id, output.sinkRecipe)
  }
}
