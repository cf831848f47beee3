#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
public import KafkaConnector
public import SchemaRegistry
import Synchronization

/// Writes `Codable` values as JSON in Confluent's format, under a registered JSON Schema. Values are not checked against the schema:
/// their type is what it describes.
public final class JSONSerializer<Value: Encodable & Sendable>: Serializer {
  private let client: SchemaRegistryClient
  private let schema: Schema
  /// The schema's name, by which some strategies name the subject.
  private let title: String
  private let options: Result<SerializerOptions, any Error>
  private let subjects = Mutex<[String: [UInt8]]>([:])

  /// A wrong setting is reported with the step that uses the serializer.
  public init(_ schemaStr: String, _ schemaRegistryClient: SchemaRegistryClient, conf: [String: any Sendable] = [:]) {
    client = schemaRegistryClient
    schema = Schema(schemaStr, schemaType: "JSON")
    title = (try? JSONDecoder().decode(TitledSchema.self, from: Data(schemaStr.utf8)).title) ?? ""
    options = Result { try SerializerOptions(conf) }
  }

  /// What is wrong with the settings, if anything is.
  public var mistake: (any Error)? {
    if let mistake = client.mistake { return mistake }
    guard case .failure(let error) = options else { return nil }
    return error
  }

  /// The bytes of `obj`; throws what its `encode(to:)` throws, and a `SchemaRegistryError` if the registry refuses.
  public func callAsFunction(_ obj: Value, _ ctx: SerializationContext) throws -> [UInt8]? {
    if isNothing(obj) { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try prefix(ctx) + encoder.encode(obj)
  }

  private func prefix(_ ctx: SerializationContext) throws -> [UInt8] {
    let options = try options.get()
    let subject = try options.strategy(ctx, title)
    if let known = subjects.withLock({ $0[subject] }) { return known }
    let id =
      if options.usesLatest {
        try client.getLatestVersion(subject, file: nil).schemaID
      } else if options.registers {
        try client.registerSchema(subject, schema, normalizeSchemas: options.normalizes, file: nil)
      } else {
        try client.lookupSchema(subject, schema, normalizeSchemas: options.normalizes, file: nil).schemaID
      }
    let prefix = confluentPrefix(id)
    subjects.withLock { $0[subject] = prefix }
    return prefix
  }
}

/// What a JSON Schema is called.
private struct TitledSchema: Decodable { let title: String? }

/// Reads JSON in Confluent's format as a `Codable` type; the schema it was written with is not looked at.
public struct JSONDeserializer<Value: Decodable & Sendable>: Deserializer {
  public init() {}

  /// Throws a `SerializationError` for bytes in another format or that are not JSON of that type.
  public func callAsFunction(_ data: [UInt8]?, _ ctx: SerializationContext = .unknown) throws -> Value {
    guard let data else { return try nothing(Value.self) }
    _ = try confluentSchemaID(data)
    do { return try JSONDecoder().decode(Value.self, from: Data(data[5...])) } catch {
      throw SerializationError(.malformed, "\(error)")
    }
  }
}
