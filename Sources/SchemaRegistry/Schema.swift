/// A schema as a registry keeps it.
public struct Schema: Hashable, Sendable {
  /// The schema's text, exactly as it was registered.
  public let schemaStr: String
  /// `AVRO`, `JSON` or `PROTOBUF`.
  public let schemaType: String
  /// Where the types are that the text names without defining them.
  public let references: [SchemaReference]

  public init(_ schemaStr: String, schemaType: String = "AVRO", references: [SchemaReference] = []) {
    self.schemaStr = schemaStr
    self.schemaType = schemaType
    self.references = references
  }

  public init(schemaStr: String, schemaType: String = "AVRO", references: [SchemaReference] = []) {
    self.init(schemaStr, schemaType: schemaType, references: references)
  }
}

/// A version of a subject that defines a type another schema names.
public struct SchemaReference: Hashable, Sendable, Codable {
  public let name: String
  public let subject: String
  public let version: Int

  public init(name: String, subject: String, version: Int) {
    self.name = name
    self.subject = subject
    self.version = version
  }
}

/// A schema with its place in the registry.
public struct RegisteredSchema: Hashable, Sendable {
  public let schemaID: Int
  public let schema: Schema
  public let subject: String
  public let version: Int
}

/// What a new version of a subject's schema has to be to those before it.
public enum CompatibilityLevel: String, Hashable, Sendable {
  case backward = "BACKWARD"
  case backwardTransitive = "BACKWARD_TRANSITIVE"
  case forward = "FORWARD"
  case forwardTransitive = "FORWARD_TRANSITIVE"
  case full = "FULL"
  case fullTransitive = "FULL_TRANSITIVE"
  case none = "NONE"
}

/// What serializers take as a schema: its text, or the schema as the registry gave it.
public protocol SchemaText: Sendable {
  var schema: Schema { get }
}

extension Schema: SchemaText {
  public var schema: Schema { self }
}

extension String: SchemaText {
  /// An Avro schema of this text.
  public var schema: Schema { Schema(self) }
}
