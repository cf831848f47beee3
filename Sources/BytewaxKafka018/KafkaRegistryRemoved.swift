import Avro
import BytewaxKafkaStreams
import KafkaConnector
import KafkaSerdes
import SchemaRegistry

// Breaking change: kafka-registry-removed (0.18 → 0.19). 0.19 has `AvroSerializer` and the like instead.

/// A client of a schema registry; 0.18 and 0.19 take the same.
public typealias SchemaRegistryClient = SchemaRegistry.SchemaRegistryClient
public typealias SchemaRegistryError = SchemaRegistry.SchemaRegistryError
/// A value of any schema.
public typealias AvroMessage = AvroValue
public typealias AvroValue = Avro.AvroValue

/// Which schema is meant: one version of a subject, or its latest.
@available(
  _PackageDescription, deprecated: 1, message: "kafka-registry-removed: SchemaRegistryClient.getVersion or getLatestVersion"
)
public struct SchemaRef: Hashable, Sendable {
  public let subject: String
  /// `nil` is the latest.
  public let version: Int?

  public init(_ subject: String, version: Int? = nil) {
    self.subject = subject
    self.version = version
  }
}

/// What names a schema in a registry: a `SchemaRef`, or the schema's id.
public protocol SchemaReferring {
  /// Asks the registry.
  func schema(in client: SchemaRegistryClient) throws -> Schema
}

extension Int: SchemaReferring {
  public func schema(in client: SchemaRegistryClient) throws -> Schema { try client.getSchema(self, file: nil) }
}

@available(
  _PackageDescription, deprecated: 1, message: "kafka-registry-removed: SchemaRegistryClient.getVersion or getLatestVersion"
)
extension SchemaRef: SchemaReferring {
  public func schema(in client: SchemaRegistryClient) throws -> Schema {
    try version.map { try client.getVersion(subject, $0, file: nil).schema } ?? client.getLatestVersion(subject, file: nil).schema
  }
}

/// Serializers of Confluent's format: the schema's id stands before the data.
@available(_PackageDescription, deprecated: 1, message: "kafka-registry-removed: AvroSerializer, AvroDeserializer")
public struct ConfluentSchemaRegistry: Sendable {
  private let client: SchemaRegistryClient

  public init(_ client: SchemaRegistryClient) { self.client = client }

  /// Writes with the schema that `schemaRef` names, which is registered under its record's name (kafka-subject-strategy). A registry that
  /// does not answer is reported with the step that uses the serializer.
  public func serializer(_ schemaRef: some SchemaReferring) -> ConfluentAvroSerializer<AvroValue> {
    serializer(schemaRef, of: AvroValue.self)
  }

  /// The same for a type of your own.
  public func serializer<Value: Encodable & Sendable>(_ schemaRef: some SchemaReferring, of: Value.Type)
    -> ConfluentAvroSerializer<Value>
  {
    ConfluentAvroSerializer(Result { try client.whileBuilding { try schemaRef.schema(in: client) } }, client)
  }

  /// Reads with the schema that each message names.
  public func deserializer() -> ConfluentAvroDeserializer<AvroValue> { deserializer(of: AvroValue.self) }

  /// The same for a type of your own.
  public func deserializer<Value: Decodable & Sendable>(of: Value.Type) -> ConfluentAvroDeserializer<Value> {
    ConfluentAvroDeserializer(AvroDeserializer<Value>(client))
  }
}

/// Serializers of plain Avro: nothing stands before the data.
@available(_PackageDescription, deprecated: 1, message: "kafka-registry-removed: PlainAvroSerializer, PlainAvroDeserializer")
public struct RedpandaSchemaRegistry: Sendable {
  private let client: SchemaRegistryClient

  public init(baseURL: String = "http://localhost:8081") { client = SchemaRegistryClient(["url": baseURL]) }

  public init(_ baseURL: String) { self.init(baseURL: baseURL) }

  /// Writes with the schema that `schemaRef` names. A registry that does not answer is reported with the step that uses the serializer.
  public func serializer(_ schemaRef: some SchemaReferring) -> PlainAvroSer<AvroValue> {
    serializer(schemaRef, of: AvroValue.self)
  }

  /// The same for a type of your own.
  public func serializer<Value: Encodable & Sendable>(_ schemaRef: some SchemaReferring, of: Value.Type) -> PlainAvroSer<Value> {
    PlainAvroSer(PlainAvroSerializer(Result { try client.whileBuilding { try client.avroSchema(schemaRef.schema(in: client)) } }))
  }

  /// Reads with the schema that `schemaRef` names. A registry that does not answer is reported with the step that uses the deserializer.
  public func deserializer(_ schemaRef: some SchemaReferring) -> PlainAvroDe<AvroValue> {
    deserializer(schemaRef, of: AvroValue.self)
  }

  /// The same for a type of your own.
  public func deserializer<Value: Decodable & Sendable>(_ schemaRef: some SchemaReferring, of: Value.Type) -> PlainAvroDe<Value> {
    PlainAvroDe(PlainAvroDeserializer(Result { try client.whileBuilding { try client.avroSchema(schemaRef.schema(in: client)) } }))
  }
}

// What the registries give: the serializers of 0.19 in the shape of 0.18.

/// Breaking change: kafka-subject-strategy (0.18 → 0.19).
///
/// Registers its schema under the record's name; 0.19 registers it under the topic's unless told otherwise.
public struct ConfluentAvroSerializer<Value: Encodable & Sendable>: SchemaSerializer {
  private let serializer: Result<AvroSerializer<Value>, any Error>

  init(_ schema: Result<Schema, any Error>, _ client: SchemaRegistryClient) {
    serializer = schema.map { AvroSerializer<Value>(client, $0, conf: ["subject.name.strategy": SubjectNameStrategy.record]) }
  }

  public var mistake: (any Error)? {
    do { return try serializer.get().mistake } catch { return error }
  }

  public func ser(_ obj: Value) throws -> [UInt8]? { try serializer.get()(obj, .unknown) }
}

/// Breaking change: kafka-null-payload (0.18 → 0.19).
///
/// A message without bytes is an error; in 0.19 it is a value.
public struct ConfluentAvroDeserializer<Value: Decodable & Sendable>: SchemaDeserializer {
  private let deserializer: AvroDeserializer<Value>

  init(_ deserializer: AvroDeserializer<Value>) { self.deserializer = deserializer }

  public var mistake: (any Error)? { deserializer.mistake }

  public func de(_ data: [UInt8]?) throws -> Value {
    guard data != nil else { throw SerializationError.nothing }
    return try deserializer(data, .unknown)
  }
}

/// Writes plain Avro.
public struct PlainAvroSer<Value: Encodable & Sendable>: SchemaSerializer {
  private let serializer: PlainAvroSerializer<Value>

  init(_ serializer: PlainAvroSerializer<Value>) { self.serializer = serializer }

  public var mistake: (any Error)? { serializer.mistake }

  public func ser(_ obj: Value) throws -> [UInt8]? { try serializer(obj, .unknown) }
}

/// Reads plain Avro; a message without bytes is an error.
public struct PlainAvroDe<Value: Decodable & Sendable>: SchemaDeserializer {
  private let deserializer: PlainAvroDeserializer<Value>

  init(_ deserializer: PlainAvroDeserializer<Value>) { self.deserializer = deserializer }

  public var mistake: (any Error)? { deserializer.mistake }

  public func de(_ data: [UInt8]?) throws -> Value { try deserializer(data, .unknown) }
}
