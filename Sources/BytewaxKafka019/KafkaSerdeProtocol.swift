import BytewaxStreams
import BytewaxKafkaStreams
import KafkaConnector

// Breaking changes: kafka-serde-protocol, kafka-serde-classes-removed (0.18 → 0.19).

public typealias SerializationContext = KafkaConnector.SerializationContext
public typealias MessageField = KafkaConnector.MessageField
/// Makes bytes of a key or a value, called with the value and its context; 0.18 called `ser`.
public typealias Serializer = KafkaConnector.Serializer
/// Makes a key or a value of bytes, called with the bytes and their context; 0.18 called `de`.
public typealias Deserializer = KafkaConnector.Deserializer

extension kop {
  /// Deserializes keys; a message whose key is refused goes to `errs` as it was.
  @inlinable
  public static func deserializeKey<De: Deserializer, Value: Sendable>(
    _ stepID: String, _ up: Stream<KafkaSourceMessage<MaybeStrBytes, Value>>, _ deserializer: De,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KafkaOpOut<KafkaSourceMessage<De.Value, Value>, KafkaError<MaybeStrBytes, Value>> {
    deserializeKey(
      stepID, up.reporting(deserializer.mistake, step: stepID, file, line), { try deserializer($0, $1) }, file: file, line: line)
  }

  /// Deserializes keys with a closure; a message whose key it refuses goes to `errs` as it was.
  @inlinable
  public static func deserializeKey<NewKey: Sendable, Value: Sendable>(
    _ stepID: String, _ up: Stream<KafkaSourceMessage<MaybeStrBytes, Value>>,
    _ deserializer: @escaping @Sendable (_ data: MaybeStrBytes, _ ctx: SerializationContext) throws -> NewKey,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KafkaOpOut<KafkaSourceMessage<NewKey, Value>, KafkaError<MaybeStrBytes, Value>> {
    up.deserializing(
      stepID, "deserializeKey", file, line, key: { try deserializer($0.key, $0.context(.key)) }, value: { $0.value })
  }

  /// Deserializes values; a message whose value is refused goes to `errs` as it was.
  @inlinable
  public static func deserializeValue<De: Deserializer, Key: Sendable>(
    _ stepID: String, _ up: Stream<KafkaSourceMessage<Key, MaybeStrBytes>>, _ deserializer: De,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KafkaOpOut<KafkaSourceMessage<Key, De.Value>, KafkaError<Key, MaybeStrBytes>> {
    deserializeValue(
      stepID, up.reporting(deserializer.mistake, step: stepID, file, line), { try deserializer($0, $1) }, file: file, line: line)
  }

  /// Deserializes values with a closure; a message whose value it refuses goes to `errs` as it was.
  @inlinable
  public static func deserializeValue<Key: Sendable, NewValue: Sendable>(
    _ stepID: String, _ up: Stream<KafkaSourceMessage<Key, MaybeStrBytes>>,
    _ deserializer: @escaping @Sendable (_ data: MaybeStrBytes, _ ctx: SerializationContext) throws -> NewValue,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KafkaOpOut<KafkaSourceMessage<Key, NewValue>, KafkaError<Key, MaybeStrBytes>> {
    up.deserializing(
      stepID, "deserializeValue", file, line, key: { $0.key }, value: { try deserializer($0.value, $0.context(.value)) })
  }

  /// Deserializes keys and values; a message either of which is refused goes to `errs` as it was.
  @inlinable
  public static func deserialize<KeyDe: Deserializer, ValDe: Deserializer>(
    _ stepID: String, _ up: Stream<SerializedKafkaSourceMessage>, keyDeserializer: KeyDe, valDeserializer: ValDe,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KafkaOpOut<KafkaSourceMessage<KeyDe.Value, ValDe.Value>, KafkaSourceError> {
    up.reporting(keyDeserializer.mistake, valDeserializer.mistake, step: stepID, file, line).deserializing(
      stepID, "deserialize", file, line, key: { try keyDeserializer($0.key, $0.context(.key)) },
      value: { try valDeserializer($0.value, $0.context(.value)) })
  }

  /// Serializes keys; what the serializer throws stops the flow.
  @inlinable
  public static func serializeKey<Message: KafkaOutgoing, Ser: Serializer>(
    _ stepID: String, _ up: Stream<Message>, _ serializer: Ser, file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<KafkaSinkMessage<MaybeStrBytes, Message.Value>> where Message.Key == Ser.Value {
    serializeKey(
      stepID, up.reporting(serializer.mistake, step: stepID, file, line), { try serializer($0, $1) }, file: file, line: line)
  }

  /// Serializes keys that are always there with a serializer that also takes none.
  @inlinable
  public static func serializeKey<Message: KafkaOutgoing, Ser: Serializer>(
    _ stepID: String, _ up: Stream<Message>, _ serializer: Ser, file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<KafkaSinkMessage<MaybeStrBytes, Message.Value>> where Message.Key? == Ser.Value {
    serializeKey(
      stepID, up.reporting(serializer.mistake, step: stepID, file, line), { try serializer($0, $1) }, file: file, line: line)
  }

  /// Serializes keys with a closure; what it throws stops the flow.
  @inlinable
  public static func serializeKey<Message: KafkaOutgoing>(
    _ stepID: String, _ up: Stream<Message>,
    _ serializer: @escaping @Sendable (_ obj: Message.Key, _ ctx: SerializationContext) throws -> MaybeStrBytes,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<KafkaSinkMessage<MaybeStrBytes, Message.Value>> {
    up.serializing(stepID, "serializeKey", file, line, key: { try serializer($0.key, $0.context(.key)) }, value: { $0.value })
  }

  /// Serializes values; what the serializer throws stops the flow.
  @inlinable
  public static func serializeValue<Message: KafkaOutgoing, Ser: Serializer>(
    _ stepID: String, _ up: Stream<Message>, _ serializer: Ser, file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<KafkaSinkMessage<Message.Key, MaybeStrBytes>> where Message.Value == Ser.Value {
    serializeValue(
      stepID, up.reporting(serializer.mistake, step: stepID, file, line), { try serializer($0, $1) }, file: file, line: line)
  }

  /// Serializes values that are always there with a serializer that also takes none.
  @inlinable
  public static func serializeValue<Message: KafkaOutgoing, Ser: Serializer>(
    _ stepID: String, _ up: Stream<Message>, _ serializer: Ser, file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<KafkaSinkMessage<Message.Key, MaybeStrBytes>> where Message.Value? == Ser.Value {
    serializeValue(
      stepID, up.reporting(serializer.mistake, step: stepID, file, line), { try serializer($0, $1) }, file: file, line: line)
  }

  /// Serializes values with a closure; what it throws stops the flow.
  @inlinable
  public static func serializeValue<Message: KafkaOutgoing>(
    _ stepID: String, _ up: Stream<Message>,
    _ serializer: @escaping @Sendable (_ obj: Message.Value, _ ctx: SerializationContext) throws -> MaybeStrBytes,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<KafkaSinkMessage<Message.Key, MaybeStrBytes>> {
    up.serializing(stepID, "serializeValue", file, line, key: { $0.key }, value: { try serializer($0.value, $0.context(.value)) })
  }

  /// Serializes keys and values; what a serializer throws stops the flow.
  @inlinable
  public static func serialize<Message: KafkaOutgoing, KeySer: Serializer, ValSer: Serializer>(
    _ stepID: String, _ up: Stream<Message>, keySerializer: KeySer, valSerializer: ValSer,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<SerializedKafkaSinkMessage> where Message.Key == KeySer.Value, Message.Value == ValSer.Value {
    serialize(
      stepID, up.reporting(keySerializer.mistake, valSerializer.mistake, step: stepID, file, line),
      keySerializer: { try keySerializer($0, $1) }, valSerializer: { try valSerializer($0, $1) }, file: file, line: line)
  }

  /// The same for keys that are always there, with a serializer that also takes none.
  @inlinable
  public static func serialize<Message: KafkaOutgoing, KeySer: Serializer, ValSer: Serializer>(
    _ stepID: String, _ up: Stream<Message>, keySerializer: KeySer, valSerializer: ValSer,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<SerializedKafkaSinkMessage> where Message.Key? == KeySer.Value, Message.Value == ValSer.Value {
    serialize(
      stepID, up.reporting(keySerializer.mistake, valSerializer.mistake, step: stepID, file, line),
      keySerializer: { try keySerializer($0, $1) }, valSerializer: { try valSerializer($0, $1) }, file: file, line: line)
  }

  /// The same for values that are always there, with a serializer that also takes none.
  @inlinable
  public static func serialize<Message: KafkaOutgoing, KeySer: Serializer, ValSer: Serializer>(
    _ stepID: String, _ up: Stream<Message>, keySerializer: KeySer, valSerializer: ValSer,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<SerializedKafkaSinkMessage> where Message.Key == KeySer.Value, Message.Value? == ValSer.Value {
    serialize(
      stepID, up.reporting(keySerializer.mistake, valSerializer.mistake, step: stepID, file, line),
      keySerializer: { try keySerializer($0, $1) }, valSerializer: { try valSerializer($0, $1) }, file: file, line: line)
  }

  /// The same for keys and values that are always there, with serializers that also take none.
  @inlinable
  public static func serialize<Message: KafkaOutgoing, KeySer: Serializer, ValSer: Serializer>(
    _ stepID: String, _ up: Stream<Message>, keySerializer: KeySer, valSerializer: ValSer,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<SerializedKafkaSinkMessage> where Message.Key? == KeySer.Value, Message.Value? == ValSer.Value {
    serialize(
      stepID, up.reporting(keySerializer.mistake, valSerializer.mistake, step: stepID, file, line),
      keySerializer: { try keySerializer($0, $1) }, valSerializer: { try valSerializer($0, $1) }, file: file, line: line)
  }

  /// Serializes keys and values with closures; what they throw stops the flow.
  @inlinable
  public static func serialize<Message: KafkaOutgoing>(
    _ stepID: String, _ up: Stream<Message>,
    keySerializer: @escaping @Sendable (_ obj: Message.Key, _ ctx: SerializationContext) throws -> MaybeStrBytes,
    valSerializer: @escaping @Sendable (_ obj: Message.Value, _ ctx: SerializationContext) throws -> MaybeStrBytes,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Stream<SerializedKafkaSinkMessage> {
    up.serializing(
      stepID, "serialize", file, line, key: { try keySerializer($0.key, $0.context(.key)) },
      value: { try valSerializer($0.value, $0.context(.value)) })
  }
}

extension KafkaSourceMessage {
  /// What a deserializer is told about one part of the message.
  @usableFromInline
  func context(_ field: MessageField) -> SerializationContext {
    SerializationContext(topic: topic, field: field, headers: headers)
  }
}

extension KafkaSinkMessage {
  /// What a serializer is told about one part of the message; the topic is the message's own, which may be none.
  @usableFromInline
  func context(_ field: MessageField) -> SerializationContext {
    SerializationContext(topic: topic, field: field, headers: headers)
  }
}
