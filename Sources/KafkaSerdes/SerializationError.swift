/// Why bytes are not made of a value, or a value of bytes.
public struct SerializationError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure; more may come.
  public struct Code: Hashable, Sendable {
    let name: String

    /// A message without a key or a value, where there must be one.
    public static let nothing = Code(name: "nothing")
    /// The subject is named for the topic, and the message has none.
    public static let noTopic = Code(name: "noTopic")
    /// The bytes do not begin as Confluent's format has it.
    public static let notFramed = Code(name: "notFramed")
    /// The bytes are not of the type that is read.
    public static let malformed = Code(name: "malformed")
    /// The registry's schema is of another kind.
    public static let otherSchemaType = Code(name: "otherSchemaType")
    /// There is no schema to write with.
    public static let noSchema = Code(name: "noSchema")
    /// Schemas refer to one another without end.
    public static let endlessReferences = Code(name: "endlessReferences")
  }

  public let code: Code
  public let detail: String

  init(_ code: Code, _ detail: String = "") {
    self.code = code
    self.detail = detail
  }

  /// There are no bytes where a value is needed.
  package static let nothing = SerializationError(.nothing, "a value")

  public var description: String {
    switch code {
    case .nothing: "can't deserialize nothing as \(detail); make the type optional, or filter such messages out before"
    case .noTopic:
      "the message has no topic to name the schema's subject for; give it one, or the serializer the record-name strategy"
    case .notFramed: "the data are not in Confluent's format: \(detail); read data without its prefix with a plain deserializer"
    case .malformed: "the data cannot be read: \(detail); check what writes them"
    case .otherSchemaType: "the registered schema is of type \(detail), not AVRO; use a deserializer for that type"
    case .noSchema: "the serializer has no schema; give it one, or set use.latest.version"
    case .endlessReferences: "the schema refers to others without end; correct its references in the registry"
    default: "\(code.name): \(detail)"
    }
  }
}
