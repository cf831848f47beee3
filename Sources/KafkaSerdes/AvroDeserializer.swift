public import Avro
public import KafkaConnector
public import SchemaRegistry
import Synchronization

/// Reads Avro in Confluent's format; the schema that a message was written with is fetched by its id, once.
///
///     let deserializer = AvroDeserializer(client)                            // generic values
///     let deserializer = AvroDeserializer<Reading>(client)                   // a Codable type
///
/// With a schema of its own, data are read as that one has it: fields it does not know are passed over, those not written get their
/// default. A message without bytes is `null`, or `nil` if the type is optional (kafka-null-payload).
public struct AvroDeserializer<Value: Decodable & Sendable>: Deserializer {
  private let schemas: WrittenSchemas

  fileprivate init(client: SchemaRegistryClient, schema: (any SchemaText)?) {
    schemas = WrittenSchemas(client: client, schema: schema)
  }

  /// What is wrong with the schema or the client's settings, if anything is.
  public var mistake: (any Error)? { schemas.mistake }

  /// The value of the bytes; throws a `SerializationError` for bytes in another format, a `SchemaRegistryError` if the schema cannot
  /// be fetched, and an `AvroError` for data that do not fit it.
  public func callAsFunction(_ data: [UInt8]?, _ ctx: SerializationContext) throws -> Value {
    guard let data else { return try nothing(Value.self) }
    let decoder = try schemas.decoder(for: confluentSchemaID(data))
    return try decoder.decode(Value.self, from: data, startingAt: 5, allowingRest: true)
  }
}

/// The schemas that one deserializer has met, by id.
private final class WrittenSchemas: Sendable {
  private let client: SchemaRegistryClient
  private let reader: Result<AvroSchema?, any Error>
  private let decoders = Mutex<[Int: AvroDecoder]>([:])

  init(client: SchemaRegistryClient, schema: (any SchemaText)?) {
    self.client = client
    reader = Result { try schema.map { try client.avroSchema($0.schema) } }
  }

  var mistake: (any Error)? {
    if let mistake = client.mistake { return mistake }
    guard case .failure(let error) = reader else { return nil }
    return error
  }

  func decoder(for schemaID: Int) throws -> AvroDecoder {
    if let known = decoders.withLock({ $0[schemaID] }) { return known }
    let decoder = try AvroDecoder(writer: client.avroSchema(client.getSchema(schemaID, file: nil)), reader: reader.get())
    decoders.withLock { $0[schemaID] = decoder }
    return decoder
  }
}

extension AvroDeserializer {
  /// Mistakes in the schema are reported with the step that uses the deserializer.
  public init(_ schemaRegistryClient: SchemaRegistryClient, _ schemaStr: (any SchemaText)? = nil) {
    self.init(client: schemaRegistryClient, schema: schemaStr)
  }

  public init(_ schemaRegistryClient: SchemaRegistryClient, schemaStr: any SchemaText) {
    self.init(client: schemaRegistryClient, schema: schemaStr)
  }
}

extension AvroDeserializer where Value == AvroValue {
  public init(_ schemaRegistryClient: SchemaRegistryClient, _ schemaStr: (any SchemaText)? = nil) {
    self.init(client: schemaRegistryClient, schema: schemaStr)
  }

  public init(_ schemaRegistryClient: SchemaRegistryClient, schemaStr: any SchemaText) {
    self.init(client: schemaRegistryClient, schema: schemaStr)
  }
}

/// The schema's id in data of Confluent's format.
func confluentSchemaID(_ data: [UInt8]) throws -> Int {
  guard data.count >= 5 else { throw SerializationError(.notFramed, "\(data.count) bytes are too few") }
  guard data[0] == 0 else { throw SerializationError(.notFramed, "the first byte is \(data[0]), not 0") }
  return data[1..<5].reduce(0) { $0 << 8 | Int($1) }
}

/// What stands for no bytes in a type; throws if nothing does.
func nothing<Value>(_ type: Value.Type) throws -> Value {
  guard let type = type as? any ExpressibleByNilLiteral.Type, let value = type.init(nilLiteral: ()) as? Value else {
    throw SerializationError(.nothing, "\(type)")
  }
  return value
}
