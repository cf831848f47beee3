/// What librdkafka reports: a number, its name, and a sentence.
public struct ConfluentKafkaError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Negative for what the client found, positive for what the broker answered; Kafka's protocol lists the latter.
  public let code: Int
  /// As `_PARTITION_EOF`; an underscore marks what the client found.
  public let name: String
  /// What happened, for people.
  public let reason: String

  public init(code: Int, name: String, reason: String) {
    self.code = code
    self.name = name
    self.reason = reason
  }

  public var description: String { "\(reason) (\(name))" }
}

/// An error that belongs to a message: one the consumer could not read, or one a deserializer refused.
public struct KafkaError<Key: Sendable, Value: Sendable>: Error, Sendable, CustomStringConvertible {
  public let err: ConfluentKafkaError
  /// The message as far as it is known; after a deserializer's refusal, the original.
  public let msg: KafkaSourceMessage<Key, Value>

  @inlinable
  public init(_ err: ConfluentKafkaError, _ msg: KafkaSourceMessage<Key, Value>) {
    self.err = err
    self.msg = msg
  }

  public var description: String {
    let place = [msg.topic.map { "topic '\($0)'" }, msg.partition.map { "partition \($0)" }, msg.offset.map { "offset \($0)" }]
    return ([err.description] + place.compactMap { $0 }).joined(separator: ", ")
  }
}

/// An error of the consumer with what it knew of the message.
public typealias KafkaSourceError = KafkaError<MaybeStrBytes, MaybeStrBytes>

/// What a source that does not stop at errors gives: a message or an error.
public enum KafkaSourceResult<Key: Sendable, Value: Sendable>: Sendable {
  case message(KafkaSourceMessage<Key, Value>)
  case error(KafkaError<Key, Value>)
}

/// A message or an error, as the consumer gives them.
public typealias SerializedKafkaSourceResult = KafkaSourceResult<MaybeStrBytes, MaybeStrBytes>
