import BytewaxStreams
import BytewaxKafkaStreams
import KafkaConnector

/// Breaking changes: kafka-serde-protocol, kafka-serde-classes-removed (0.18 → 0.19).
///
/// Makes what is written of a key or a value; in 0.19 a serializer is called with the value and its context.
@available(_PackageDescription, deprecated: 1, message: "kafka-serde-classes-removed: Serializer")
public protocol SchemaSerializer<SerdeIn, SerdeOut>: Sendable {
  associatedtype SerdeIn: Sendable
  associatedtype SerdeOut: Sendable
  /// What is written for `obj`. What it throws stops the flow.
  func ser(_ obj: SerdeIn) throws -> SerdeOut
  /// What was wrong when this was made, so that a flow says so before it starts; `nil` by default.
  var mistake: (any Error)? { get }
}

extension SchemaSerializer {
  public var mistake: (any Error)? { nil }
}

/// Makes a key or a value of what was read; in 0.19 a deserializer is called with the bytes and their context.
@available(_PackageDescription, deprecated: 1, message: "kafka-serde-classes-removed: Deserializer")
public protocol SchemaDeserializer<SerdeIn, SerdeOut>: Sendable {
  associatedtype SerdeIn: Sendable
  associatedtype SerdeOut: Sendable
  /// What `data` means. What it throws goes to the error stream with the message.
  func de(_ data: SerdeIn) throws -> SerdeOut
  /// What was wrong when this was made, so that a flow says so before it starts; `nil` by default.
  var mistake: (any Error)? { get }
}

extension SchemaDeserializer {
  public var mistake: (any Error)? { nil }
}

extension kop {
  /// Deserializes keys; a message whose key is refused goes to `errs` as it was.
  @inlinable
  public static func deserializeKey<De: SchemaDeserializer, Value: Sendable>(
    _ stepID: String, _ up: Stream<KafkaSourceMessage<De.SerdeIn, Value>>, _ deserializer: De,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KafkaOutcome<KafkaSourceMessage<De.SerdeOut, Value>, KafkaError<De.SerdeIn, Value>> {
    up.reporting(deserializer.mistake, step: stepID, file, line).deserializing(
      stepID, "deserializeKey", file, line, key: { try deserializer.de($0.key) }, value: { $0.value })
  }

  /// Deserializes values; a message whose value is refused goes to `errs` as it was.
  @inlinable
  public static func deserializeValue<De: SchemaDeserializer, Key: Sendable>(
    _ stepID: String, _ up: Stream<KafkaSourceMessage<Key, De.SerdeIn>>, _ deserializer: De,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KafkaOutcome<KafkaSourceMessage<Key, De.SerdeOut>, KafkaError<Key, De.SerdeIn>> {
    up.reporting(deserializer.mistake, step: stepID, file, line).deserializing(
      stepID, "deserializeValue", file, line, key: { $0.key }, value: { try deserializer.de($0.value) })
  }

  /// Deserializes keys and values; a message either of which is refused goes to `errs` as it was.
  @inlinable
  public static func deserialize<KeyDe: SchemaDeserializer, ValDe: SchemaDeserializer>(
    _ stepID: String, _ up: Stream<KafkaSourceMessage<KeyDe.SerdeIn, ValDe.SerdeIn>>, keyDeserializer: KeyDe,
    valDeserializer: ValDe,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KafkaOutcome<KafkaSourceMessage<KeyDe.SerdeOut, ValDe.SerdeOut>, KafkaError<KeyDe.SerdeIn, ValDe.SerdeIn>> {
    up.reporting(keyDeserializer.mistake, valDeserializer.mistake, step: stepID, file, line).deserializing(
      stepID, "deserialize", file, line, key: { try keyDeserializer.de($0.key) }, value: { try valDeserializer.de($0.value) })
  }

  /// Serializes keys; what the serializer throws stops the flow.
  @inlinable
  public static func serializeKey<Message: KafkaOutgoing, Ser: SchemaSerializer>(
    _ stepID: String, _ up: Stream<Message>, _ serializer: Ser, file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<KafkaSinkMessage<Ser.SerdeOut, Message.Value>> where Message.Key == Ser.SerdeIn {
    up.reporting(serializer.mistake, step: stepID, file, line).serializing(
      stepID, "serializeKey", file, line, key: { try serializer.ser($0.key) }, value: { $0.value })
  }

  /// Serializes values; what the serializer throws stops the flow.
  @inlinable
  public static func serializeValue<Message: KafkaOutgoing, Ser: SchemaSerializer>(
    _ stepID: String, _ up: Stream<Message>, _ serializer: Ser, file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<KafkaSinkMessage<Message.Key, Ser.SerdeOut>> where Message.Value == Ser.SerdeIn {
    up.reporting(serializer.mistake, step: stepID, file, line).serializing(
      stepID, "serializeValue", file, line, key: { $0.key }, value: { try serializer.ser($0.value) })
  }

  /// Serializes keys and values; what a serializer throws stops the flow.
  @inlinable
  public static func serialize<Message: KafkaOutgoing, KeySer: SchemaSerializer, ValSer: SchemaSerializer>(
    _ stepID: String, _ up: Stream<Message>, keySerializer: KeySer, valSerializer: ValSer,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<KafkaSinkMessage<KeySer.SerdeOut, ValSer.SerdeOut>>
  where Message.Key == KeySer.SerdeIn, Message.Value == ValSer.SerdeIn {
    up.reporting(keySerializer.mistake, valSerializer.mistake, step: stepID, file, line).serializing(
      stepID, "serialize", file, line, key: { try keySerializer.ser($0.key) }, value: { try valSerializer.ser($0.value) })
  }
}
