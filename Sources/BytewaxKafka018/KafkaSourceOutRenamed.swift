import BytewaxKafkaStreams

/// Breaking change: kafka-source-out-renamed (0.18 → 0.19).
///
/// The streams `oks` and `errs` of a Kafka operator.
@available(_PackageDescription, deprecated: 1, message: "kafka-source-out-renamed: KafkaOpOut")
public typealias KafkaSourceOut = KafkaOutcome
