// The newest era's Kafka connector under its plain name.
@_exported import BytewaxKafka019
