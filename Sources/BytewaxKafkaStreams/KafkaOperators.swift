import BytewaxStreams
import DataflowCore
import DataflowOperators
import KafkaConnector

/// The Kafka operators that 0.18 and 0.19 spell alike; each era's `kop` adds its own.
public protocol KafkaOperators {}

/// The two streams of a Kafka operator, under a name of its own in each era.
public struct KafkaOutcome<Ok: Sendable, Failure: Sendable> {
  /// What went well.
  public let oks: Stream<Ok>
  /// What did not; it vanishes unless a step reads it.
  public let errs: Stream<Failure>

  @usableFromInline
  package init(oks: Stream<Ok>, errs: Stream<Failure>) {
    self.oks = oks
    self.errs = errs
  }
}

extension KafkaOperators {
  /// Reads topics; errors of the consumer do not stop the flow but are a stream of their own.
  ///
  ///     let messages = kop.input("inp", flow, brokers: ["localhost:9092"], topics: ["orders"])
  ///     op.raises("stop_at_errors", messages.errs)
  public static func input(
    _ stepID: String, _ flow: Dataflow, brokers: [String], topics: [String], tail: Bool = true,
    startingOffset: KafkaOffset = .beginning, addConfig: [String: String] = [:], batchSize: Int = 1000,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KafkaOutcome<SerializedKafkaSourceMessage, KafkaSourceError> {
    let id = flow.newStep(stepID, "input", file, line)
    let reading = KafkaReading(
      brokers: brokers, topics: topics, tail: tail, startingOffset: startingOffset, addConfig: addConfig, batchSize: batchSize)
    let batches = flow.graph.input(id.nested("kafka_input"), KafkaSource(partsOf: reading).sourceRecipe)
    return KafkaOutcome(batches, id.nested("split_err"), scope: nil)
  }

  /// Writes messages to a topic, those that were read included; a message's own topic wins.
  public static func output<Message: KafkaOutgoing>(
    _ stepID: String, _ up: Stream<Message>, brokers: [String], topic: String?, addConfig: [String: String] = [:],
    file: StaticString = #filePath, line: UInt = #line
  ) where Message.Key: KafkaPayload, Message.Value: KafkaPayload {
    let id = up.newStep(stepID, "output", file, line)
    up.port.serialized(id.nested("to_sink"))
      .output(id.nested("kafka_output"), KafkaSink(brokers: brokers, topic: topic, addConfig: addConfig).sinkRecipe)
  }
}

extension KafkaOutcome {
  /// Parts a stream of parted batches.
  @inlinable
  package init(_ batches: Port<Parted<Ok, Failure>>, _ id: StepID, scope: String?) {
    oks = Stream(batches.flatMapBatch(id) { $0.count == 1 ? $0[0].oks : $0.flatMap(\.oks) }, scope: scope)
    errs = Stream(batches.flatMapBatch(id) { $0.count == 1 ? $0[0].errs : $0.flatMap(\.errs) }, scope: scope)
  }
}

extension Port where Element: KafkaOutgoing, Element.Key: KafkaPayload, Element.Value: KafkaPayload {
  /// The messages as the producer takes them; no step where they are that already.
  func serialized(_ id: StepID) -> Port<SerializedKafkaSinkMessage> {
    if Element.self == SerializedKafkaSinkMessage.self { return erased.assuming() }
    return flatMapBatch(id) { $0.map(\.outgoing.serialized) }
  }
}

extension Stream {
  /// Writes messages whose keys and values are bytes, text or missing; nothing follows an output.
  @_disfavoredOverload
  public func output<Key: KafkaPayload, Value: KafkaPayload>(
    _ stepID: String, _ sink: KafkaSink, file: StaticString = #filePath, line: UInt = #line
  ) where Element == KafkaSinkMessage<Key, Value> {
    let id = newStep(stepID, "output", file, line)
    port.serialized(id.nested("to_sink")).output(id, sink.sinkRecipe)
  }
}

extension StreamOperators {
  /// Writes messages whose keys and values are bytes, text or missing; nothing follows an output.
  @_disfavoredOverload
  public static func output<Key: KafkaPayload, Value: KafkaPayload>(
    _ stepID: String, _ up: Stream<KafkaSinkMessage<Key, Value>>, _ sink: KafkaSink, file: StaticString = #filePath,
    line: UInt = #line
  ) {
    up.output(stepID, sink, file: file, line: line)
  }
}
