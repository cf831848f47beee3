public import Avro
public import KafkaConnector
public import SchemaRegistry
import Synchronization

/// Writes values as Avro in Confluent's format: a zero byte, the schema's id in four bytes, then the data.
///
///     let serializer = AvroSerializer(client, schemaText)                    // generic values: ["celsius": 21.5]
///     let serializer = AvroSerializer<Reading>(client, schemaText)           // a Codable type
///
/// The schema is registered under the message's subject when the first message comes. Settings: `auto.register.schemas` (true),
/// `normalize.schemas` (false), `use.latest.version` (false), `validate.strict` (false), and `subject.name.strategy`, a
/// `SubjectNameStrategy` (topic). A `nil` value is written as no bytes.
public struct AvroSerializer<Value: Encodable & Sendable>: Serializer {
  private let schemas: WriterSchemas

  fileprivate init(client: SchemaRegistryClient, schema: (any SchemaText)?, conf: [String: any Sendable]) {
    schemas = WriterSchemas(client: client, schema: schema, conf: conf)
  }

  /// What is wrong with the schema or the settings, if anything is.
  public var mistake: (any Error)? { schemas.mistake }

  /// The bytes of `obj`; throws an `AvroError` if it does not fit the schema and a `SchemaRegistryError` if the registry refuses.
  public func callAsFunction(_ obj: Value, _ ctx: SerializationContext) throws -> [UInt8]? {
    if isNothing(obj) { return nil }
    let framing = try schemas.framing(ctx)
    return try framing.encoder.encode(obj, after: framing.prefix)
  }
}

extension AvroSerializer {
  /// Mistakes in the schema or the settings are reported with the step that uses the serializer.
  public init(
    _ schemaRegistryClient: SchemaRegistryClient, _ schemaStr: (any SchemaText)? = nil, conf: [String: any Sendable] = [:]
  ) {
    self.init(client: schemaRegistryClient, schema: schemaStr, conf: conf)
  }

  public init(
    _ schemaRegistryClient: SchemaRegistryClient, schemaStr: any SchemaText, conf: [String: any Sendable] = [:]
  ) {
    self.init(client: schemaRegistryClient, schema: schemaStr, conf: conf)
  }
}

extension AvroSerializer where Value == AvroValue {
  public init(
    _ schemaRegistryClient: SchemaRegistryClient, _ schemaStr: (any SchemaText)? = nil, conf: [String: any Sendable] = [:]
  ) {
    self.init(client: schemaRegistryClient, schema: schemaStr, conf: conf)
  }

  public init(
    _ schemaRegistryClient: SchemaRegistryClient, schemaStr: any SchemaText, conf: [String: any Sendable] = [:]
  ) {
    self.init(client: schemaRegistryClient, schema: schemaStr, conf: conf)
  }
}

/// What the messages of a subject are written with.
private struct Framing: Sendable {
  let prefix: [UInt8]
  let encoder: AvroEncoder
}

/// The schemas that one serializer writes with, each found or registered when its subject's first message comes.
private final class WriterSchemas: Sendable {
  private let client: SchemaRegistryClient
  private let options: Result<SerializerOptions, any Error>
  /// The schema to write with; `nil` to take the subject's latest.
  private let schema: Result<(given: Schema, encoder: AvroEncoder)?, any Error>
  private let subjects = Mutex<[String: Framing]>([:])

  init(client: SchemaRegistryClient, schema: (any SchemaText)?, conf: [String: any Sendable]) {
    self.client = client
    let options = Result { try SerializerOptions(conf) }
    self.options = options
    self.schema = Result {
      guard let schema = schema?.schema else { return nil }
      return (schema, AvroEncoder(try client.avroSchema(schema), strict: try options.get().isStrict))
    }
  }

  var mistake: (any Error)? {
    do {
      if let mistake = client.mistake { return mistake }
      let options = try options.get()
      return try schema.get() == nil && !options.usesLatest ? SerializationError(.noSchema) : nil
    } catch { return error }
  }

  func framing(_ ctx: SerializationContext) throws -> Framing {
    let (schema, options) = (try schema.get(), try options.get())
    let subject = try options.strategy(ctx, schema?.encoder.schema.name ?? "")
    if let known = subjects.withLock({ $0[subject] }) { return known }
    let framing: Framing
    if options.usesLatest {
      let latest = try client.getLatestVersion(subject, file: nil)
      framing = Framing(
        prefix: confluentPrefix(latest.schemaID),
        encoder: AvroEncoder(try client.avroSchema(latest.schema), strict: options.isStrict))
    } else {
      guard let schema else { throw SerializationError(.noSchema) }
      let id =
        options.registers
        ? try client.registerSchema(subject, schema.given, normalizeSchemas: options.normalizes, file: nil)
        : try client.lookupSchema(subject, schema.given, normalizeSchemas: options.normalizes, file: nil).schemaID
      framing = Framing(prefix: confluentPrefix(id), encoder: schema.encoder)
    }
    subjects.withLock { $0[subject] = framing }
    return framing
  }
}

/// What a serializer is told beside its schema.
struct SerializerOptions: Sendable {
  let registers: Bool
  let normalizes: Bool
  let usesLatest: Bool
  let isStrict: Bool
  let strategy: SubjectNameStrategy

  /// Throws a `SchemaRegistryError` that names a setting nobody knows.
  init(_ conf: [String: any Sendable]) throws {
    var conf = Configuration(conf)
    usesLatest = conf.flag("use.latest.version") ?? false
    registers = conf.flag("auto.register.schemas") ?? true
    normalizes = conf.flag("normalize.schemas") ?? false
    isStrict = conf.flag("validate.strict") ?? false
    switch conf.take("subject.name.strategy") {
    case nil: strategy = .topic
    case let given as SubjectNameStrategy: strategy = given
    default:
      throw Configuration.mistake(
        "subject.name.strategy", "must be a SubjectNameStrategy; give it recordSubjectNameStrategy or one of your own")
    }
    try conf.expectNoMore()
  }
}

/// Confluent's format: a zero byte, then the schema's id with its highest byte first.
func confluentPrefix(_ schemaID: Int) -> [UInt8] {
  [0] + withUnsafeBytes(of: UInt32(truncatingIfNeeded: schemaID).bigEndian) { Array($0) }
}

/// Whether a value is `nil`, in whatever type.
func isNothing<Value>(_ value: Value) -> Bool {
  if let value = value as? AvroValue { return value.isNull }
  guard Value.self is any ExpressibleByNilLiteral.Type else { return false }
  return Mirror(reflecting: value).displayStyle == .optional && Mirror(reflecting: value).children.isEmpty
}
