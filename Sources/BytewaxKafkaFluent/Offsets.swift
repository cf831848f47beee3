import KafkaConnector

// What 0.16 and 0.17 spell alike of Kafka.

/// Where a partition without a stored position begins.
public typealias KafkaOffset = KafkaConnector.KafkaOffset
/// The oldest message there is.
public let OFFSET_BEGINNING = KafkaConnector.OFFSET_BEGINNING
/// Whatever comes after the start.
public let OFFSET_END = KafkaConnector.OFFSET_END
/// What the consumer group named by `group.id` has committed.
public let OFFSET_STORED = KafkaConnector.OFFSET_STORED
/// Why Kafka's input or output cannot go on.
public typealias KafkaConnectorError = KafkaConnector.KafkaConnectorError
/// What librdkafka reports.
public typealias ConfluentKafkaError = KafkaConnector.ConfluentKafkaError
