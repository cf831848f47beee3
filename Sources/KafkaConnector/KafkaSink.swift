public import DataflowCore

/// Writes messages to topics; every worker has a producer of its own.
///
///     op.output("out", messages, KafkaSink(brokers: ["localhost:9092"], topic: "totals"))
///
/// The producer is idempotent, and an epoch closes only when all its messages have been acknowledged: a flow that is resumed writes every
/// message at least once. When the producer's queue is full, the flow waits.
///
/// With a `transactional.id` in `addConfig` an epoch's messages are written in a transaction once the recovery store has them, and readers of
/// committed messages (`isolation.level=read_committed`) see each exactly once, however often the flow is killed and resumed. Workers put
/// their number behind the id.
public struct KafkaSink: Sink {
  let brokers: [String]
  let topic: String?
  let addConfig: [String: String]

  /// - Parameters:
  ///   - topic: where messages go that name no topic themselves; with `nil` every message has to.
  ///   - addConfig: librdkafka's properties, passed on unchanged; they win over the sink's own.
  public init(brokers: [String], topic: String?, addConfig: [String: String] = [:]) {
    self.brokers = brokers
    self.topic = topic
    self.addConfig = addConfig
  }

  public var sinkRecipe: SinkRecipe<SerializedKafkaSinkMessage> {
    if let rehearsal = Rehearsal.current { return rehearsal.recipe(topic: topic) }
    return addConfig["transactional.id"].map { transactionalRecipe($0) } ?? plainRecipe
  }

  private var plainRecipe: SinkRecipe<SerializedKafkaSinkMessage> {
    .step { id, port in
      port.graph.add(id, reads: [port.erased], sees: .orderByKey) { [index = port.index] assembly in
        let producer = try KafkaProducer(
          brokers: brokers, topic: topic, addConfig: addConfig, notices: .standardError(of: id.qualified),
          isStopping: assembly.worker.isStopping)
        assembly.connect(
          index,
          Inlet<SerializedKafkaSinkMessage>(
            receive: { messages in try id.naming { try producer.write(messages) } },
            signal: { signal in if case .close = signal { try id.naming { try producer.flush() } } }))
        // After a failure there may be messages of an epoch that has not closed.
        assembly.addClosing { try id.naming { try producer.flush() } }
      }
    }
  }
}
