// What 0.16 offers for Kafka: an input and an output of pairs.
@_exported import BytewaxKafkaFluent
