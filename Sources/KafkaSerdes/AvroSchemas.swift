import Avro
package import SchemaRegistry

extension SchemaRegistryClient {
  /// A schema, with the schemas it refers to fetched.
  package func avroSchema(_ schema: Schema) throws -> AvroSchema {
    // A registry that is mistaken, or worse, may let schemas refer to one another without end.
    var left = 1000
    func made(_ schema: Schema, depth: Int) throws -> AvroSchema {
      guard schema.schemaType == "AVRO" else { throw SerializationError(.otherSchemaType, schema.schemaType) }
      left -= 1
      guard depth <= 50, left >= 0 else { throw SerializationError(.endlessReferences, "") }
      return try AvroSchema(
        schema.schemaStr, named: schema.references.map { try made(getVersion($0.subject, $0.version).schema, depth: depth + 1) })
    }
    return try made(schema, depth: 0)
  }
}

extension AvroSchema {
  /// A schema that refers only to the `named` ones, each by its full name.
  init(_ schema: Schema, named: [String: any SchemaText]) throws {
    guard schema.schemaType == "AVRO" else { throw SerializationError(.otherSchemaType, schema.schemaType) }
    // Those that name others come after them, in whatever order they were given.
    var left = named.map { ($0.key, $0.value.schema.schemaStr) }.sorted { $0.0 < $1.0 }
    var known: [AvroSchema] = []
    while !left.isEmpty {
      let before = left.count
      var failure: (any Error)?
      left.removeAll { _, text in
        do {
          known.append(try AvroSchema(text, named: known))
          return true
        } catch {
          failure = error
          return false
        }
      }
      if left.count == before, let failure { throw failure }
    }
    try self.init(schema.schemaStr, named: known)
  }
}
