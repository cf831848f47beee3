import BytewaxStreams
import DataflowCore
import KafkaConnector

// The one meaning of the six steps that make values of bytes and bytes of values; each era wraps its own kind of serializer.

extension Stream {
  /// Reports what is wrong with a step's serializers, together with the flow's other mistakes.
  @usableFromInline
  package func reporting(_ mistakes: (any Error)?..., step stepID: String, _ file: StaticString, _ line: UInt) -> Stream {
    for case let mistake? in mistakes { port.graph.report("step '\(stepID)': \(mistake)", at: SourcePlace(file, line)) }
    return self
  }

  /// Makes new keys and values; a message that either of the two closures refuses goes to `errs` as it was, with what was thrown.
  @inlinable
  package func deserializing<Key, Value, NewKey, NewValue>(
    _ stepID: String, _ kind: String, _ file: StaticString, _ line: UInt,
    key: @escaping @Sendable (Element) throws -> NewKey, value: @escaping @Sendable (Element) throws -> NewValue
  ) -> KafkaOutcome<KafkaSourceMessage<NewKey, NewValue>, KafkaError<Key, Value>> where Element == KafkaSourceMessage<Key, Value> {
    let id = newStep(stepID, kind, file, line)
    let batches = port.flatMapBatch(id.nested("map")) { messages in
      var batch = Parted<KafkaSourceMessage<NewKey, NewValue>, KafkaError<Key, Value>>()
      batch.oks.reserveCapacity(messages.count)
      for message in messages {
        let newKey: NewKey
        do { newKey = try key(message) } catch {
          batch.errs.append(KafkaError(.refused(.key, error), message))
          continue
        }
        do { batch.oks.append(message.with(key: newKey, value: try value(message))) } catch {
          batch.errs.append(KafkaError(.refused(.value, error), message))
        }
      }
      return [batch]
    }
    return KafkaOutcome(batches, id.nested("split_err"), scope: scope)
  }

  /// Makes bytes of keys and values; what the closures throw stops the flow.
  @inlinable
  package func serializing<NewKey, NewValue>(
    _ stepID: String, _ kind: String, _ file: StaticString, _ line: UInt,
    key: @escaping @Sendable (KafkaSinkMessage<Element.Key, Element.Value>) throws -> NewKey,
    value: @escaping @Sendable (KafkaSinkMessage<Element.Key, Element.Value>) throws -> NewValue
  ) -> Stream<KafkaSinkMessage<NewKey, NewValue>> where Element: KafkaOutgoing {
    then(
      port.flatMapBatch(newStep(stepID, kind, file, line).nested("map")) { messages in
        try messages.map { message in
          let message = message.outgoing
          return message.with(key: try key(message), value: try value(message))
        }
      })
  }
}

extension ConfluentKafkaError {
  /// A deserializer's refusal, under the number librdkafka has for it.
  @usableFromInline
  package static func refused(_ field: MessageField, _ error: any Error) -> ConfluentKafkaError {
    field == .key
      ? ConfluentKafkaError(code: -160, name: "_KEY_DESERIALIZATION", reason: "\(error)")
      : ConfluentKafkaError(code: -159, name: "_VALUE_DESERIALIZATION", reason: "\(error)")
  }
}
