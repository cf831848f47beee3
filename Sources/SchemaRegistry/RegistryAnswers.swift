// What goes over the wire, in Confluent's names.

struct SchemaRequest: Encodable {
  let schema: String
  let schemaType: String?
  let references: [SchemaReference]?
}

struct IDAnswer: Decodable {
  let id: Int
}

struct SchemaAnswer: Decodable {
  let schema: Schema

  enum CodingKeys: CodingKey { case schema, schemaType, references }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    schema = Schema(
      try container.decode(String.self, forKey: .schema),
      schemaType: try container.decodeIfPresent(String.self, forKey: .schemaType) ?? "AVRO",
      references: try container.decodeIfPresent([SchemaReference].self, forKey: .references) ?? [])
  }
}

struct VersionAnswer: Decodable {
  let registered: RegisteredSchema

  enum CodingKeys: CodingKey { case subject, id, version }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    registered = RegisteredSchema(
      schemaID: try container.decode(Int.self, forKey: .id), schema: try SchemaAnswer(from: decoder).schema,
      subject: try container.decode(String.self, forKey: .subject), version: try container.decode(Int.self, forKey: .version))
  }
}

struct CompatibilityAnswer: Decodable {
  let isCompatible: Bool

  enum CodingKeys: String, CodingKey { case isCompatible = "is_compatible" }
}

/// The level is called by another name when it is set than when it is asked for.
struct LevelAnswer: Decodable {
  let compatibilityLevel: String?
  let compatibility: String?

  func level() throws -> CompatibilityLevel {
    let text = compatibilityLevel ?? compatibility ?? ""
    guard let level = CompatibilityLevel(rawValue: text) else {
      throw SchemaRegistryError(.strangeAnswer, "config", "'\(text)' is no compatibility level")
    }
    return level
  }
}
