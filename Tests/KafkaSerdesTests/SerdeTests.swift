import Avro
import KafkaConnector
import KafkaSerdes
import SchemaRegistry
import ServersForTests
import Testing

private struct Reading: Codable, Equatable { var sensor: String; var celsius: Double? }

@Suite("Kafka: serializers") struct SerdeTests {
  private let registry: TestRegistry
  private let client: SchemaRegistryClient
  private let value = SerializationContext(topic: "attic", field: .value)
  private let schema = """
    {"type": "record", "name": "t.Reading", "fields": [{"name": "sensor", "type": "string"},
      {"name": "celsius", "type": ["null", "double"], "default": null}]}
    """

  init() throws {
    registry = try TestRegistry()
    client = SchemaRegistryClient(["url": registry.url])
  }

  /// What the official client wrote for the schema `"string"` under id 1 and the text `hi`, and for a record of it.
  @Test func theBytesAreThoseOfConfluentsClient() throws {
    #expect(try AvroSerializer<String>(client, #""string""#)("hi", value) == [0, 0, 0, 0, 1, 4, 0x68, 0x69])
    let record =
      #"{"type": "record", "name": "R", "fields": [{"name": "id", "type": "int"}, {"name": "name", "type": "string"}]}"#
    let bytes = try AvroSerializer(client, record)(["id": 5, "name": "hi"], SerializationContext(topic: "t", field: .key))
    #expect(bytes == [0, 0, 0, 0, 2, 0x0A, 0x04, 0x68, 0x69])
  }

  @Test func aValueComesBackThroughTheRegistry() throws {
    let bytes = try AvroSerializer<Reading>(client, schema)(Reading(sensor: "a", celsius: 1.5), value)
    #expect(try AvroDeserializer<Reading>(client)(bytes, value) == Reading(sensor: "a", celsius: 1.5))
    let generic = try AvroDeserializer(client)(bytes, value)
    #expect(generic["sensor"] == "a" && generic["celsius"] == 1.5)
    #expect(try AvroSerializer(client, schema)(generic, value) == bytes)
  }

  @Test func theSchemaIsRegisteredOnceASubject() throws {
    let serializer = AvroSerializer(client, schema)
    for _ in 0..<3 { _ = try serializer(["sensor": "a"], value) }
    _ = try serializer(["sensor": "a"], SerializationContext(topic: "attic", field: .key))
    #expect(registry.requests.map(\.path) == ["/subjects/attic-value/versions", "/subjects/attic-key/versions"])
    #expect(registry.versions(of: "attic-value") == [schema])
  }

  @Test(
    "the strategy names the subject",
    arguments: [
      (SubjectNameStrategy.topic, "attic-value"), (.record, "t.Reading"), (.topicRecord, "attic-t.Reading"),
      (SubjectNameStrategy { _, _ in "mine" }, "mine"),
    ])
  func strategies(_ strategy: SubjectNameStrategy, _ subject: String) throws {
    _ = try AvroSerializer(client, schema, conf: ["subject.name.strategy": strategy])(["sensor": "a"], value)
    #expect(try client.getSubjects() == [subject])
  }

  @Test func aMessageWithoutTopicNeedsAnotherStrategy() throws {
    #expect(throws: SerializationError.self) { try AvroSerializer(client, schema)(["sensor": "a"], .unknown) }
    #expect(throws: Never.self) {
      try AvroSerializer(client, schema, conf: ["subject.name.strategy": SubjectNameStrategy.record])(["sensor": "a"], .unknown)
    }
  }

  @Test func withoutRegisteringTheSchemaMustBeThere() throws {
    let careful = AvroSerializer(client, schema, conf: ["auto.register.schemas": false])
    #expect(throws: SchemaRegistryError.self) { try careful(["sensor": "a"], value) }
    let id = try client.registerSchema("attic-value", schema)
    #expect(try careful(["sensor": "a"], value)?.prefix(5) == [0, 0, 0, 0, UInt8(id)])
  }

  @Test func theLatestSchemaMayBeTheOneToWriteWith() throws {
    _ = try client.registerSchema("attic-value", schema)
    let serializer = AvroSerializer<Reading>(client, conf: ["use.latest.version": true])
    #expect(serializer.mistake == nil)
    #expect(try serializer(Reading(sensor: "a", celsius: nil), value) == [0, 0, 0, 0, 1, 2, 97, 0])
  }

  @Test func dataOfAnOlderSchemaAreReadAsTheReadersOwn() throws {
    struct Newer: Decodable, Equatable { var sensor: String; var unit: String }
    let bytes = try AvroSerializer<Reading>(client, schema)(Reading(sensor: "a", celsius: 1), value)
    let newer =
      #"{"type": "record", "name": "t.Reading", "fields": [{"name": "unit", "type": "string", "default": "C"}, {"name": "sensor", "type": "string"}]}"#
    #expect(try AvroDeserializer<Newer>(client, newer)(bytes, value) == Newer(sensor: "a", unit: "C"))
  }

  @Test func schemasThatReferToOthersAreFetchedWithThem() throws {
    let place = #"{"type": "record", "name": "t.Place", "fields": [{"name": "room", "type": "string"}]}"#
    _ = try client.registerSchema("place", place)
    let visit = Schema(
      #"{"type": "record", "name": "t.Visit", "fields": [{"name": "at", "type": "t.Place"}]}"#,
      references: [SchemaReference(name: "t.Place", subject: "place", version: 1)])
    let bytes = try AvroSerializer(client, visit)(["at": ["room": "hall"]], value)
    let fresh = SchemaRegistryClient(["url": registry.url])
    #expect(try AvroDeserializer(fresh)(bytes, value)["at"]?["room"] == "hall")
    let plain = PlainAvroSerializer(schema: visit, namedSchemas: ["t.Place": place])
    #expect(try plain(["at": ["room": "hall"]]) == [8, 0x68, 0x61, 0x6C, 0x6C])
  }

  @Test func nothingIsNothing() throws {
    #expect(try AvroSerializer<Reading?>(client, schema)(nil, value) == nil)
    #expect(try AvroSerializer(client, schema)(.null, value) == nil)
    #expect(try AvroDeserializer(client)(nil, value) == .null)
    #expect(try AvroDeserializer<Reading?>(client)(nil, value) == nil)
    #expect(throws: SerializationError.self) { try AvroDeserializer<Reading>(client)(nil, value) }
    #expect(throws: SerializationError.self) { try PlainAvroDeserializer(schema: schema)(nil) }
    #expect(registry.requests.isEmpty)
  }

  @Test(
    "data in another format are refused", arguments: [[], [0, 0, 0], [1, 0, 0, 0, 1, 2], [0x7B, 0x7D, 0, 0, 0]] as [[UInt8]])
  func otherFormats(_ bytes: [UInt8]) { #expect(throws: SerializationError.self) { try AvroDeserializer(client)(bytes, value) } }

  @Test func anIDThatTheRegistryDoesNotKnowIsAnError() {
    #expect { try AvroDeserializer(client)([0, 0, 0, 0, 9, 2], value) } throws: {
      ($0 as? SchemaRegistryError)?.code == .notFound
    }
  }

  @Test func mistakesAreKnownBeforeAMessageComes() {
    #expect(AvroSerializer(client, "{").mistake is AvroError)
    #expect(AvroSerializer(client).mistake is SerializationError)
    #expect(AvroSerializer(client, schema, conf: ["auto.register": true]).mistake is SchemaRegistryError)
    #expect(AvroDeserializer(SchemaRegistryClient([:])).mistake is SchemaRegistryError)
    #expect(PlainAvroDeserializer(schema: "nonsense").mistake is AvroError)
    #expect(PlainAvroSerializer<Reading>(schema: schema).mistake == nil)
  }

  @Test func plainAvroHasNoPrefix() throws {
    let bytes = try PlainAvroSerializer<Reading>(schema: schema)(Reading(sensor: "a", celsius: nil))
    #expect(bytes == [2, 97, 0])
    #expect(try PlainAvroDeserializer(schema: Schema(schema))(bytes)["sensor"] == "a")
    // What stands behind is not looked at, as ever.
    #expect(try PlainAvroDeserializer<Reading>(schema)([2, 97, 0, 99]) == Reading(sensor: "a", celsius: nil))
  }

  @Test func simpleValuesAreWrittenAsConfluentsClientDoes() throws {
    #expect(StringSerializer()("hi", value) == [0x68, 0x69] && StringSerializer()(nil, value) == nil)
    #expect(try StringDeserializer()([0x68, 0x69], value) == "hi" && StringDeserializer()(nil, value) == nil)
    #expect(try IntegerSerializer()(-2, value) == [0xFF, 0xFF, 0xFF, 0xFE] && IntegerDeserializer()([0, 0, 1, 0], value) == 256)
    #expect(
      try DoubleDeserializer()(DoubleSerializer()(-1.5, value), value) == -1.5
        && DoubleSerializer()(1, value) == [0x3F, 0xF0, 0, 0, 0, 0, 0, 0])
    #expect(throws: SerializationError.self) { try StringDeserializer()([0xFF], value) }
    #expect(throws: SerializationError.self) { try IntegerSerializer()(1 << 40, value) }
    #expect(throws: SerializationError.self) { try IntegerDeserializer()([1], value) }
    #expect(throws: SerializationError.self) { try DoubleDeserializer()([1], value) }
  }

  @Test func JSONIsFramedAndItsSchemaRegistered() throws {
    let schema = #"{"title": "Reading", "type": "object"}"#
    let bytes = try JSONSerializer<Reading>(schema, client)(Reading(sensor: "a", celsius: 2.5), value)
    #expect(bytes == [0, 0, 0, 0, 1] + Array(#"{"celsius":2.5,"sensor":"a"}"#.utf8))
    #expect(try JSONDeserializer<Reading>()(bytes, value) == Reading(sensor: "a", celsius: 2.5))
    #expect(try client.getLatestVersion("attic-value").schema.schemaType == "JSON")
    #expect(throws: SerializationError.self) { try JSONDeserializer<Reading>()([0, 0, 0, 0, 1, 0x5B], value) }
  }
}
