// What 0.18 offers for Kafka: sources, sinks, `kop`, and serializers with `ser` and `de`.
@_exported import BytewaxKafkaStreams

/// The Kafka operators of 0.18: `kop.input("inp", flow, brokers: …, topics: …)`.
public enum kop: KafkaOperators {}
