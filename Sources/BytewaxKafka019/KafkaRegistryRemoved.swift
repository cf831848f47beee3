import Avro
import KafkaSerdes
import SchemaRegistry

// Breaking changes: kafka-registry-removed, kafka-null-payload, kafka-subject-strategy (0.18 → 0.19).
//
// Where 0.18 had registries that made serializers, 0.19 takes the serializers of Confluent's client as they are, and adds those of plain
// Avro. They register schemas under the topic's name, and read a message without bytes as a value.

public typealias SchemaRegistryClient = SchemaRegistry.SchemaRegistryClient
public typealias SchemaRegistryError = SchemaRegistry.SchemaRegistryError
public typealias Schema = SchemaRegistry.Schema
public typealias SchemaReference = SchemaRegistry.SchemaReference
public typealias RegisteredSchema = SchemaRegistry.RegisteredSchema
public typealias CompatibilityLevel = SchemaRegistry.CompatibilityLevel

public typealias AvroSerializer = KafkaSerdes.AvroSerializer
public typealias AvroDeserializer = KafkaSerdes.AvroDeserializer
public typealias PlainAvroSerializer = KafkaSerdes.PlainAvroSerializer
public typealias PlainAvroDeserializer = KafkaSerdes.PlainAvroDeserializer
public typealias JSONSerializer = KafkaSerdes.JSONSerializer
public typealias JSONDeserializer = KafkaSerdes.JSONDeserializer
public typealias StringSerializer = KafkaSerdes.StringSerializer
public typealias StringDeserializer = KafkaSerdes.StringDeserializer
public typealias IntegerSerializer = KafkaSerdes.IntegerSerializer
public typealias IntegerDeserializer = KafkaSerdes.IntegerDeserializer
public typealias DoubleSerializer = KafkaSerdes.DoubleSerializer
public typealias DoubleDeserializer = KafkaSerdes.DoubleDeserializer
public typealias SerializationError = KafkaSerdes.SerializationError

/// A value of any schema.
public typealias AvroMessage = Avro.AvroValue
public typealias AvroValue = Avro.AvroValue
public typealias AvroRecord = Avro.AvroRecord
public typealias AvroDecimal = Avro.AvroDecimal

public typealias SubjectNameStrategy = KafkaSerdes.SubjectNameStrategy
/// Registers schemas under `{topic}-key` and `{topic}-value`; what serializers do unless told otherwise.
public let topicSubjectNameStrategy = SubjectNameStrategy.topic
/// Registers schemas under their record's name, as 0.18 did.
public let recordSubjectNameStrategy = SubjectNameStrategy.record
/// Registers schemas under `{topic}-{record name}`.
public let topicRecordSubjectNameStrategy = SubjectNameStrategy.topicRecord
