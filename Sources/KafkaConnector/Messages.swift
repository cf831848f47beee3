/// A message read from a topic; key and value are bytes until a deserializer makes something of them.
public struct KafkaSourceMessage<Key: Sendable, Value: Sendable>: Sendable {
  public let key: Key
  public let value: Value
  public let topic: String?
  /// Names and bytes in the order they were written; a name may stand twice, and `nil` is not the same as no bytes.
  public let headers: [(String, [UInt8]?)]
  /// Seconds between producing and acknowledging; consumers are not told.
  public let latency: Double?
  public let offset: Int?
  public let partition: Int?
  /// What the time means (1: when it was made, 2: when the broker took it) and milliseconds since 1970; `nil` when there is none.
  public let timestamp: (Int, Int)?

  @inlinable
  public init(
    key: Key, value: Value, topic: String? = nil, headers: [(String, [UInt8]?)] = [], latency: Double? = nil, offset: Int? = nil,
    partition: Int? = nil, timestamp: (Int, Int)? = nil
  ) {
    self.key = key
    self.value = value
    self.topic = topic
    self.headers = headers
    self.latency = latency
    self.offset = offset
    self.partition = partition
    self.timestamp = timestamp
  }

  /// The message to write for this one: key, value and headers, nothing else.
  @inlinable
  public func toSink() -> KafkaSinkMessage<Key, Value> { KafkaSinkMessage(key: key, value: value, headers: headers) }

  /// The same message with another key.
  @inlinable
  package func with<NewKey>(key: NewKey) -> KafkaSourceMessage<NewKey, Value> { with(key: key, value: value) }

  /// The same message with another value.
  @inlinable
  package func with<NewValue>(value: NewValue) -> KafkaSourceMessage<Key, NewValue> { with(key: key, value: value) }

  /// The same message with another key and another value.
  @inlinable
  package func with<NewKey, NewValue>(key: NewKey, value: NewValue) -> KafkaSourceMessage<NewKey, NewValue> {
    KafkaSourceMessage<NewKey, NewValue>(
      key: key, value: value, topic: topic, headers: headers, latency: latency, offset: offset, partition: partition,
      timestamp: timestamp)
  }
}

/// A message to be written to a topic.
public struct KafkaSinkMessage<Key: Sendable, Value: Sendable>: Sendable {
  public let key: Key
  public let value: Value
  /// Where to write it; `nil` leaves that to the sink.
  public let topic: String?
  /// Names and bytes in the order they are written.
  public let headers: [(String, [UInt8]?)]
  /// Kept for whoever reads it; the sink lets the key decide, as it always has.
  public let partition: Int?
  /// Milliseconds since 1970; zero means the moment of writing.
  public let timestamp: Int

  @inlinable
  public init(
    key: Key, value: Value, topic: String? = nil, headers: [(String, [UInt8]?)] = [], partition: Int? = nil, timestamp: Int = 0
  ) {
    self.key = key
    self.value = value
    self.topic = topic
    self.headers = headers
    self.partition = partition
    self.timestamp = timestamp
  }

  /// The same message with another key.
  @inlinable
  package func with<NewKey>(key: NewKey) -> KafkaSinkMessage<NewKey, Value> { with(key: key, value: value) }

  /// The same message with another value.
  @inlinable
  package func with<NewValue>(value: NewValue) -> KafkaSinkMessage<Key, NewValue> { with(key: key, value: value) }

  /// The same message with another key and another value.
  @inlinable
  package func with<NewKey, NewValue>(key: NewKey, value: NewValue) -> KafkaSinkMessage<NewKey, NewValue> {
    KafkaSinkMessage<NewKey, NewValue>(
      key: key, value: value, topic: topic, headers: headers, partition: partition, timestamp: timestamp)
  }
}

/// What Kafka itself carries as a key or a value: bytes, text as bytes, or nothing.
public typealias MaybeStrBytes = [UInt8]?
/// A message as the consumer gives it.
public typealias SerializedKafkaSourceMessage = KafkaSourceMessage<MaybeStrBytes, MaybeStrBytes>
/// A message as the producer takes it.
public typealias SerializedKafkaSinkMessage = KafkaSinkMessage<MaybeStrBytes, MaybeStrBytes>
