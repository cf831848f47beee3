// What 0.19 offers for Kafka: sources, sinks, `kop`, and serializers that are called with a context.
@_exported import BytewaxKafkaStreams
import KafkaConnector

/// The Kafka operators of 0.19: `kop.input("inp", flow, brokers: …, topics: …)`.
public enum kop: KafkaOperators {}

public typealias MaybeStrBytes = KafkaConnector.MaybeStrBytes
public typealias SerializedKafkaSourceMessage = KafkaConnector.SerializedKafkaSourceMessage
public typealias SerializedKafkaSinkMessage = KafkaConnector.SerializedKafkaSinkMessage
public typealias SerializedKafkaSourceResult = KafkaConnector.SerializedKafkaSourceResult
public typealias KafkaSourceError = KafkaConnector.KafkaSourceError
/// The lag of every partition that this process reads.
public let BYTEWAX_CONSUMER_LAG_GAUGE = KafkaConnector.BYTEWAX_CONSUMER_LAG_GAUGE
