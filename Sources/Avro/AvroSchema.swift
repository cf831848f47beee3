/// A schema: its text exactly as it was given, and what the text says.
///
///     let schema = try AvroSchema(#"{"type": "record", "name": "Reading", "fields": [{"name": "celsius", "type": "double"}]}"#)
public struct AvroSchema: Sendable {
  /// The text as it was given, so that what is registered or compared is what the author wrote.
  public let text: String
  public let type: AvroType
  /// Every named type the text defines or was given, by full name.
  public let definitions: [String: AvroDefinition]

  /// Reads a schema. `named` are schemas whose types this one may name without defining them.
  ///
  /// Throws an `AvroError` with a JSON path for a text that is not a schema.
  public init(_ text: String, named: [AvroSchema] = []) throws(AvroError) {
    var parsing = SchemaParsing(known: named)
    self.text = text
    type = try parsing.schema(JSONValue(text))
    definitions = parsing.definitions
  }

  /// The full name of the type; for types without one, what a schema calls them.
  public var name: String { type.name }
}

/// Two schemas are equal when their texts are, and the types they were given to name.
extension AvroSchema: Hashable {
  public static func == (a: AvroSchema, b: AvroSchema) -> Bool { a.text == b.text && a.definitions == b.definitions }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
