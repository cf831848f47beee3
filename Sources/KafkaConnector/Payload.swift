/// What can be written as a key or a value: bytes, text, or either of them missing.
public protocol KafkaPayload: Sendable {
  /// The bytes to write; `nil` writes none, which is not the same as an empty array.
  var kafkaBytes: [UInt8]? { get }
}

extension [UInt8]: KafkaPayload {
  @inlinable
  public var kafkaBytes: [UInt8]? { self }
}

extension String: KafkaPayload {
  @inlinable
  public var kafkaBytes: [UInt8]? { Array(utf8) }
}

extension Substring: KafkaPayload {
  @inlinable
  public var kafkaBytes: [UInt8]? { Array(utf8) }
}

extension Optional: KafkaPayload where Wrapped: KafkaPayload {
  @inlinable
  public var kafkaBytes: [UInt8]? { flatMap(\.kafkaBytes) }
}

/// A message that `kop.output` and the serializing steps take: one to be written, or one that was read.
public protocol KafkaOutgoing<Key, Value>: Sendable {
  associatedtype Key: Sendable
  associatedtype Value: Sendable
  /// The message to write.
  var outgoing: KafkaSinkMessage<Key, Value> { get }
}

extension KafkaSinkMessage: KafkaOutgoing {
  @inlinable
  public var outgoing: KafkaSinkMessage<Key, Value> { self }
}

extension KafkaSourceMessage: KafkaOutgoing {
  @inlinable
  public var outgoing: KafkaSinkMessage<Key, Value> { toSink() }
}

extension KafkaSinkMessage where Key: KafkaPayload, Value: KafkaPayload {
  /// The message as the producer takes it.
  @inlinable
  package var serialized: SerializedKafkaSinkMessage { with(key: key.kafkaBytes, value: value.kafkaBytes) }
}
