public import Avro
public import KafkaConnector
public import SchemaRegistry

/// Writes values as Avro and nothing else: whoever reads them has to know the schema.
public struct PlainAvroSerializer<Value: Encodable & Sendable>: Serializer {
  private let encoder: Result<AvroEncoder, any Error>

  fileprivate init(text: any SchemaText, named: [String: any SchemaText]) {
    encoder = Result { AvroEncoder(try AvroSchema(text.schema, named: named)) }
  }

  /// A serializer whose schema is known to be right, or known to be wrong.
  package init(_ schema: Result<AvroSchema, any Error>) { encoder = schema.map { AvroEncoder($0) } }

  /// What is wrong with the schema, if anything is.
  public var mistake: (any Error)? {
    guard case .failure(let error) = encoder else { return nil }
    return error
  }

  /// The bytes of `obj`; throws an `AvroError` if it does not fit the schema.
  public func callAsFunction(_ obj: Value, _ ctx: SerializationContext = .unknown) throws -> [UInt8]? {
    try encoder.get().encode(obj)
  }
}

extension PlainAvroSerializer {
  /// `namedSchemas` are those that the schema refers to, by full name. A mistake is reported with the step that uses the serializer.
  public init(schema: any SchemaText, namedSchemas: [String: any SchemaText] = [:]) {
    self.init(text: schema, named: namedSchemas)
  }

  public init(_ schema: any SchemaText, namedSchemas: [String: any SchemaText] = [:]) {
    self.init(text: schema, named: namedSchemas)
  }
}

extension PlainAvroSerializer where Value == AvroValue {
  public init(schema: any SchemaText, namedSchemas: [String: any SchemaText] = [:]) {
    self.init(text: schema, named: namedSchemas)
  }

  public init(_ schema: any SchemaText, namedSchemas: [String: any SchemaText] = [:]) {
    self.init(text: schema, named: namedSchemas)
  }
}

/// Reads Avro that nothing stands before, as data of the schema it is given.
///
///     let schema = try client.getLatestVersion("sensor-value").schema
///     let deserializer = PlainAvroDeserializer(schema: schema)
public struct PlainAvroDeserializer<Value: Decodable & Sendable>: Deserializer {
  private let decoder: Result<AvroDecoder, any Error>

  fileprivate init(text: any SchemaText, named: [String: any SchemaText]) {
    decoder = Result { try AvroDecoder(writer: AvroSchema(text.schema, named: named)) }
  }

  /// A deserializer whose schema is known to be right, or known to be wrong.
  package init(_ schema: Result<AvroSchema, any Error>) {
    decoder = schema.flatMap { schema in Result { try AvroDecoder(writer: schema) } }
  }

  /// What is wrong with the schema, if anything is.
  public var mistake: (any Error)? {
    guard case .failure(let error) = decoder else { return nil }
    return error
  }

  /// The value of the bytes; throws a `SerializationError` where there are none and an `AvroError` for data that do not fit the schema.
  public func callAsFunction(_ data: [UInt8]?, _ ctx: SerializationContext = .unknown) throws -> Value {
    guard let data else { throw SerializationError(.nothing, "Avro") }
    return try decoder.get().decode(Value.self, from: data, allowingRest: true)
  }
}

extension PlainAvroDeserializer {
  /// `namedSchemas` are those that the schema refers to, by full name. A mistake is reported with the step that uses the deserializer.
  public init(schema: any SchemaText, namedSchemas: [String: any SchemaText] = [:]) {
    self.init(text: schema, named: namedSchemas)
  }

  public init(_ schema: any SchemaText, namedSchemas: [String: any SchemaText] = [:]) {
    self.init(text: schema, named: namedSchemas)
  }
}

extension PlainAvroDeserializer where Value == AvroValue {
  public init(schema: any SchemaText, namedSchemas: [String: any SchemaText] = [:]) {
    self.init(text: schema, named: namedSchemas)
  }

  public init(_ schema: any SchemaText, namedSchemas: [String: any SchemaText] = [:]) {
    self.init(text: schema, named: namedSchemas)
  }
}

extension SerializationContext {
  /// Where nothing is known of the message.
  public static var unknown: SerializationContext { SerializationContext(topic: nil, field: .none) }
}
