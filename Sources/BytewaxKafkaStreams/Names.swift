import KafkaConnector

// What 0.18 and 0.19 spell alike of Kafka.

public typealias KafkaSource = KafkaConnector.KafkaSource
public typealias KafkaSink = KafkaConnector.KafkaSink
public typealias KafkaSourceMessage = KafkaConnector.KafkaSourceMessage
public typealias KafkaSinkMessage = KafkaConnector.KafkaSinkMessage
public typealias KafkaError = KafkaConnector.KafkaError
public typealias KafkaSourceResult = KafkaConnector.KafkaSourceResult
public typealias KafkaPayload = KafkaConnector.KafkaPayload
/// Why a source or sink cannot go on.
public typealias KafkaConnectorError = KafkaConnector.KafkaConnectorError
/// What librdkafka reports.
public typealias ConfluentKafkaError = KafkaConnector.ConfluentKafkaError
/// Where a partition without a stored position begins.
public typealias KafkaOffset = KafkaConnector.KafkaOffset
/// The oldest message there is.
public let OFFSET_BEGINNING = KafkaConnector.OFFSET_BEGINNING
/// Whatever comes after the start.
public let OFFSET_END = KafkaConnector.OFFSET_END
/// What the consumer group named by `group.id` has committed.
public let OFFSET_STORED = KafkaConnector.OFFSET_STORED
