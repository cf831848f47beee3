// What 0.17 offers for Kafka: an input and an output of pairs.
@_exported import BytewaxKafkaFluent
